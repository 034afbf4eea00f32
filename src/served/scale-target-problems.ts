import type { IConstruct } from 'constructs';
import { servedAs, unwrapped } from './given-workload';
import { isRead } from './known-scaling';
import { scaleTargetOf, type ScaleTarget } from './scale-target';
import { groupKind } from '../kubernetes/identity';
import { hasScale } from '../rules/scale-target/scale-target-ref';
import type { IInference } from '../servers/inference';
import type { Problem } from '../validation/problem';

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
