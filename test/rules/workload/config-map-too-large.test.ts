import { stringify } from 'yaml';
import { configMapTooLarge } from '../../../src/rules/workload/config-map-too-large';
import { codes } from '../codes';
import { fires, told } from '../manifests';

const MEBIBYTE = 1024 * 1024;

function configMap(fields: object): string {
  const metadata = { name: 'labels', namespace: 'vision' };
  return stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata, ...fields });
}

const FIRES = [['ConfigMap vision/labels', 'data']];

test('the examples of config-map-too-large', () => {
  expect(codes(configMapTooLarge.failing)).toEqual(['config-map-too-large']);
  expect(codes(configMapTooLarge.repaired)).toEqual([]);
});

describe('config-map-too-large fires', () => {
  test('on text above 1 MiB', () => {
    expect(fires(configMapTooLarge, configMap({ data: { 'labels.txt': 'a'.repeat(2 * MEBIBYTE) } }))).toEqual(FIRES);
  });

  test('on values whose sum is one byte above, counted as the API server counts: values only', () => {
    const data = { one: 'a'.repeat(MEBIBYTE / 2), two: 'b'.repeat(MEBIBYTE / 2 + 1) };
    expect(told(configMapTooLarge, configMap({ data }))).toEqual([[
      'ConfigMap vision/labels',
      'data: got "1048577 bytes"; must not be above 1048576 bytes — the API server rejects the ConfigMap; '
      + `put large files into the model's volume or an image (${configMapTooLarge.source})`,
    ]]);
  });

  test('on text that is short in characters and long in bytes', () => {
    expect(fires(configMapTooLarge, configMap({ data: { k: 'ä'.repeat(MEBIBYTE / 2 + 1) } }))).toEqual(FIRES);
  });

  test('on binary data, by the bytes that it decodes to', () => {
    const blob = Buffer.alloc(MEBIBYTE + 3).toString('base64');
    expect(fires(configMapTooLarge, configMap({ binaryData: { blob } }))).toEqual(FIRES);
  });

  test('on text and binary data that are too large only together', () => {
    const b = Buffer.alloc(MEBIBYTE / 2 + 2).toString('base64');
    const text = configMap({ data: { k: 'a'.repeat(MEBIBYTE / 2) }, binaryData: { b } });
    expect(fires(configMapTooLarge, text)).toEqual(FIRES);
  });
});

describe('config-map-too-large is silent', () => {
  const almost = Buffer.alloc(MEBIBYTE - 1024).toString('base64');
  test.each<[string, object]>([
    ['when there is no data', {}],
    ['when the data is null', { data: null, binaryData: null }],
    ['when an entry is empty', { data: { empty: '' } }],
    ['when a value is exactly 1 MiB: keys do not count', { data: { 'labels.txt': 'a'.repeat(MEBIBYTE) } }],
    ['when binary data decodes to exactly 1 MiB', { binaryData: { blob: Buffer.alloc(MEBIBYTE).toString('base64') } }],
    ['when binary data is above 1 MiB only as base64', { binaryData: { b: almost } }],
    ['when the line breaks of base64 make it look larger', { binaryData: { b: almost.replace(/(.{76})/g, '$1\n') } }],
  ])('%s', (_, fields) => {
    expect(fires(configMapTooLarge, configMap(fields))).toEqual([]);
  });

  test('of a Secret', () => {
    const stringData = { k: 'a'.repeat(2 * MEBIBYTE) };
    const secret = stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, stringData });
    expect(fires(configMapTooLarge, secret)).toEqual([]);
  });
});
