import type { Autoscaler } from '../../kubernetes/inventory';

/** The fields of an autoscaler as they are written in its object. */
export interface WrittenAutoscaler {
  /** Where its metrics and its `behavior` are. */
  readonly path: string;
  readonly spec: any;
  readonly minField: string;
  readonly maxField: string;
  readonly minReplicas?: number;
  readonly maxReplicas?: number;
  readonly behaviorPath: string;
  readonly behavior?: any;
}

export function writtenAutoscaler({ object, target }: Autoscaler): WrittenAutoscaler {
  const own = object.kind === 'JointInferenceService';
  const path = own ? `spec.${target?.worker}Worker.hpa` : 'spec';
  const spec = (own ? object.spec?.[`${target?.worker}Worker`]?.hpa : object.spec) ?? {};
  const isKeda = object.kind === 'ScaledObject';
  const minField = isKeda ? 'minReplicaCount' : 'minReplicas';
  const maxField = isKeda ? 'maxReplicaCount' : 'maxReplicas';
  return {
    path,
    spec,
    minField,
    maxField,
    minReplicas: spec[minField],
    maxReplicas: spec[maxField],
    behaviorPath: isKeda ? 'spec.advanced.horizontalPodAutoscalerConfig.behavior' : `${path}.behavior`,
    behavior: isKeda ? spec.advanced?.horizontalPodAutoscalerConfig?.behavior : spec.behavior,
  };
}
