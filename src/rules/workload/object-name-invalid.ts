import { hasKnownFields } from '../../kubernetes/api-fields';
import { DNS_LABEL, DNS_SUBDOMAIN, matches } from '../../validation/names';
import { isPlaceholder } from '../placeholder';
import type { Rule } from '../rule';

/** The kinds whose names hold no dot. */
const OF_LABELS = new Set(['Service', 'Namespace']);

export const objectNameInvalid: Rule = {
  id: 'object-name-invalid',
  title: 'The name of an object must be one that the API server takes',
  severity: 'error',
  description: [
    'Fires on the name of a Kubernetes object with other characters than lower case letters, digits, `-` and `.`, that',
    'does not begin and end with a letter or a digit, or that is too long: 253 characters, and 63 without dots for a',
    'Service or a Namespace.',
    '',
    'The API server rejects the object. An autoscaler of a rejected workload reports `FailedGetScale`.',
  ].join('\n'),
  fix: 'Rename it, also where others refer to it.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#names',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: Model_Settings }
data: { MODEL: resnet }
`,
  repaired: `
apiVersion: v1
kind: ConfigMap
metadata: { name: model-settings }
data: { MODEL: resnet }
`,
  check: (inventory, report) => {
    for (const object of inventory.objects) {
      const name = object.metadata?.name;
      const grammar = OF_LABELS.has(object.kind) ? DNS_LABEL : DNS_SUBDOMAIN;
      if (name === undefined || matches(grammar, name)) continue;
      if (!hasKnownFields(object) || isPlaceholder(name)) continue;
      report(object, {
        field: 'metadata.name',
        value: name,
        rule: `must be ${grammar.title}`,
        why: 'the API server rejects the object',
        fix: 'rename it, also where others refer to it',
      });
    }
  },
};
