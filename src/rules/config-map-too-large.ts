import type { Rule } from './rule';

const MEBIBYTE = 1024 * 1024;

/** etcd and the API server take at most 1 MiB of data in a ConfigMap. */
export const configMapTooLarge: Rule = {
  id: 'config-map-too-large',
  severity: 'error',
  check: (facts) => facts.of('ConfigMap').flatMap((object) => {
    const size = bytes(object.data, (text) => Buffer.byteLength(text)) + bytes(object.binaryData, (base64) => Math.floor((base64.length * 3) / 4));
    if (size <= MEBIBYTE) return [];
    return [{
      object,
      problem: {
        at: 'data',
        got: `${size} bytes`,
        rule: `must not be above ${MEBIBYTE} bytes`,
        why: 'the API server would reject the ConfigMap',
        fix: 'put large files into the model\'s volume or an image',
        source: 'https://kubernetes.io/docs/concepts/configuration/configmap/',
      },
    }];
  }),
};

function bytes(entries: Readonly<Record<string, string>> = {}, measure: (value: string) => number): number {
  return Object.entries(entries ?? {}).reduce((sum, [key, value]) => sum + key.length + measure(String(value)), 0);
}
