import type { Duration } from 'cdk8s';
import { computeThreadProblems, type Computing } from './compute-thread-problems';
import { federatedProblems } from './federated-hpa-problems';
import { httpServingProblems, type WokenWorkload } from './http/http-serving-problems';
import type { HttpServing } from './http/request-route';
import { inFlightWindowProblems } from './in-flight-window-problems';
import { httpTriggersOf, kedaProblems, type Named } from './keda-problems';
import { ScalingEngine } from './scaling-engine';
import type { ScalingOptions } from './scaling-options';
import { featureProblems } from '../app/versions/feature-problems';
import { FEATURES } from '../kubernetes/versions/features';
import { hasFeature, type TargetVersion } from '../kubernetes/versions/target-version';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';
import { ScalingBehavior, ScalingPolicySelect } from '../values/scaling-behavior';
import { ScalingMetric } from '../values/scaling-metric';

const REJECTED = 'the API server would reject the autoscaler';
const REFERENCE = 'https://kubernetes.io/docs/reference/kubernetes-api/autoscaling/horizontal-pod-autoscaler-v2/';
const ZERO = 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/';

/** What an autoscaler can do besides what every HorizontalPodAutoscaler can. */
export interface EngineAbilities {
  /** It can scale up from zero. */
  readonly zero?: boolean;
  /** The user can choose another engine. */
  readonly choosable?: boolean;
  /** It has triggers to scale on besides the metrics. */
  readonly triggers?: boolean;
  /** It is a HorizontalPodAutoscaler of Kubernetes, which may rest at zero where its version can. */
  readonly plain?: boolean;
  /** The Kubernetes that was named; undefined where none was, or where it does not matter. */
  readonly version?: TargetVersion;
}

/** What is wrong with the replicas, metrics and behavior of an autoscaler. */
export function scalingProblems(options: ScalingOptions, able: EngineAbilities = {}): Problem[] {
  const { metrics, behavior } = options;
  const problems = new Problems();
  problems.addAll(replicaProblems(options, able));
  problems.addAll(metricProblems(metrics, able));
  if (behavior instanceof ScalingBehavior) {
    const wrong = behavior._problems('behavior');
    problems.addAll(wrong);
    problems.addAll(directionProblems(behavior));
    if (wrong.length === 0) problems.addAll(toleranceProblems(behavior, able));
  } else if (behavior !== undefined) {
    problems.add({
      code: 'scaling/not-a-behavior',
      field: 'behavior',
      value: behavior,
      rule: 'must be a ScalingBehavior',
      why: 'only a ScalingBehavior can be checked and rendered',
      fix: 'use ScalingBehavior.of',
    });
  }
  return problems.all;
}

/** What is wrong with the engine of an autoscaler, and with replicas, metrics and behavior for it. */
export function engineProblems(
  props: ScalingOptions & { readonly engine?: ScalingEngine }, version: TargetVersion | undefined,
): Problem[] {
  const { engine } = props;
  if (engine === undefined || engine instanceof ScalingEngine) {
    const keda = engine?._keda;
    const triggers = (keda?.triggers?.length ?? 0) > 0;
    const zero = keda !== undefined;
    const plain = !zero && engine?._federated !== true;
    return scalingProblems(props, { choosable: true, zero, triggers, plain, version });
  }
  return [{
    code: 'scaling/not-an-engine',
    field: 'engine',
    value: engine,
    rule: 'must be a ScalingEngine',
    why: 'only a ScalingEngine can render an autoscaler',
    fix: 'use a factory of ScalingEngine, or remove engine',
  }];
}

