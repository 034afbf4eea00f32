import { list, object } from './manifest-shape';

/** What is read of autoscalers. */

const TARGET = object({ type: 'string', averageUtilization: 'number', averageValue: 'scalar', value: 'scalar' });
/** The targets of autoscaling/v2beta1. */
const BETA = {
  metricName: 'string', targetAverageUtilization: 'number', targetAverageValue: 'scalar', targetValue: 'scalar',
} as const;
const FOLLOWED = { metric: object({ name: 'string' }), target: TARGET, ...BETA } as const;
const NAMED = object(FOLLOWED);
export const METRIC = object({
  type: 'string',
  resource: object({ name: 'string', target: TARGET, ...BETA }),
  containerResource: object({ name: 'string', container: 'string', target: TARGET, ...BETA }),
  pods: NAMED,
  object: object({ ...FOLLOWED, describedObject: object({ kind: 'string' }) }),
  external: NAMED,
});
const SCALING_RULES = object({
  tolerance: 'scalar',
  selectPolicy: 'string',
  stabilizationWindowSeconds: 'number',
  policies: list(object({ type: 'string', value: 'number', periodSeconds: 'number' })),
});
export const BEHAVIOR = object({ scaleUp: SCALING_RULES, scaleDown: SCALING_RULES });
export const SCALE_TARGET = object({ apiVersion: 'string', kind: 'string', name: 'string' });
export const AUTOSCALER = object({
  scaleTargetRef: SCALE_TARGET,
  minReplicas: 'number',
  maxReplicas: 'number',
  targetCPUUtilizationPercentage: 'number',
  metrics: list(METRIC),
  behavior: BEHAVIOR,
});
export const VERTICAL_AUTOSCALER = object({
  targetRef: SCALE_TARGET,
  updatePolicy: object({ updateMode: 'string' }),
  resourcePolicy: object({
    containerPolicies: list(object({
      containerName: 'string', mode: 'string', controlledResources: list('string'),
    })),
  }),
});
