import * as fc from 'fast-check';
import { SednaModel } from '../../../src';
import { modelUrlProblems } from '../../../src/sedna/model/model-url';
import { modelDelivery } from '../../../src/kubernetes/sedna-generated';
import { refusal, testChart } from '../../helpers';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

function define(url: unknown): SednaModel {
  return new SednaModel(testChart(), 'Model', { url: url as string, format: 'pb' });
}

describe('the URL of a model', () => {
  test.each([
    '/data/little-model/yolov3_resnet18.pb',
    '/a/b',
    '/a/b/c/d/e',
    '/data/.hidden/..model',
    '/data/v1.0+cpu/a=b,c@d~e_f.pb',
    `/data/${'a'.repeat(255)}/m.pb`,
    's3://models/helmet/yolov3_darknet.pb',
    'S3://models/yolov3_darknet.pb',
    's3://models/a%20b.pb',
    's3://a.b.c/d',
    'http://minio.storage:9000/models/a.pb',
    'http://minio.storage:/a.pb',
    'http://127.0.0.1/a.pb',
    'http://[::1]/a.pb',
    'http://[fd00::1]:9000/a.pb',
    'https://example.com/a.pb?token=b/#c',
    'HTTPS://Example.com/a.pb',
    'http://h%C3%A9lmet.example.com/a.pb',
    's3://models/h%C3%A9lmet/...pb',
    's3://models/a%2Fb',
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
  ])('may be %s', (url) => {
    expect(refusal(() => define(url))).toBeUndefined();
  });

  const FIX = 'give an absolute path on the node, s3://bucket/key, http(s)://host/path, or <scheme>:// that the worker fetches itself';
  const CRASH = 'Sedna\'s Global Manager cannot parse it, and ends';
  const ABSOLUTE = `must be an absolute path or have a scheme — a folder of the node can be mounted by its absolute path only; ${FIX}`;
  const PERCENT = `must hold "%" only before two hexadecimal digits — ${CRASH}; write a percent sign as %25`;
  const LOOSE = 'no URL looks like that, and not everything that reads it takes it';
  const LOOSE_PERCENT = `must hold "%" only before two hexadecimal digits — ${LOOSE}; write a percent sign as %25`;
  const CONTROL = `must hold no control characters — ${CRASH}; remove them`;
  const SPACE = `must hold no spaces and control characters — ${LOOSE}; write a space as %20`;
  const SPACE_IN_HOST = `must hold no spaces and control characters — ${CRASH}; write a space as %20`;
  const ADDRESS = `has an address that cannot be parsed — ${CRASH}; ${FIX}`;
  const NO_HOST = `has an address that no host has — there would be nothing to reach; ${FIX}`;
  const UTF8 = 'must hold escapes of UTF-8 only — the path that the worker gets would be no text; write each letter by the escapes of its bytes in UTF-8';
  const ESCAPED = 'must hold no control characters, nor their escapes — the worker gets the path in a variable, which cannot hold all of them; rename the file';
  const CLEANED = 'must have a path without "//", "." and ".." — Sedna takes them out of the path that the worker gets, which may be that of another file; give the plain path of the file';
  const volume = (name: string) => `makes Sedna call its volume "${name}" — that is no DNS label, so the API server would reject the Deployment; let the name of the first folder start with a letter or a digit`;
  const CLEAR = 'must hold no user and password — it would be readable in the Model and in each pod; use the credential of an s3 URL';
  const BUCKET = `must name a bucket and a key — there would be nothing to download; ${FIX}`;
  const HOST = `must name a host and a path — there would be nothing to download; ${FIX}`;
  const FILE = 'must name a file — Sedna takes every URL for a file, and the worker would look for it in the wrong folder; give the file itself';
  const LETTERS = 'must consist of letters, digits and -_./+=@,~ — Sedna reads it as a URL, in which other characters stand for something else; rename the file or its folder';
  const PLAIN = 'must name a file, without "//", "." and ".." — Sedna mounts the folder above it where the worker would not look; give the plain path of the file';
  const ROOT = 'must not be in the root of the node — Sedna mounts the folder that holds it, which would be the whole node; put the file into a folder of its own';

  const REFUSED: Array<[url: string, line: string]> = [
    ['model.pb', ABSOLUTE],
    ['./data/model.pb', ABSOLUTE],
    ['~/model.pb', ABSOLUTE],
    ['://models/a', ABSOLUTE],
    ['1s3://models/a', ABSOLUTE],
    ['s_3://models/a', ABSOLUTE],
    ['/data/m\nodel/m.pb', CONTROL],
    ['/data/m\u0000/m.pb', CONTROL],
    ['http://example.com/a\tb', CONTROL],
    ['s3://models/a\u007f', CONTROL],
    ['hf://org/model#a\u0001', SPACE],
    ['http://exa mple.com/a', SPACE_IN_HOST],
    ['http://example.com/a b', SPACE],
    ['hf:org model', SPACE],
    ['s3://models/a?b c', SPACE],
    ['/data/m odel/m.pb', LETTERS],
    ['s3://models/100%', PERCENT],
    ['s3://models/%zz', PERCENT],
    ['https://example.com/%a', PERCENT],
    ['hf://org/50%model', PERCENT],
    ['https://example.com/a#%zz', PERCENT],
    ['hf:/org%', PERCENT],
    ['https://exa%mple.com/a', PERCENT],
    ['https://example.com/a?b=100%', LOOSE_PERCENT],
    ['hf:org%zz', LOOSE_PERCENT],
    ['https://user:word@example.com/a', CLEAR],
    ['s3://key@models/a', CLEAR],
    ['hf://token@org/model', CLEAR],
    ['http://example.com:http/a', ADDRESS],
    ['http://[::1/a', ADDRESS],
    ['http://a\\b/c', ADDRESS],
    ['http://{host}/c', ADDRESS],
    ['hf://org:model/a', ADDRESS],
    ['http://a%41b/x', ADDRESS],
    ['ms://%2f/x', ADDRESS],
    ['http://a[b/c', ADDRESS],
    ['http://[::1]a/c', ADDRESS],
    ['http://[1.2.3.4]/c', NO_HOST],
    ['http://[]/c', NO_HOST],
    ['http://<host>/c', NO_HOST],
    ['http://a"b/c', NO_HOST],
    ['http://:80/c', NO_HOST],
    ['s3://a:80:80/c', NO_HOST],
    ['s3://b/%ff', UTF8],
    ['s3://b/a%C3/c', UTF8],
    ['http://a%ffb/c', UTF8],
    ['s3://b/a%00', ESCAPED],
    ['https://example.com/a%0a/b', ESCAPED],
    ['https://example.com/a%7F', ESCAPED],
    ['s3://b/a//c', CLEANED],
    ['s3://b//a', CLEANED],
    ['s3://b/./a', CLEANED],
    ['https://example.com/a/../b', CLEANED],
    ['https://example.com/%2e%2E/b', CLEANED],
    ['https://example.com/a%2F%2Fb', CLEANED],
    ['s3://./a', CLEANED],
    ['s3://../a', CLEANED],
    ['s3://', BUCKET],
    ['s3:models/a', BUCKET],
    ['s3:///a', BUCKET],
    ['s3://models', BUCKET],
    ['s3://models/', BUCKET],
    ['s3://models//', BUCKET],
    ['s3://models?a=/b', BUCKET],
    ['S3://models#/b', BUCKET],
    ['http://example.com', HOST],
    ['https://example.com/', HOST],
    ['https:///a', HOST],
    ['HTTPS:a', HOST],
    ['s3://models/helmet/', FILE],
    ['https://example.com/a/?b=c', FILE],
    ['https://example.com/a/#b', FILE],
    ['s3://models/helmet%2F', FILE],
    ['s3://models/%2F', BUCKET],
    ['/data/a:b', LETTERS],
    ['/data/m?odel/m.pb', LETTERS],
    ['/data/model#1/m.pb', LETTERS],
    ['/data/%41/m.pb', LETTERS],
    ['/data/模型/m.pb', LETTERS],
    ['/data/$HOME/m.pb', LETTERS],
    ['/data/{a}/m.pb', LETTERS],
    ['/data/model/', PLAIN],
    ['/data//m.pb', PLAIN],
    ['//host/data/m.pb', PLAIN],
    ['/data/./m.pb', PLAIN],
    ['/data/../m.pb', PLAIN],
    ['/data/model/.', PLAIN],
    ['/data/model/..', PLAIN],
    ['/', PLAIN],
    ['/model.pb', ROOT],
    ['/-a/m', volume('-az')],
    ['/~-P/m', volume('-pz')],
    ['/--/m', volume('-z')],
    ['/+/-a/m', volume('-az')],
  ];

  test.each(REFUSED)('%j is refused', (url, line) => {
    expect(refusal(() => define(url))).toBe(`SednaModel cannot be defined:\n  [test/Model] url: got ${JSON.stringify(url)}; ${line} (https://github.com/kubeedge/sedna)`);
  });

  test.each(REFUSED)('%j is refused of a model that is made elsewhere too', (url, line) => {
    expect(refusal(() => SednaModel.fromModelName(testChart(), 'Model', 'model', url))).toBe(
      `SednaModel cannot be referred to:\n  [test/Model] url: got ${JSON.stringify(url)}; ${line} (https://github.com/kubeedge/sedna)`,
    );
  });

  test.each([[undefined, 'undefined'], [null, 'null'], ['', '""'], [7, '7'], [true, 'true'], [['/a/b'], '["/a/b"]'], [{ href: 's3://a/b' }, '{"href":"s3://a/b"}'], [() => '/a/b', 'a function'], [new URL('s3://a/b'), '"s3://a/b"']])('%p is none', (url, shown) => {
    expect(refusal(() => define(url))).toMatch(/^SednaModel cannot be defined:\n {2}\[test\/Model\] url: got /);
    expect(refusal(() => define(url))).toContain(`url: got ${shown}; must be a URL or an absolute path — there would be no file to serve; ${FIX} (https://github.com/kubeedge/sedna)`);
  });

  test('of any text has one problem at most, with what to change, and a path that has none is one whose folder Sedna can mount', () => {
    const marks = fc.constantFrom(...'aZ0.-_/:@%?#[]{}\\ \n~+=,é'.split(''), '//', '..', 's3://', 'http://', 'hf://', '%41');
    fc.assert(fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.array(marks, { maxLength: 12 }).map((parts) => parts.join('')), fc.array(marks, { maxLength: 8 }).map((parts) => `/${parts.join('')}`)), (url) => {
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
    }), { numRuns: 2000 });
  });
});
