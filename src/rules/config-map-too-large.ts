import type { Rule } from './rule';

const MEBIBYTE = 1024 * 1024;

/** etcd and the API server take at most 1 MiB of data in a ConfigMap. */
export const configMapTooLarge: Rule = {
  id: 'config-map-too-large',
  severity: 'error',
  check: (facts) => facts.of('ConfigMap').flatMap((object) => {
    const text = Object.entries(object.data ?? {}).reduce((sum, [key, value]) => sum + key.length + Buffer.byteLength(String(value)), 0);
    const binary = Object.entries(object.binaryData ?? {}).reduce((sum, [key, value]) => sum + key.length + Math.floor(String(value).length * 3 / 4), 0);
    if (text + binary <= MEBIBYTE) return [];
    return [{
      object,
      problem: {
        at: 'data',
        got: `${text + binary} bytes`,
        rule: `must not be above ${MEBIBYTE} bytes`,
        why: 'the API server would reject the ConfigMap',
        fix: 'put large files into the model\'s volume or an image',
        source: 'https://kubernetes.io/docs/concepts/configuration/configmap/',
      },
    }];
  }),
};
