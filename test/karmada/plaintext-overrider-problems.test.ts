import { KarmadaOverrider } from '../../src';
import { isPlainJson } from '../../src/karmada/plaintext-overrider-problems';
import { codes } from '../helpers';

const { add, replace } = KarmadaOverrider;

const CYCLIC: Record<string, unknown> = {};
CYCLIC.self = { CYCLIC };

/** Code and field of its problems. */
const problems = (overrider: KarmadaOverrider) => codes(overrider._problems('it'));

describe('an overrider by a path is refused for', () => {
  test.each<[string, KarmadaOverrider, string, string]>([
    ['a path without a slash', replace('spec/replicas', 1), 'not-a-json-pointer', 'path'],
    ['a path with dots', replace('.spec.replicas', 1), 'not-a-json-pointer', 'path'],
    ['the whole object', replace('', 1), 'not-a-json-pointer', 'path'],
    ['another name', replace('/metadata/name', 'n'), 'identity-overridden', 'path'],
    ['another namespace', replace('/metadata/namespace', 'n'), 'identity-overridden', 'path'],
    ['other metadata as a whole', replace('/metadata', { name: 'n' }), 'identity-overridden', 'path'],
    ['another kind', replace('/kind', 'Pod'), 'identity-overridden', 'path'],
    ['another version', replace('/apiVersion', 'v1'), 'identity-overridden', 'path'],
    ['null', add('/spec/paused', null), 'value-missing', 'value'],
    ['a value that is no JSON', replace('/spec/strategy', new Map()), 'value-not-json', 'value'],
    ['a number that is none', replace('/spec/minReadySeconds', NaN), 'value-not-json', 'value'],
    ['a function', replace('/spec/strategy', () => 1), 'value-not-json', 'value'],
    ['a symbol', replace('/spec/strategy', Symbol('s')), 'value-not-json', 'value'],
    ['an integer without limit', replace('/spec/strategy', { a: [BigInt(1)] }), 'value-not-json', 'value'],
    ['an object that contains itself', replace('/spec/strategy', CYCLIC), 'value-not-json', 'value'],
  ])('%s', (_, overrider, code, field) => {
    expect(problems(overrider)).toEqual([[`karmada/${code}`, `it.${field}`]]);
  });

  test.each([['that are a string', '5'], ['below 0', -1]])('replicas %s', (_, value) => {
    expect(problems(replace('/spec/replicas', value))).toEqual([['validation/integer', 'it.value']]);
  });
});

test('one object in two places is plain JSON', () => {
  const part = { a: [1, 'b', true, null] };
  expect(isPlainJson({ first: part, second: [part, part] })).toBe(true);
});
