import type { Rule } from '../rule';

const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;

export const configMapTooLarge: Rule = {
  id: 'config-map-too-large',
  title: 'A ConfigMap must hold at most 1 MiB',
  severity: 'error',
  description: [
    'Fires when the values of a ConfigMap are larger than 1 MiB together. Keys do not count.',
    '',
    'The API server rejects it. Long before that, from 256 KiB on, a client-side `kubectl apply` fails, because it',
    'keeps a copy of the object in an annotation. `kubectl apply --server-side` does not.',
  ].join('\n'),
  fix: [
    "Put large files into the model's volume or an image.",
    '',
    'There is no reason to acknowledge it.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/configuration/configmap/',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: labels }
data:
  labels.txt: '${'x'.repeat(1100 * KIBIBYTE)}'
`,
  repaired: `
apiVersion: v1
kind: ConfigMap
metadata: { name: labels }
data:
  labels.txt: '${'x'.repeat(100)}'
`,
  check: (inventory, report) => {
    for (const object of inventory.of('ConfigMap')) {
      const size = bytes(object.data, 'utf8') + bytes(object.binaryData, 'base64');
      if (size <= MEBIBYTE) continue;
      report(object, {
        field: 'data',
        value: `${size} bytes`,
        rule: `must not be above ${MEBIBYTE} bytes`,
        why: 'the API server rejects the ConfigMap',
        fix: "put large files into the model's volume or an image",
      });
    }
  },
};

function sizeOf(value: string, encoding: 'utf8' | 'base64'): number {
  return encoding === 'utf8' ? Buffer.byteLength(value) : Buffer.from(value, encoding).length;
}

/** The API server adds up the values; keys do not count. */
function bytes(entries: Readonly<Record<string, string>> = {}, encoding: 'utf8' | 'base64'): number {
  let sum = 0;
  for (const key of Object.keys(entries)) sum += sizeOf(entries[key], encoding);
  return sum;
}
