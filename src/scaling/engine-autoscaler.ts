import { Chart, type ApiObject } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { engineProblems, scaledProblems } from './autoscaler-problems';
import { horizontalPodAutoscaler } from './horizontal-pod-autoscaler';
import { defineRoute, type HttpServing, type RequestRoute } from './http/request-route';
import { isOwn, type OwnSeries } from './keda-own-series-problems';
import { httpTriggersOf } from './keda-problems';
import { expectedSeconds, followsAverage, followsGauge } from './keda-scrape-interval';
import { scaledObject } from './scaled-object';
import type { ScalingEngine } from './scaling-engine';
import type { ScalingOptions } from './scaling-options';
import type { TargetVersion } from '../kubernetes/versions/target-version';
import { servedAs } from '../served/given-workload';
import { markScaled } from '../served/known-scaling';
import type { ScaleTarget } from '../served/scale-target';
import type { ServedWorkload } from '../served/served-workload';
import { markQueriesPrometheus } from '../servers/queries-prometheus';
import { DNS_SUBDOMAIN } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** What the autoscaler of a workload consists of. */
export interface EngineAutoscalerParts extends ScalingOptions {
  readonly target: ScaleTarget;
  readonly name: string;
  readonly labels?: Record<string, string>;
  readonly engine?: ScalingEngine;
  /** The types of the series of the server; undefined where they are unknown. */
  readonly shown?: OwnSeries['shown'];
}

/** The autoscaler of a workload. */
export interface EngineAutoscaler {
  readonly object: ApiObject;
  /** The name of the HorizontalPodAutoscaler, also where KEDA creates it. */
  readonly autoscalerName: string;
}

/** Defines the autoscaler of a workload with the engine that is asked for, and records it for those who show it. */
export function engineAutoscaler(scope: Construct, id: string, parts: EngineAutoscalerParts): EngineAutoscaler {
  const { engine, shown, ...rest } = parts;
  const { target, metrics } = rest;
  const keda = engine?._keda;
  const object = keda
    ? scaledObject(scope, id, { ...rest, keda })
    : horizontalPodAutoscaler(scope, id, { ...rest, federated: engine?._federated });
  const autoscalerName = keda ? `keda-hpa-${object.name}` : object.name;
  markScaled(target.object, { autoscalerName, metrics: [...metrics] });
  if (keda) {
    const namespace = target.namespace ?? Chart.of(scope).namespace;
    const own = { name: target.name, kind: target.kind, namespace, shown };
    const gauge = followsGauge(metrics, keda, (query) => isOwn(query, own));
    markQueriesPrometheus(target.object, {
      scrapeSeconds: expectedSeconds(keda, gauge),
      followsGauge: gauge,
      followsAverage: metrics.some((metric) => followsAverage(keda, metric)),
    });
  }
  return { object, autoscalerName };
}

/** The properties of an autoscaler for a workload that exists already. */
export interface WorkloadAutoscalerProps extends ScalingOptions {
  readonly target: IConstruct;
  readonly name?: string;
  readonly labels?: Record<string, string>;
  readonly engine?: ScalingEngine;
}

/** What is wrong with each property of an autoscaler for an existing workload. */
export function propertyProblems(
  target: ScaleTarget | Problem, props: WorkloadAutoscalerProps, version: TargetVersion | undefined,
): Problem[] {
  const problems = new Problems();
  if ('code' in target) problems.add(target);
  if (props.name !== undefined) problems.addAll(check.name('name', props.name, DNS_SUBDOMAIN));
  problems.addAll(check.labels('labels', props.labels));
  problems.addAll(engineProblems(props, version));
  return problems.all;
}

/** What is wrong with an autoscaler for an existing workload, where each property is right by itself. */
export function togetherProblems(
  { name, kind, namespace }: ScaleTarget, props: WorkloadAutoscalerProps, chartNamespace: string | undefined,
): Problem[] {
  const served = servedAs(props.target);
  const http = served && httpServingOfServed(served);
  const scaled = { name, kind, namespace: namespace ?? chartNamespace, serves: served?._serves, http };
  return scaledProblems(props, scaled, { name: props.name ?? name, property: 'name' });
}

/** Defines what brings requests over HTTP to a workload that exists already, where a trigger of its engine asks for it. */
export function workloadRoute(
  scope: Construct, { target, engine, labels }: WorkloadAutoscalerProps, name: string,
): RequestRoute | undefined {
  const [http] = httpTriggersOf(engine?._keda?.triggers ?? []);
  const inference = servedAs(target);
  if (!http || !inference) return undefined;
  return defineRoute(scope, { ...httpServingOfServed(inference), name, options: http.options, inference, labels });
}

function httpServingOfServed({ server, exposedBy, _serves: { maxRequestDuration } }: ServedWorkload): HttpServing {
  const { httpPort, _row: { requestSeconds, startupSeconds } } = server;
  const port = exposedBy?.ports.find(({ targetPort }) => httpPort !== undefined && targetPort === httpPort)?.port;
  return { port, requestSeconds: maxRequestDuration?.toSeconds() ?? requestSeconds, startupSeconds };
}

/** Defines the autoscaler of a workload that exists already. */
export function workloadAutoscaler(
  scope: Construct, id: string, target: ScaleTarget, props: WorkloadAutoscalerProps,
): EngineAutoscaler {
  const { name = target.name, labels, minReplicas, maxReplicas, metrics, behavior, engine } = props;
  const shown = servedAs(props.target)?.server.metrics;
  return engineAutoscaler(scope, id, {
    target, name, labels, minReplicas, maxReplicas, metrics, behavior, engine, shown,
  });
}
