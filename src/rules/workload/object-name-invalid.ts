import { hasKnownFields } from '../../kubernetes/api-fields';
import type { Rule } from '../rule';

/** Names by RFC 1123: labels of lower case letters, digits and hyphens, with dots between. */
const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = new RegExp(`^${LABEL}(\\.${LABEL})*$`);
const SERVICE = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

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
      if (name === undefined || !hasKnownFields(object) || /[${<]/.test(name)) continue;
      const isShort = object.kind === 'Service' || object.kind === 'Namespace';
      const fits = isShort ? SERVICE.test(name) && name.length <= 63 : SUBDOMAIN.test(name) && name.length <= 253;
      if (fits) continue;
      report(object, {
        field: 'metadata.name',
        value: name,
        rule: isShort
          ? 'must hold lower case letters, digits and "-" alone, at most 63'
          : 'must hold lower case letters, digits, "-" and "." alone, begin and end with a letter or a digit',
        why: 'the API server rejects the object',
        fix: 'rename it, also where others refer to it',
      });
    }
  },
};
