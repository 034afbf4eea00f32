import * as fc from 'fast-check';
import { modelUrlParts, percentDecoded } from '../../../src/kubernetes/sedna/model-url';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

describe('a URL in its parts', () => {
  test.each<[string, object]>([
    ['/data/m.pb', { scheme: undefined, authority: '', path: '/data/m.pb' }],
    ['S3://Models/a/b?c=d#e', { scheme: 's3', authority: 'Models', path: '/a/b' }],
    ['https://user:word@example.com:8443', { scheme: 'https', authority: 'user:word@example.com:8443', path: '' }],
    ['https://example.com?a=/b', { scheme: 'https', authority: 'example.com', path: '' }],
    ['https://example.com#/b', { scheme: 'https', authority: 'example.com', path: '' }],
    ['hf:org/model', { scheme: 'hf', authority: '', path: 'org/model' }],
    ['x+y.z-1://a/b', { scheme: 'x+y.z-1', authority: 'a', path: '/b' }],
    ['//host/b', { scheme: undefined, authority: 'host', path: '/b' }],
    ['1a://b', { scheme: undefined, authority: '', path: '1a://b' }],
    ['/a:b', { scheme: undefined, authority: '', path: '/a:b' }],
    ['', { scheme: undefined, authority: '', path: '' }],
  ])('%j', (url, expected) => {
    expect(modelUrlParts(url)).toEqual(expected);
  });

  test('of any text there are some', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { scheme, authority, path: at } = modelUrlParts(text);
      expect([scheme === undefined || /^[a-z][a-z0-9+.-]*$/.test(scheme), typeof authority, typeof at]).toEqual([
        true,
        'string',
        'string',
      ]);
    }));
  });
});

describe('percent-decoded text', () => {
  test.each<[string, string | undefined]>([
    ['a%20b', 'a b'],
    ['%C3%A9', 'é'],
    ['', ''],
    ['+', '+'],
    ['%ff', undefined],
    ['%', undefined],
    ['%zz', undefined],
    ['a%C3', undefined],
  ])('%j is %j', (text, expected) => {
    expect(percentDecoded(text)).toBe(expected);
  });
});
