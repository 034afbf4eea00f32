import { DEPLOYMENT, POD } from './deployment';
import { KarmadaOverrider } from '../../src';
import { isPlainJson } from '../../src/karmada/plaintext-overrider';
import { codes } from '../helpers';

const { add, replace, remove } = KarmadaOverrider;

const PORT = `${POD}/containers/0/ports/0/containerPort`;
const CYCLIC: Record<string, unknown> = {};
CYCLIC.self = { CYCLIC };

/** Code and field of its problems, and what it makes of the Deployment. */
function change(overrider: KarmadaOverrider): { found: Array<[string, string]>; made: any } {
  const made = structuredClone(DEPLOYMENT);
  const own = overrider._problems('it');
  return { found: codes(own.length > 0 ? own : overrider._change('it', made)), made };
}

describe('an overrider by a path makes', () => {
  const podOf = (o: any) => o.spec.template.spec;

  test.each<[string, KarmadaOverrider, (o: any) => unknown, unknown]>([
    ['a field', replace('/spec/replicas', 5), (o) => o.spec.replicas, 5],
    ['a new field', add(`${POD}/nodeSelector`, { a: 'b' }), (o) => podOf(o).nodeSelector, { a: 'b' }],
    ['a field that is there, by add', add('/spec/replicas', 5), (o) => o.spec.replicas, 5],
    ['an item behind the last', add(`${POD}/containers/-`, { name: 'side' }), (o) => podOf(o).containers.length, 2],
    ['a field less', remove('/spec/strategy'), (o) => 'strategy' in o.spec, false],
    ['a label with a slash', add('/metadata/labels/team~1x', 'y'), (o) => o.metadata.labels, {
      'app': 'm', 'team/x': 'y',
    }],
    ['a number where a string may be', replace('/spec/strategy/rollingUpdate/maxSurge', 1), (o) => (
      o.spec.strategy.rollingUpdate.maxSurge), 1],
    ['a quantity as a number', replace(`${POD}/containers/0/resources/requests/cpu`, 2), (o) => (
      podOf(o).containers[0].resources.requests.cpu), 2],
  ])('%s', (_, overrider, read, expected) => {
    const { found, made } = change(overrider);
    expect(found).toEqual([]);
    expect(read(made)).toEqual(expected);
  });
});

describe('an overrider by a path is refused for', () => {
  test.each<[string, KarmadaOverrider, string, string]>([
    ['a path without a slash', replace('spec/replicas', 1), 'not-a-json-pointer', 'path'],
    ['a path with dots', replace('.spec.replicas', 1), 'not-a-json-pointer', 'path'],
    ['the whole object', replace('', 1), 'not-a-json-pointer', 'path'],
    ['no path', remove(undefined as any), 'not-a-json-pointer', 'path'],
    ['a path that is a list', remove(['/spec'] as any), 'not-a-json-pointer', 'path'],
    ['another name', replace('/metadata/name', 'n'), 'identity-overridden', 'path'],
    ['another namespace', replace('/metadata/namespace', 'n'), 'identity-overridden', 'path'],
    ['other metadata as a whole', replace('/metadata', { name: 'n' }), 'identity-overridden', 'path'],
    ['another kind', replace('/kind', 'Pod'), 'identity-overridden', 'path'],
    ['another version', replace('/apiVersion', 'v1'), 'identity-overridden', 'path'],
    ['no value to replace by', replace('/spec/replicas', undefined), 'value-missing', 'value'],
    ['null', add('/spec/paused', null), 'value-missing', 'value'],
    ['a value that is no JSON', replace('/spec/strategy', new Map()), 'value-not-json', 'value'],
    ['a number that is none', replace('/spec/minReadySeconds', NaN), 'value-not-json', 'value'],
    ['a function', replace('/spec/strategy', () => 1), 'value-not-json', 'value'],
    ['a symbol', replace('/spec/strategy', Symbol('s')), 'value-not-json', 'value'],
    ['an integer without limit', replace('/spec/strategy', { a: [BigInt(1)] }), 'value-not-json', 'value'],
    ['an object that contains itself', replace('/spec/strategy', CYCLIC), 'value-not-json', 'value'],
    ['a path that is not there', replace('/spec/replcas', 5), 'path-not-found', 'path'],
    ['a parent that is not there', replace('/spec/templates/spec', 5), 'path-not-found', 'path'],
    ['an addition deep below what is not there', add(`${POD}/nodeSelector/a`, 'b'), 'parent-not-found', 'path'],
    ['the removal of what is not there', remove('/spec/paused'), 'path-not-found', 'path'],
    ['an index beyond the list', replace(`${POD}/containers/1/image`, 'a'), 'path-not-found', 'path'],
    ['an addition beyond the end of the list', add(`${POD}/containers/2`, {}), 'parent-not-found', 'path'],
    ['an index below 0', replace(`${POD}/containers/-1`, {}), 'path-not-found', 'path'],
    ['an index that is a word', replace(`${POD}/containers/main/image`, 'a'), 'path-not-found', 'path'],
    ['an unknown field', add('/spec/replcas', 5), 'unknown-field', 'path'],
    ['an unknown field of a container', add(`${POD}/containers/0/arg`, ['a']), 'unknown-field', 'path'],
    ['a string for a boolean', replace(`${POD}/hostNetwork`, 'true'), 'value-type-differs', 'value'],
    ['a string for a list', replace(`${POD}/containers/0/args`, '--a'), 'value-type-differs', 'value'],
    ['a list for an object', add('/spec/strategy', []), 'value-type-differs', 'value'],
    ['a number for a string', replace(`${POD}/containers/0/image`, 1), 'value-type-differs', 'value'],
    ['a string for a number', replace(PORT, '80'), 'value-type-differs', 'value'],
  ])('%s', (_, overrider, code, field) => {
    expect(change(overrider).found).toEqual([[`karmada/${code}`, `it.${field}`]]);
  });

  test.each([['that are a string', '5'], ['below 0', -1]])('replicas %s', (_, value) => {
    expect(change(replace('/spec/replicas', value)).found).toEqual([['validation/integer', 'it.value']]);
  });

  test('a value of another type, and the message names the type and the path', () => {
    const [{ rule }] = replace(`${POD}/hostNetwork`, 'true')._change('it', structuredClone(DEPLOYMENT));
    expect(rule).toBe(`must be a boolean, like the value at ${POD}/hostNetwork`);
  });

  test('what it would do, and leaves the object as it is', () => {
    expect(change(replace('/spec/replcas', 5)).made).toEqual(DEPLOYMENT);
  });
});

test('one object in two places is plain JSON', () => {
  const part = { a: [1, 'b', true, null] };
  expect(isPlainJson({ first: part, second: [part, part] })).toBe(true);
});
