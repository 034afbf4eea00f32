import type { LegacyRule } from '../rule';

const MEBIBYTE = 1024 * 1024;

/** etcd and the API server take at most 1 MiB of data in a ConfigMap. */
export const configMapTooLarge: LegacyRule = {
  id: 'config-map-too-large',
  severity: 'error',
  check: (facts) => facts.of('ConfigMap').flatMap((object) => {
    const size = bytes(object.data, 'utf8') + bytes(object.binaryData, 'base64');
    if (size <= MEBIBYTE) return [];
    return [{
      object,
      problem: {
        field: 'data',
        value: `${size} bytes`,
        rule: `must not be above ${MEBIBYTE} bytes`,
        why: 'the API server would reject the ConfigMap',
        fix: 'put large files into the model\'s volume or an image',
        source: 'https://kubernetes.io/docs/concepts/configuration/configmap/',
      },
    }];
  }),
};

/** The API server adds up the values; keys do not count. */
function bytes(entries: Readonly<Record<string, string>> = {}, encoding: 'utf8' | 'base64'): number {
  return Object.values(entries).reduce((sum, value) => sum + Buffer.from(value, encoding).length, 0);
}
