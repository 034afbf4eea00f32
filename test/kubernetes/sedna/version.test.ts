import * as fc from 'fast-check';
import { isOlder, sednaVersion } from '../../../src/kubernetes/sedna/version';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

describe('a version of Sedna', () => {
  test.each<[unknown, number[] | undefined]>([
    ['0.7.0', [0, 7, 0]],
    ['v0.7.0', [0, 7, 0]],
    ['0.7', [0, 7, 0]],
    ['v1.12', [1, 12, 0]],
    ['0.10.11', [0, 10, 11]],
    ['0.8.0-rc.1', [0, 8, 0]],
    ['0.8-rc.1', [0, 8, 0]],
    ['0.8.0+git.2c30e56', [0, 8, 0]],
    ['00.07.00', [0, 7, 0]],
    ['', undefined],
    ['0', undefined],
    ['7', undefined],
    ['latest', undefined],
    ['v', undefined],
    ['V0.7.0', undefined],
    ['0.7.', undefined],
    ['0.7.0.1', undefined],
    ['0.7.x', undefined],
    [' 0.7.0', undefined],
    ['0.7.0 ', undefined],
    ['0.7.0\n', undefined],
    ['-0.7.0', undefined],
    ['0.7.0rc1', undefined],
    ['kubeedge/sedna-gm:v0.7.0', undefined],
    [undefined, undefined],
    [null, undefined],
    [0.7, undefined],
    [[0, 7, 0], undefined],
    [{}, undefined],
    [true, undefined],
    [Symbol('v'), undefined],
  ])('%j is %j', (text, expected) => {
    expect(sednaVersion(text)).toEqual(expected);
  });

  test.each<[string, string, boolean]>([
    ['0.6.0', '0.7.0', true],
    ['0.6.99', '0.7.0', true],
    ['0.7.0', '0.7.0', false],
    ['0.7.1', '0.7.0', false],
    ['0.7.0', '0.7.1', true],
    ['0.9.0', '0.10.0', true],
    ['1.0.0', '0.99.99', false],
    ['0.99.99', '1.0.0', true],
    ['0.0.9', '0.0.10', true],
  ])('%s before %s: %s', (one, other, expected) => {
    expect(isOlder(sednaVersion(one)!, sednaVersion(other)!)).toBe(expected);
  });

  test('is older, younger or the same, as its numbers are', () => {
    const number = fc.integer({ min: 0, max: 20 });
    fc.assert(fc.property(fc.tuple(number, number, number), fc.tuple(number, number, number), (a, b) => {
      const order = (v: number[]) => v[0] * 10_000 + v[1] * 100 + v[2];
      const [one, other] = [sednaVersion(a.join('.'))!, sednaVersion(`v${b.join('.')}`)!];
      expect([isOlder(one, other), isOlder(other, one)]).toEqual([order(a) < order(b), order(b) < order(a)]);
    }));
  });
});

test('a long hostile text is parsed in linear time', () => {
  const start = performance.now();
  const texts = [
    '1'.repeat(200_000),
    `1.${'1'.repeat(200_000)}x`,
    `1.1-${'-'.repeat(200_000)}\n`,
    `1.1.${'1'.repeat(200_000)}x`,
  ];
  expect(texts.map(sednaVersion)).toEqual(texts.map(() => undefined));
  expect(performance.now() - start).toBeLessThan(1000);
});