function replicaProblems(
  { minReplicas, maxReplicas, metrics }: ScalingOptions,
  able: EngineAbilities,
): Problem[] {
  const problems = new Problems();
  problems.addAll(
    check.integer(
      'maxReplicas', maxReplicas, { min: 1 }, REJECTED, 'give the most replicas that the nodes can run', REFERENCE,
    ),
  );
  if (minReplicas === 0 && !able.zero) {
    problems.addAll(zeroProblems(metrics, able));
  } else if (minReplicas !== undefined) {
    const min = able.zero ? 0 : 1;
    const fix = `give the least number of replicas, ${min} or more`;
    problems.addAll(check.integer('minReplicas', minReplicas, { min }, REJECTED, fix, REFERENCE));
  }
  if (problems.isEmpty && (minReplicas ?? 1) > maxReplicas) {
    problems.add({
      code: 'scaling/max-below-min',
      field: 'minReplicas',
      value: minReplicas,
      rule: `must not be above maxReplicas (${maxReplicas})`,
      why: 'the API server would reject the autoscaler',
      fix: `lower minReplicas to ${maxReplicas}, or raise maxReplicas to ${minReplicas}`,
      source: REFERENCE,
    });
  }
  return problems.all;
}

/** A minimum of zero for an autoscaler that may not be able to rest there. */
function zeroProblems(metrics: readonly ScalingMetric[], { choosable, plain, version }: EngineAbilities): Problem[] {
  const problems = new Problems();
  const keep = `keep one replica${choosable ? ', or use ScalingEngine.keda' : ''}`;
  if (!plain || version === undefined || !hasFeature(FEATURES['autoscaler-to-zero'], version)) {
    const named = version === undefined ? 'no version is set here' : `1.${version.minor} is set here`;
    problems.add({
      code: 'scaling/hpa-min-zero',
      field: 'minReplicas',
      value: 0,
      rule: plain ? `must be at least 1 before Kubernetes 1.37: ${named}` : 'must be at least 1',
      why: plain
        ? 'an older API server rejects the autoscaler'
        : 'before Kubernetes 1.37 the API server rejects it, and Karmada always; an autoscaler that Sedna makes anew '
          + 'while the workload is at zero never starts it',
      fix: plain && version === undefined ? `${keep}; for a cluster of 1.37 see KubernetesVersion.set` : keep,
      source: ZERO,
    });
    return problems.all;
  }
  const list = Array.isArray(metrics) ? metrics.filter((metric) => metric instanceof ScalingMetric) : [];
  if (!list.some(({ type }) => type === 'Object' || type === 'External')) {
    problems.add({
      code: 'scaling/hpa-zero-unread',
      field: 'minReplicas',
      value: 0,
      rule: 'needs a metric that is measured outside the pods: of an object, or an external one',
      why: 'the API server rejects the autoscaler: without a pod no other metric has a value',
      fix: `add ScalingMetric.externalAverageValue for the queue or the requests; or ${keep}`,
      source: ZERO,
    });
  }
  const memory = list.findIndex((metric) => metric._resource === 'memory');
  if (memory >= 0) {
    problems.add({
      code: 'scaling/hpa-zero-memory',
      field: `metrics[${memory}]`,
      rule: 'cannot be memory with minReplicas 0',
      why: 'a running container always uses memory, so this metric asks for a replica and the last one never stops',
      fix: `remove metrics[${memory}], or keep one replica`,
      source: ZERO,
    });
  }
  return problems.all;
}

/** A tolerance that the API server would drop. */
function toleranceProblems(behavior: ScalingBehavior, { version }: EngineAbilities): Problem[] {
  const problems = new Problems();
  const rendered: Record<string, { readonly tolerance?: string } | undefined> = { ...behavior._render() };
  for (const direction of ['scaleUp', 'scaleDown']) {
    const tolerance = rendered[direction]?.tolerance;
    if (tolerance === undefined) continue;
    const field = `behavior.${direction}.tolerance`;
    problems.addAll(featureProblems(version, 'autoscaler-tolerance', { field, value: Number(tolerance) }));
  }
  return problems.all;
}

/** A behavior that forbids to scale up. */
function directionProblems(behavior: ScalingBehavior): Problem[] {
  if (!behavior._neverUp) return [];
  return [{
    code: 'scaling/scale-up-disabled',
    field: 'behavior.scaleUp.selectPolicy',
    value: ScalingPolicySelect.DISABLED,
    rule: 'must not be DISABLED',
    why: 'the autoscaler would only scale down: it ends at minReplicas, and stays there whatever the load',
    fix: 'remove it, limit the pace with policies, or use InferenceDeployment for a fixed number of replicas',
    source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior',
  }];
}

