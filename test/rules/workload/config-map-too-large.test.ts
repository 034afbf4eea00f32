import { stringify } from 'yaml';
import { told } from '../manifests';
import { configMapTooLarge } from '../../../src/rules/workload/config-map-too-large';

const MEBIBYTE = 1024 * 1024;

function configMap(fields: object): string {
  return stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'labels', namespace: 'vision' }, ...fields });
}

function message(bytes: number): Array<[string, string]> {
  return [[
    'ConfigMap vision/labels',
    `data: got "${bytes} bytes"; must not be above 1048576 bytes — the API server would reject the ConfigMap; `
    + 'put large files into the model\'s volume or an image (https://kubernetes.io/docs/concepts/configuration/configmap/)',
  ]];
}

describe('config-map-too-large fires', () => {
  test('on text above 1 MiB', () => {
    const [[object, text]] = told(configMapTooLarge, configMap({ data: { 'labels.txt': 'a'.repeat(2 * MEBIBYTE) } }));
    expect(object).toBe('ConfigMap vision/labels');
    expect(text).toMatch(/^data: got "20971\d\d bytes"; must not be above 1048576 bytes — the API server would reject the ConfigMap; /);
    expect(text).toMatch(/; put large files into the model's volume or an image \(https:\/\/kubernetes\.io\/docs\/concepts\/configuration\/configmap\/\)$/);
  });

  test('on values whose sum is one byte above, counted as the API server counts: values only', () => {
    expect(told(configMapTooLarge, configMap({ data: { one: 'a'.repeat(MEBIBYTE / 2), two: 'b'.repeat(MEBIBYTE / 2 + 1) } }))).toEqual(message(MEBIBYTE + 1));
  });

  test('on text that is short in characters and long in bytes', () => {
    expect(told(configMapTooLarge, configMap({ data: { k: 'ä'.repeat(MEBIBYTE / 2 + 1) } }))).toHaveLength(1);
  });

  test('on binary data, by the bytes that it decodes to', () => {
    expect(told(configMapTooLarge, configMap({ binaryData: { blob: Buffer.alloc(MEBIBYTE + 3).toString('base64') } }))).toHaveLength(1);
  });

  test('on text and binary data that are too large only together', () => {
    const half = Buffer.alloc(MEBIBYTE / 2 + 2);
    expect(told(configMapTooLarge, configMap({ data: { k: 'a'.repeat(MEBIBYTE / 2) }, binaryData: { b: half.toString('base64') } }))).toHaveLength(1);
  });
});

describe('config-map-too-large is silent', () => {
  test.each<[string, object]>([
    ['when there is no data', {}],
    ['when the data is null', { data: null, binaryData: null }],
    ['when an entry is empty', { data: { empty: '' } }],
    ['when a value is exactly 1 MiB: keys do not count', { data: { 'labels.txt': 'a'.repeat(MEBIBYTE) } }],
    ['when binary data decodes to exactly 1 MiB', { binaryData: { blob: Buffer.alloc(MEBIBYTE).toString('base64') } }],
    ['when binary data is above 1 MiB only as base64', { binaryData: { b: Buffer.alloc(MEBIBYTE - 1024).toString('base64') } }],
    ['when the line breaks of base64 make it look larger', { binaryData: { b: Buffer.alloc(MEBIBYTE - 1024).toString('base64').replace(/(.{76})/g, '$1\n') } }],
  ])('%s', (_, fields) => {
    expect(told(configMapTooLarge, configMap(fields))).toEqual([]);
  });

  test('of a Secret', () => {
    expect(told(configMapTooLarge, stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, stringData: { k: 'a'.repeat(2 * MEBIBYTE) } }))).toEqual([]);
  });
});
