import { list, object, type Shape } from './manifest-shape';
import { LABELS, SELECTOR } from './metadata-schema';

/** What is read of Karmada's policies. */

const CLUSTERS = object({
  clusterNames: list('string'), exclude: list('string'), labelSelector: 'any', fieldSelector: 'any',
});
const RESOURCE_SELECTORS = list(object({
  apiVersion: 'string', kind: 'string', namespace: 'string', name: 'string', labelSelector: SELECTOR,
}));
const WEIGHTS = list(object({ targetCluster: CLUSTERS, weight: 'number' }));
export const PROPAGATION = object({
  resourceSelectors: RESOURCE_SELECTORS,
  propagateDeps: 'boolean',
  placement: object({
    clusterAffinity: CLUSTERS,
    clusterAffinities: 'any',
    spreadConstraints: list(object({ spreadByField: 'string', spreadByLabel: 'string', maxGroups: 'number' })),
    replicaScheduling: object({
      replicaSchedulingType: 'string',
      replicaDivisionPreference: 'string',
      weightPreference: object({ staticWeightList: WEIGHTS, dynamicWeight: 'string' }),
    }),
  }),
});
const LABELS_OVERRIDERS = list(object({ operator: 'string', value: LABELS }));
export const OVERRIDERS = object({
  imageOverrider: list(object({ component: 'string', operator: 'string', predicate: 'any' })),
  commandOverrider: 'any',
  argsOverrider: list(object({ containerName: 'string', operator: 'string', value: list('string') })),
  labelsOverrider: LABELS_OVERRIDERS,
  annotationsOverrider: LABELS_OVERRIDERS,
  fieldOverrider: 'any',
  plaintext: list(object({ path: 'string', operator: 'string', value: 'any' })),
});
export const OVERRIDE = object({
  resourceSelectors: RESOURCE_SELECTORS,
  overrideRules: list(object({ targetCluster: CLUSTERS, overriders: OVERRIDERS })),
  targetCluster: 'any',
  overriders: 'any',
});

export const KARMADA_SPECS: Readonly<Record<string, Shape>> = {
  ClusterOverridePolicy: OVERRIDE,
  ClusterPropagationPolicy: PROPAGATION,
  OverridePolicy: OVERRIDE,
  PropagationPolicy: PROPAGATION,
};
