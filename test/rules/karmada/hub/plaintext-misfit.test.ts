import { change } from './change';
import { KarmadaOverrider } from '../../../../src';
import { DEPLOYMENT, POD } from '../../../karmada/deployment';

const { add, replace, remove } = KarmadaOverrider;
const PORT = `${POD}/containers/0/ports/0/containerPort`;

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
    const { misfit, made } = change(overrider);
    expect(misfit).toBeUndefined();
    expect(read(made)).toEqual(expected);
  });
});

describe('an overrider by a path does not fit, for', () => {
  test.each<[string, KarmadaOverrider, string, string]>([
    ['a path that is not there', replace('/spec/replcas', 5), 'path-missing', 'path'],
    ['a parent that is not there', replace('/spec/templates/spec', 5), 'path-missing', 'path'],
    ['an addition deep below what is not there', add(`${POD}/nodeSelector/a`, 'b'), 'parent-missing', 'path'],
    ['the removal of what is not there', remove('/spec/paused'), 'path-missing', 'path'],
    ['an index beyond the list', replace(`${POD}/containers/1/image`, 'a'), 'path-missing', 'path'],
    ['an addition beyond the end of the list', add(`${POD}/containers/2`, {}), 'parent-missing', 'path'],
    ['an index below 0', replace(`${POD}/containers/-1`, {}), 'path-missing', 'path'],
    ['an index that is a word', replace(`${POD}/containers/main/image`, 'a'), 'path-missing', 'path'],
    ['an unknown field', add('/spec/replcas', 5), 'unknown-field', 'path'],
    ['an unknown field of a container', add(`${POD}/containers/0/arg`, ['a']), 'unknown-field', 'path'],
    ['a string for a boolean', replace(`${POD}/hostNetwork`, 'true'), 'type-differs', 'value'],
    ['a string for a list', replace(`${POD}/containers/0/args`, '--a'), 'type-differs', 'value'],
    ['a list for an object', add('/spec/strategy', []), 'type-differs', 'value'],
    ['a number for a string', replace(`${POD}/containers/0/image`, 1), 'type-differs', 'value'],
    ['a string for a number', replace(PORT, '80'), 'type-differs', 'value'],
    ['a path that is none', replace('spec/replicas', 1), 'not-a-pointer', 'path'],
  ])('%s', (_, overrider, is, field) => {
    expect(change(overrider).misfit).toMatchObject({ is, field });
  });

  test('a value of another type, with the type and the path', () => {
    expect(change(replace(`${POD}/hostNetwork`, 'true')).misfit).toEqual({
      is: 'type-differs', field: 'value', value: 'true', type: 'a boolean', path: `${POD}/hostNetwork`,
    });
  });

  test('what it would do, and leaves the object as it is', () => {
    expect(change(replace('/spec/replcas', 5)).made).toEqual(DEPLOYMENT);
  });
});

describe('an overrider by a path may fit', () => {
  test.each<[string, object]>([
    ['of a kind whose defaults are unknown', { apiVersion: 'tensorstack.dev/v1beta1', kind: 'MLService' }],
    ['of an autoscaler that the hub keeps in another version', {
      apiVersion: 'autoscaling/v1', kind: 'HorizontalPodAutoscaler',
    }],
  ])('where the field is not in the manifest, %s', (_, names) => {
    const object = { ...DEPLOYMENT, ...names };
    for (const overrider of [replace('/spec/absent', 5), remove('/spec/absent'), add('/spec/absent/a', 5)]) {
      expect(change(overrider, object).misfit).toBeUndefined();
    }
  });

  test('where the value is null, which takes the field away', () => {
    expect(change(replace('/spec/replicas', null)).misfit).toBeUndefined();
  });
});
