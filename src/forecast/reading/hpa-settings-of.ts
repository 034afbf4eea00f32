import { fieldsOf, isFilled, wholeOf } from './plain-fields';
import { approximateOf, milliOf } from './quantity-of';
import { METRIC_FIELDS } from '../../kubernetes/autoscaler';
import { UNREADABLE_METRIC } from '../model/hpa-settings';
import type { HpaSettings, MetricSettings, MetricType, ScalingPolicy, ScalingRules } from '../model/hpa-settings';

/** What the flags of kube-controller-manager set for all autoscalers. */
export interface ControllerFlags {
  /** `--horizontal-pod-autoscaler-sync-period`. */
  readonly syncSeconds: number;
  /** `--horizontal-pod-autoscaler-downscale-stabilization`. */
  readonly downscaleSeconds: number;
  /** `--horizontal-pod-autoscaler-tolerance`, as a share: 0.1. */
  readonly tolerance: number;
}

/** What kube-controller-manager runs with where no flag is set. */
export const DEFAULT_FLAGS: ControllerFlags = { syncSeconds: 15, downscaleSeconds: 300, tolerance: 0.1 };

/**
 * The `spec` of an autoscaler of autoscaling/v2, with what the API server and kube-controller-manager fill in
 * (Kubernetes 1.36 and 1.37).
 */
export function hpaSettings(spec: any, flags: ControllerFlags = DEFAULT_FLAGS): HpaSettings {
  const { minReplicas, maxReplicas, metrics, behavior } = fieldsOf(spec);
  const { syncSeconds, downscaleSeconds, tolerance } = flags;
  const given: readonly any[] = Array.isArray(metrics) && metrics.length > 0 ? metrics : DEFAULT_METRICS;
  const { scaleUp, scaleDown } = fieldsOf(behavior);
  return {
    minReplicas: wholeOf(minReplicas) ?? 1,
    maxReplicas: wholeOf(maxReplicas) ?? 0,
    metrics: given.map((metric) => metricSettings(metric) ?? UNREADABLE_METRIC),
    behavior: isFilled(behavior) ? {
      scaleUp: rulesOf(scaleUp, 0, SCALE_UP),
      scaleDown: rulesOf(scaleDown, downscaleSeconds, SCALE_DOWN),
    } : undefined,
    tolerance: {
      up: approximateOf(fieldsOf(scaleUp).tolerance) ?? tolerance,
      down: approximateOf(fieldsOf(scaleDown).tolerance) ?? tolerance,
    },
    downscaleStabilizationSeconds: downscaleSeconds,
    syncSeconds,
  };
}

/**
 * One metric of autoscaling/v2; undefined where the controller never has a value of it. It takes an `averageValue`
 * before a utilization, whatever `type` says, and only of an Object metric does `type` decide.
 */
export function metricSettings(metric: any): MetricSettings | undefined {
  const type: MetricType = fieldsOf(metric).type;
  if (typeof type !== 'string' || !Object.hasOwn(METRIC_FIELDS, type)) return undefined;
  const source = fieldsOf(metric[METRIC_FIELDS[type]]);
  const held = fieldsOf(source.target);
  const isOfPods = type === 'Resource' || type === 'ContainerResource';
  const name = isOfPods ? source.name : fieldsOf(source.metric).name;
  const target = targetOf(type, held);
  if (typeof name !== 'string' || name === '' || !target) return undefined;
  if (type !== 'ContainerResource') return { type, name, ...target };
  return typeof source.container === 'string' ? { type, name, container: source.container, ...target } : undefined;
}

type Target = Pick<MetricSettings, 'target' | 'value'>;

function targetOf(type: MetricType, { type: held, averageUtilization, averageValue, value }: any): Target | undefined {
  const average = positive('averageValue', milliOf(averageValue));
  const whole = positive('value', milliOf(value));
  switch (type) {
    case 'Pods': return average;
    case 'External': return average ?? whole;
    case 'Object':
      if (held === 'AverageValue') return average;
      return held === 'Value' ? whole : undefined;
    default: return average ?? positive('utilization', wholeOf(averageUtilization));
  }
}

/** The API server takes no target of zero. */
function positive(target: MetricSettings['target'], value: number | undefined): Target | undefined {
  return value !== undefined && value > 0 ? { target, value } : undefined;
}

const DEFAULT_METRICS = [
  { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
];

const SCALE_UP: readonly ScalingPolicy[] = [
  { type: 'Pods', value: 4, periodSeconds: 15 },
  { type: 'Percent', value: 100, periodSeconds: 15 },
];
const SCALE_DOWN: readonly ScalingPolicy[] = [{ type: 'Percent', value: 100, periodSeconds: 15 }];

/** One direction of a `behavior`, which is filled in field by field: a list of policies that is given stays. */
function rulesOf(given: any, stabilizationSeconds: number, policies: readonly ScalingPolicy[]): ScalingRules {
  const rules = fieldsOf(given);
  return {
    stabilizationSeconds: wholeOf(rules.stabilizationWindowSeconds) ?? stabilizationSeconds,
    select: SELECTS.has(rules.selectPolicy) ? rules.selectPolicy : 'Max',
    policies: Array.isArray(rules.policies) ? rules.policies.flatMap(policyOf) : policies,
  };
}

const SELECTS = new Set(['Max', 'Min', 'Disabled']);

function policyOf(given: any): ScalingPolicy[] {
  const { type, value, periodSeconds } = fieldsOf(given);
  const isKnown = (type === 'Pods' || type === 'Percent') && Number.isInteger(value) && Number.isInteger(periodSeconds);
  return isKnown ? [{ type, value, periodSeconds }] : [];
}
