import type { Course, Demand } from '../../src/forecast/demand/demand';
import { ObservedPods } from '../../src/forecast/hpa/observed-pods';
import type { HpaSettings, MetricSettings, ScalingRules } from '../../src/forecast/model/hpa-settings';
import type { ContainerModel, PodModel, ServiceModel } from '../../src/forecast/model/service-model';

/** 60 % of the CPU request. */
export const CPU_60: MetricSettings = { type: 'Resource', name: 'cpu', target: 'utilization', value: 60 };
/** So much of a queue for each replica, in thousandths. */
export const QUEUE_2: MetricSettings = { type: 'External', name: 'queue', target: 'averageValue', value: 2000 };

/** An autoscaler from 1 to 10 replicas without `behavior`, with changes. */
export function settings(changes: Partial<HpaSettings> = {}): HpaSettings {
  return {
    minReplicas: 1,
    maxReplicas: 10,
    metrics: [CPU_60],
    tolerance: { up: 0.1, down: 0.1 },
    downscaleStabilizationSeconds: 300,
    syncSeconds: 15,
    ...changes,
  };
}

/** One direction of a `behavior` without a window, which changes anything at once. */
export function rules(changes: Partial<ScalingRules> = {}): ScalingRules {
  const policy = { value: 100, periodSeconds: 15 };
  const policies = [{ type: 'Percent', ...policy }, { type: 'Pods', ...policy }] as const;
  return { stabilizationSeconds: 0, select: 'Max', policies, ...changes };
}

/** A `behavior` without windows and limits, with changes of both directions. */
export function behavior(up: Partial<ScalingRules> = {}, down: Partial<ScalingRules> = {}) {
  return { scaleUp: rules(up), scaleDown: rules(down) };
}

/** A server that requests one core and may use two, with changes. */
export function container(changes: Partial<ContainerModel> = {}): ContainerModel {
  return { name: 'server', requestMilli: 1000, limitMilli: 2000, share: 1, ...changes };
}

/** A pod of one server, ready and measured at once, with changes. */
export function podModel(changes: Partial<PodModel> = {}): PodModel {
  return {
    containers: [container()],
    startupSeconds: [],
    startupFrom: 'as given',
    metricsLagSeconds: 0,
    requests: {},
    ...changes,
  };
}

/** A Deployment in the namespace `vision` with one replica, with changes. */
export function service(name = 'classifier', changes: Partial<ServiceModel> = {}): ServiceModel {
  return {
    id: `vision/Deployment/${name}`,
    namespace: 'vision',
    kind: 'Deployment',
    name,
    autoscaler: `HorizontalPodAutoscaler/${name}`,
    hpa: settings(),
    pod: podModel(),
    initialReplicas: 1,
    notModelled: [],
    ...changes,
  };
}

/** No load, with changes. */
export function demand(changes: Partial<Demand> = {}): Demand {
  return { metrics: new Map(), outages: new Map(), ...changes };
}

/** A load of cores. */
export function cores(...steps: ReadonlyArray<readonly [at: number, value: number]>): Demand {
  return demand({ cores: course(...steps) });
}

/** A load of one metric. */
export function metric(name: string, ...steps: ReadonlyArray<readonly [at: number, value: number]>): Demand {
  return demand({ metrics: new Map([[name, course(...steps)]]) });
}

/** Steps, each from a time in seconds on. */
export function course(...steps: ReadonlyArray<readonly [at: number, value: number]>): Course {
  return { valueAt: (seconds) => steps.filter(([at]) => at <= seconds).at(-1)?.[1] ?? 0 };
}

/** Pods as the controller sees them: those of no other kind are mature. */
export function observed(total: number, others: Partial<ObservedPods> = {}): ObservedPods {
  const { pending = 0, starting = 0, unmeasured = 0, young = 0, justReady = 0 } = others;
  const mature = total - pending - starting - unmeasured - young;
  return Object.assign(new ObservedPods(), { total, pending, starting, unmeasured, young, justReady, mature });
}
