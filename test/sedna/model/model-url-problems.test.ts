import * as fc from 'fast-check';
import { testRefusedUrls } from './model-urls';
import { SednaModel } from '../../../src';
import { modelDelivery } from '../../../src/kubernetes/sedna/model-delivery';
import { modelUrlProblems } from '../../../src/sedna/model/model-url-problems';
import { codes, refused, testChart } from '../../helpers';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

function define(url: unknown): SednaModel {
  return new SednaModel(testChart(), 'Model', { url: url as string, format: 'pb' });
}

test.each([
  '/data/little-model/yolov3_resnet18.pb',
  '/a/b',
  '/a/b/c/d/e',
  '/data/.hidden/..model',
  '/data/v1.0+cpu/a=b,c@d~e_f.pb',
  `/data/${'a'.repeat(255)}/m.pb`,
  's3://models/helmet/yolov3_darknet.pb',
  's3://a.b.c/d',
  'http://minio.storage:9000/models/a.pb',
  'http://minio.storage:/a.pb',
  'http://127.0.0.1/a.pb',
  'http://[::1]/a.pb',
  'http://[fd00::1]:9000/a.pb',
  'https://example.com/a.pb?token=b/#c',
  'https://Example.com/a.pb',
  's3://models/hélmet/...pb',
  'https://example.com/hélmet.pb',
  'https://example.com/my%20models/a.pb',
  'https://example.com/files/a%2Fb.pb/raw',
  'https://example.com/a;b/c.pb',
  's3://models/a;b.pb',
  's3://models/model.pb.gz',
  'https://example.com/model.pb.bz2',
  '/data/model.zip',
  '/data/model.pb.gz',
  'HF://org/model',
  '/-/m',
  '/+x/m',
  'hf://org/%ff',
  'hf://org//model/..',
  'hf://org/model',
  'hf://org',
  'hf://org/model/',
  'hf:org/model',
  'file:///data/m.pb',
  'oci://registry.example.com:5000/models/helmet:1.0',
  'modelscope+x.y-z://org/model',
])('the URL of a model may be %s', (url) => {
  expect(refused(() => define(url))).toEqual([]);
});

testRefusedUrls([
  ['/data/m\nodel/m.pb', 'sedna/model-url-control-character'],
  ['/data/m\u0000/m.pb', 'sedna/model-url-control-character'],
  ['http://example.com/a\tb', 'sedna/model-url-control-character'],
  ['s3://models/a\u007f', 'sedna/model-url-control-character'],
  ['hf://org/model#a\u0001', 'sedna/model-url-space'],
  ['http://exa mple.com/a', 'sedna/model-url-space'],
  ['http://example.com/a b', 'sedna/model-url-space'],
  ['hf:org model', 'sedna/model-url-space'],
  ['s3://models/a?b c', 'sedna/model-url-space'],
  ['s3://models/100%', 'sedna/model-url-percent-sign'],
  ['s3://models/%zz', 'sedna/model-url-percent-sign'],
  ['https://example.com/%a', 'sedna/model-url-percent-sign'],
  ['hf://org/50%model', 'sedna/model-url-percent-sign'],
  ['https://example.com/a#%zz', 'sedna/model-url-percent-sign'],
  ['hf:/org%', 'sedna/model-url-percent-sign'],
  ['https://exa%mple.com/a', 'sedna/model-url-percent-sign'],
  ['https://example.com/a?b=100%', 'sedna/model-url-percent-sign'],
  ['hf:org%zz', 'sedna/model-url-percent-sign'],
]);

test.each([
  undefined, null, '', 7, true, ['/a/b'], { href: 's3://a/b' }, () => '/a/b', new URL('s3://a/b'), Symbol('/a/b'),
])('%p is not a URL', (url) => {
  expect(refused(() => define(url))).toEqual([['sedna/model-url-missing', 'url']]);
  expect(modelUrlProblems('url', url)[0].value).toBe(url);
});

test.each([
  '/'.repeat(200_000),
  `s3://b/${'/'.repeat(200_000)}x`,
  `s3://${':'.repeat(200_000)}`,
  `http://${'['.repeat(200_000)}/a`,
  `${'a'.repeat(200_000)}`,
  `/${'a-'.repeat(100_000)}/m`,
  `hf://${'%41'.repeat(60_000)}`,
])('a long hostile URL is judged in linear time', (url) => {
  const start = performance.now();
  expect(codes(modelUrlProblems('url', url)).length).toBeLessThanOrEqual(1);
  expect(performance.now() - start).toBeLessThan(1000);
});

test('any text has one problem at most, and a path without one has a folder that Sedna can mount', () => {
  const marks = fc.constantFrom(
    ...'aZ0.-_/:@%?#[]{}\\ \n~+=,é'.split(''),
    '//',
    '..',
    's3://',
    'http://',
    'hf://',
    '%41',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl(),
        fc.array(marks, { maxLength: 12 }).map((parts) => parts.join('')),
        fc.array(marks, { maxLength: 8 }).map((parts) => `/${parts.join('')}`),
      ),
      (url) => {
        const problems = modelUrlProblems('url', url);
        expect(problems.length).toBeLessThanOrEqual(1);
        for (const { field: at, value: got, rule, why, fix } of problems) {
          expect([at, got]).toEqual(['url', url]);
          expect([rule, why, fix]).not.toContain('');
        }
        expect(() => modelDelivery(url)).not.toThrow();
        if (problems.length > 0 || !url.startsWith('/')) return;
        const { modelUrl, mountPath, nodeFolder } = modelDelivery(url);
        expect(url).toMatch(/^(?:\/[-\w.+=@,~]+){2,}$/);
        expect(nodeFolder).toMatch(/^\/.+\/$/);
        expect([modelUrl, mountPath]).toEqual([`/home/data${url}`, `/home/data${nodeFolder}`]);
      },
    ),
    { numRuns: 2000 },
  );
});
