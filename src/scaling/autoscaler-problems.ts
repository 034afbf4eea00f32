import type { IScalable } from 'cdk8s-plus-27';
import type { ScalingOptions } from './scaling-options';
import { replicasSetByUser } from '../serving/assumed-replicas';
import * as check from '../validation/check';
import { DNS_SUBDOMAIN } from '../validation/names';
import type { Problem } from '../validation/problem';
import { parseQuantity } from '../validation/quantity';
import { renderResources } from '../values/resource-requirements';
import type { InferenceDeploymentOptions } from '../serving/inference-deployment-props';
import { ScalingBehavior } from '../values/scaling-behavior';
import { ScalingMetric } from '../values/scaling-metric';

const SEED = 'https://github.com/kubeedge/sedna/blob/main/docs/proposals/joint-inference-hpa.md';
const REJECTED = 'the API server would reject the autoscaler';

/** What another engine than the HorizontalPodAutoscaler can do. */
export interface EngineAbilities {
  /** It can start a workload again that has no pod. */
  readonly zero?: boolean;
  /** Its user may choose another. */
  readonly choosable?: boolean;
  /** It has something to follow besides metrics. */
  readonly triggers?: boolean;
}

/** What is wrong with an autoscaler's own properties. */
export function scalingProblems({ minReplicas, maxReplicas, metrics, behavior }: ScalingOptions, able: EngineAbilities = {}): Problem[] {
  if (behavior !== undefined && !(behavior instanceof ScalingBehavior)) {
    return [{
      field: 'behavior',
      value: behavior,
      rule: 'must be a ScalingBehavior',
      why: 'nothing else can be checked and printed',
      fix: 'use ScalingBehavior.of',
    }];
  }
  const problems = check.integer('maxReplicas', maxReplicas, { min: 1 }, REJECTED, 'give the most replicas that the nodes can hold');
  if (minReplicas === 0 && !able.zero) {
    problems.push({
      field: 'minReplicas',
      value: 0,
      rule: 'must be at least 1',
      why: 'a HorizontalPodAutoscaler cannot start a workload again that has no pod, unless the cluster has the feature HPAScaleToZero',
      fix: `keep one replica${able.choosable ? ', or use ScalingEngine.keda' : ''}`,
      source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
    });
  } else if (minReplicas !== undefined) {
    problems.push(...check.integer('minReplicas', minReplicas, { min: able.zero ? 0 : 1 }, REJECTED, `give the least replicas, ${able.zero ? 0 : 1} or more`));
  }
  if (problems.length === 0 && (minReplicas ?? 1) > maxReplicas) {
    problems.push({
      field: 'minReplicas',
      value: minReplicas,
      rule: `must not be above maxReplicas (${maxReplicas})`,
      why: REJECTED,
      fix: 'lower minReplicas or raise maxReplicas',
    });
  }
  if (!Array.isArray(metrics) || (metrics.length === 0 && !able.triggers)) {
    problems.push({
      field: 'metrics',
      value: metrics,
      rule: 'must hold at least one metric',
      why: 'the API server would quietly scale on 80 % CPU',
      fix: 'say what the replicas follow, such as ScalingMetric.cpuUtilization(60)',
    });
    return [...problems, ...(behavior?._problems('behavior') ?? [])];
  }
  const wrong = metrics.findIndex((m) => !(m instanceof ScalingMetric));
  if (wrong >= 0) {
    problems.push({
      field: `metrics[${wrong}]`,
      value: metrics[wrong],
      rule: 'must be a ScalingMetric',
      why: 'nothing else can be checked and printed',
      fix: 'use a factory of ScalingMetric',
    });
    return problems;
  }
  const first = new Map<string, number>();
  metrics.forEach((m, i) => {
    problems.push(...m._problems(`metrics[${i}]`));
    const other = first.get(m._measure);
    if (other === undefined) {
      first.set(m._measure, i);
    } else {
      problems.push({
        field: `metrics[${i}]`,
        rule: `measures the same as metrics[${other}]`,
        why: 'only the lower of the two targets could ever decide',
        fix: 'keep one of them',
      });
    }
  });
  return [...problems, ...(behavior?._problems('behavior') ?? [])];
}

export function autoscalerProblems(props: ScalingOptions & { target: IScalable; name?: string; labels?: Record<string, string> }): Problem[] {
  const scalable = typeof props.target?.toScalingTarget === 'function';
  const replicas = scalable ? replicasSetByUser(props.target) : undefined;
  return [
    ...(scalable ? [] : [{
      field: 'target',
      value: props.target,
      rule: 'must be a scalable workload of cdk8s-plus',
      why: 'there is nothing to scale',
      fix: 'give a Deployment or a StatefulSet',
    }]),
    ...(replicas === undefined ? [] : [{
      field: 'target',
      value: { replicas },
      rule: 'must not have replicas of its own',
      why: 'every apply would reset the replicas that the autoscaler chose',
      fix: 'remove replicas from the workload',
    }]),
    ...(props.name === undefined ? [] : check.name('name', props.name, DNS_SUBDOMAIN)),
    ...check.labels('labels', props.labels),
    ...scalingProblems(props, { choosable: true }),
  ];
}

/** A CPU target that the server's threads can never reach: seed 000's tip of more than four cores stops its own autoscaler. */
export function threadProblems(props: InferenceDeploymentOptions, { metrics, maxReplicas, behavior }: ScalingOptions): Problem[] {
  const { server, resources, containerName = server._row.id } = props;
  const tolerance = behavior?._upTolerance ?? 0.1;
  const threads = server.computeThreads;
  if (threads === undefined || maxReplicas <= 1) return [];
  const { requests, limits } = renderResources(resources);
  const asked = requests.cpu ?? limits.cpu;
  const request = parseQuantity(asked);
  if (request === undefined) return [];
  const most = (threads / request) * 100;
  return metrics.flatMap((m, i) => {
    const target = m._utilization;
    const ofServer = target?.resource === 'cpu' && (target.container ?? containerName) === containerName;
    if (!ofServer || most > target.percent * (1 + tolerance)) return [];
    return [{
      field: `metrics[${i}]`,
      value: target.percent,
      rule: `${server._row.id} computes on ${threads} ${threads === 1 ? 'thread' : 'threads'}, which is ${Math.round(most)} % of the ${asked} CPU requested`,
      why: `a metric adds a replica only when it is more than ${Math.round(tolerance * 100)} % above its target, so this one never would`,
      fix: `request less CPU, lower the target to ${Math.ceil(most / (1 + tolerance)) - 1} % or less, or give the server more threads`,
      source: SEED,
    }];
  });
}