function metricProblems(metrics: readonly ScalingMetric[], { triggers }: EngineAbilities): Problem[] {
  if (!Array.isArray(metrics) || (metrics.length === 0 && !triggers)) {
    return [{
      code: 'scaling/no-metric',
      field: 'metrics',
      value: metrics,
      rule: 'must be a list of at least one metric',
      why: 'without metrics the API server silently sets a target of 80 % CPU utilization',
      fix: 'give the metrics to scale on, such as ScalingMetric.cpuUtilization(60)',
    }];
  }
  const wrong = metrics.findIndex((metric) => !(metric instanceof ScalingMetric));
  if (wrong >= 0) {
    return [{
      code: 'scaling/not-a-metric',
      field: `metrics[${wrong}]`,
      value: metrics[wrong],
      rule: 'must be a ScalingMetric',
      why: 'only a ScalingMetric can be checked and rendered',
      fix: 'use a factory of ScalingMetric, such as ScalingMetric.cpuUtilization(60)',
    }];
  }
  const problems = new Problems();
  const first = new Map<string, number>();
  metrics.forEach((metric, i) => {
    problems.addAll(metric._problems(`metrics[${i}]`));
    const other = first.get(metric._measure);
    if (other === undefined) {
      first.set(metric._measure, i);
    } else {
      problems.add({
        code: 'scaling/metric-repeated',
        field: `metrics[${i}]`,
        rule: `must not measure the same as metrics[${other}]`,
        why: 'only the lower of the two targets would take effect',
        fix: `remove metrics[${i}], or metrics[${other}]`,
      });
    }
  });
  return problems.all;
}

/** A workload that is scaled, and what is known of it. */
export interface Scaled {
  readonly name: string;
  readonly kind?: string;
  readonly namespace?: string;
  /** Its server; undefined where it is unknown. */
  readonly serves?: Computing & { readonly maxRequestDuration?: Duration };
  /** How requests over HTTP reach it; without a port where nobody knows. */
  readonly http: Partial<Pick<HttpServing, 'port' | 'requestSeconds'>> & Pick<WokenWorkload, 'namedAfter' | 'portFix'>;
}

/** What is wrong with an autoscaler of a workload, whose replicas, metrics and engine are right by themselves. */
export function scaledProblems(
  props: ScalingOptions & { readonly engine?: ScalingEngine }, { serves, http, ...scaled }: Scaled, autoscaler: Named,
): Problem[] {
  const { engine, metrics } = props;
  const problems = new Problems();
  if (serves) {
    problems.addAll(computeThreadProblems(serves, props));
    problems.addAll(inFlightWindowProblems(serves, props));
  }
  if (engine?._keda) {
    const own = { ...scaled, shown: serves?.server.metrics };
    problems.addAll(kedaProblems(autoscaler, props, engine._keda, serves?.server, own));
    problems.addAll(namespaceProblems(scaled.namespace, metrics));
    problems.addAll(httpServingProblems(httpTriggersOf(engine._keda.triggers ?? []), {
      ...http,
      namespace: scaled.namespace,
      port: http.port,
      requestSeconds: http.requestSeconds ?? 0,
      keda: engine._keda,
      minReplicas: props.minReplicas ?? 1,
    }));
  }
  if (engine?._federated) problems.addAll(federatedProblems(props));
  return problems.all;
}

/** KEDA queries Prometheus by namespace and the names of pods. */
function namespaceProblems(namespace: string | undefined, metrics: readonly ScalingMetric[]): Problem[] {
  if (namespace !== undefined || !metrics.some((metric) => metric._ofPods)) return [];
  return [{
    code: 'scaling/keda-namespace-missing',
    field: 'engine',
    rule: 'needs a chart with a namespace for metrics of pods',
    why: 'KEDA queries Prometheus for pods by namespace and name, '
      + 'and would include pods of this name in all namespaces',
    fix: 'set the namespace of the chart',
  }];
}
