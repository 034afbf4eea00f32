import { list, map, object } from './manifest-shape';

/** What is read of the metadata and the selectors of every kind. */

export const LABELS = map('string');
export const SELECTOR = object({
  matchLabels: LABELS,
  matchExpressions: list(object({ key: 'string', operator: 'string', values: list('string') })),
});
export const METADATA = object({
  name: 'string',
  generateName: 'string',
  namespace: 'string',
  labels: LABELS,
  annotations: LABELS,
  ownerReferences: list(object({ apiVersion: 'string', kind: 'string', name: 'string' })),
});
