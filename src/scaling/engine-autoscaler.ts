import { Chart, type ApiObject } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { engineProblems, scaledProblems } from './autoscaler-problems';
import { horizontalPodAutoscaler } from './horizontal-pod-autoscaler';
import { defineRoute, type HttpServing, type RequestRoute } from './http/request-route';
import { isCalled } from './http/wake-address';
import { isOwn, type OwnSeries } from './keda-own-series-problems';
import { httpTriggersOf } from './keda-problems';
import { expectedSeconds, followsAverage, followsGauge } from './keda-scrape-interval';
import { scaledObject } from './scaled-object';
import type { ScalingEngine } from './scaling-engine';
import type { ScalingOptions } from './scaling-options';
import { groupKind } from '../kubernetes/identity';
import type { TargetVersion } from '../kubernetes/versions/target-version';
import { hasScale } from '../rules/scale-target/scale-target-ref';
import { calledPort } from '../served/called-port';
import { servedAs, unwrapped } from '../served/given-workload';
import { isRead, markScaled } from '../served/known-scaling';
import { scaleTargetOf, type ScaleTarget } from '../served/scale-target';
import type { ServedWorkload } from '../served/served-workload';
import type { IInference } from '../servers/inference';
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

/** What an autoscaler scales of its property `target`, or why it cannot. */
export function givenTarget(given: unknown): ScaleTarget | Problem {
  if (isOfLibrary(given)) {
    return {
      code: 'scaling/target-of-the-library',
      field: 'target',
      value: given.name,
      rule: 'must be a workload or a ServedWorkload',
      why: 'monitors, adapter rules and dashboards of an InferenceDeployment would not know the autoscaler',
      fix: 'use AutoscaledInference',
    };
  }
  const target = scaleTargetOf(unwrapped(given as IConstruct));
  if (typeof target === 'string') {
    return {
      code: 'scaling/target-not-scalable',
      field: 'target',
      value: given,
      rule: 'must be a workload that can be scaled',
      why: `the autoscaler would have nothing to scale: ${target}`,
      fix: 'give a Deployment or a StatefulSet of any cdk8s-plus, the ApiObject of one, or a ServedWorkload',
    };
  }
  return faultOf(target) ?? target;
}

function faultOf(target: ScaleTarget): Problem | undefined {
  const { object, apiVersion, kind, name, replicas } = target;
  if (!hasScale(groupKind(apiVersion, '').slice(0, -1), kind)) {
    return {
      code: 'scaling/target-kind-unscalable',
      field: 'target',
      value: `${apiVersion} ${kind}`,
      rule: 'must be of a kind that can be scaled',
      why: `a ${kind} has no scale, so the autoscaler would never act`,
      fix: 'give a Deployment or a StatefulSet of apps/v1',
      source: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/',
    };
  }
  if (replicas !== undefined) {
    return {
      code: 'scaling/target-has-replicas',
      field: 'target',
      value: { replicas },
      rule: 'must not set replicas',
      why: 'each apply would reset the number of replicas that the autoscaler has set',
      fix: 'remove replicas from the workload: from its properties, or from the YAML that an Include reads',
    };
  }
  if (!isRead(object)) return undefined;
  return {
    code: 'scaling/autoscaler-too-late',
    field: 'target',
    value: name,
    rule: 'must be scaled before its monitor, adapter rules and dashboard are defined',
    why: 'they were defined without the name and the metrics of this autoscaler',
    fix: 'define the autoscaler first',
  };
}

function isOfLibrary(given: unknown): given is IInference {
  if (servedAs(given as IConstruct) || typeof given !== 'object' || given === null) return false;
  const { server, workload } = given as Partial<IInference>;
  return server !== undefined && workload !== undefined;
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
  if (problems.isEmpty && !('code' in target)) problems.addAll(calledProblems(target, props));
  return problems.all;
}

/** A trigger over HTTP behind a load test, which would send its requests past the interceptor. */
function calledProblems({ object, name }: ScaleTarget, { engine }: WorkloadAutoscalerProps): Problem[] {
  if (!isCalled(object) || httpTriggersOf(engine?._keda?.triggers ?? []).length === 0) return [];
  return [{
    code: 'scaling/http-trigger-too-late',
    field: 'target',
    value: name,
    rule: 'must be scaled over HTTP before its load test is defined',
    why: 'the load test was defined without the address of the interceptor, and without the time that a start takes',
    fix: 'define the autoscaler first',
  }];
}

/** What is wrong with an autoscaler for an existing workload, where each property is right by itself. */
export function togetherProblems(
  { name, kind, namespace }: ScaleTarget, props: WorkloadAutoscalerProps, chartNamespace: string | undefined,
): Problem[] {
  const served = servedAs(props.target);
  const own = props.name ?? name;
  const http = { ...(served && httpServingOfServed(served)), namedAfter: own, portFix: portFix(served) };
  const scaled = { name, kind, namespace: namespace ?? chartNamespace, serves: served?._serves, http };
  return scaledProblems(props, scaled, { name: own, property: 'name' });
}

/** Where the port for HTTP of a workload comes from, which has none. */
function portFix(served: ServedWorkload | undefined): string | undefined {
  if (served === undefined || served.exposedBy === undefined) {
    return 'write target: ServedWorkload.of(deployment, { service }), with its Service';
  }
  return served.server.httpPort === undefined ? 'set httpPort of ServedWorkload.of' : undefined;
}

/** Defines what brings requests over HTTP to a workload that exists already, where a trigger asks for it. */
export function workloadRoute(
  scope: Construct, { target, engine, labels }: WorkloadAutoscalerProps, name: string,
): RequestRoute | undefined {
  const [http] = httpTriggersOf(engine?._keda?.triggers ?? []);
  const inference = servedAs(target);
  if (!http || !inference) return undefined;
  const serving = httpServingOfServed(inference);
  const { options } = http;
  return defineRoute(scope, { ...serving, name, namedAfter: name, options, inference, labels });
}

function httpServingOfServed(served: ServedWorkload): HttpServing {
  const { server: { _row: { requestSeconds: usual, startupSeconds } }, _serves: { maxRequestDuration } } = served;
  return { port: calledPort(served), requestSeconds: maxRequestDuration?.toSeconds() ?? usual, startupSeconds };
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
