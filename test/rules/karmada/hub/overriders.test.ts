import { change } from './change';
import { KarmadaOverrider } from '../../../../src';
import { overridersOf } from '../../../../src/rules/karmada/hub/overriders';

const CONFIG = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { a: '1' } };
const { imageTag, addArgs, removeArgs, labels, annotations } = KarmadaOverrider;

describe('an overrider makes', () => {
  const argsOf = (o: any) => o.spec.template.spec.containers[0].args;

  test.each<[string, KarmadaOverrider, (o: any) => unknown, unknown]>([
    ['arguments more', addArgs('main', ['--c']), argsOf, ['--a=1', '--b', '--c']],
    ['arguments less', removeArgs('main', ['--b']), argsOf, ['--a=1']],
    ['labels', labels({ app: 'n', b: 'c' }), (o) => o.metadata.labels, { app: 'n', b: 'c' }],
    ['annotations where there are none', annotations({ a: 'b' }), (o) => o.metadata.annotations, { a: 'b' }],
  ])('%s', (_, overrider, read, expected) => {
    const { misfit, made } = change(overrider);
    expect(misfit).toBeUndefined();
    expect(read(made)).toEqual(expected);
  });
});

describe('an overrider does not fit', () => {
  test.each<[string, KarmadaOverrider, string, string, unknown]>([
    ['arguments of another container', addArgs('side', ['--a']), 'unknown-container', 'containerName', 'side'],
    ['an argument that is not there as a whole', removeArgs('main', ['--a', '--b']), 'unknown-argument', 'value[0]',
      '--a'],
  ])('%s', (_, overrider, is, field, value) => {
    expect(change(overrider).misfit).toEqual({ is, field, value });
  });

  test.each<[string, KarmadaOverrider, string, string, unknown]>([
    ['images', imageTag('2'), 'kind-without-images', '', 'Tag'],
    ['containers', addArgs('side', ['--a']), 'unknown-container', 'containerName', 'side'],
  ])('an object without %s', (_, overrider, is, field, value) => {
    expect(change(overrider, CONFIG).misfit).toEqual({ is, field, value });
  });

  test('a kind in which Karmada does not look for containers', () => {
    const metadata = { name: 'm' };
    const containers = [{ name: 'side' }];
    const job = { apiVersion: 'batch/v1', kind: 'CronJob', metadata, spec: { template: { spec: { containers } } } };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers } };
    const overrider = addArgs('side', ['--a']);
    expect(change(overrider, job).misfit?.is).toBe('unknown-container');
    expect(change(overrider, pod).misfit).toBeUndefined();
  });
});

describe('the overriders of a rule', () => {
  test('are applied by their kind, and in their order within a kind', () => {
    const read = overridersOf({
      plaintext: [{ path: '/a', operator: 'remove' }, { path: '/b', operator: 'remove' }],
      annotationsOverrider: [{ operator: 'add', value: { a: 'b' } }],
      labelsOverrider: [{ operator: 'add', value: { a: 'b' } }],
      argsOverrider: [{ containerName: 'main', operator: 'add', value: ['--a'] }],
      imageOverrider: [{ component: 'Tag', operator: 'replace' }],
    });
    expect(read?.map((o) => o.field)).toEqual([
      'imageOverrider[0]', 'argsOverrider[0]', 'labelsOverrider[0]', 'annotationsOverrider[0]', 'plaintext[0]',
      'plaintext[1]',
    ]);
  });

  test.each<[string, object]>([
    ['a command', { commandOverrider: [{ containerName: 'main', operator: 'add', value: ['a'] }] }],
    ['a field inside a text', { fieldOverrider: [{ fieldPath: '/data/a', yaml: [] }] }],
    ['an image at a path', { imageOverrider: [{ operator: 'replace', predicate: { path: '/spec/image' } }] }],
    ['a part of an image that is added', { imageOverrider: [{ operator: 'add' }] }],
    ['labels that are removed', { labelsOverrider: [{ operator: 'remove', value: { a: '' } }] }],
    ['an operator that does not exist', { plaintext: [{ path: '/a', operator: 'move' }] }],
    ['the name', { plaintext: [{ path: '/metadata/name', operator: 'replace', value: 'a' }] }],
    ['no path', { plaintext: [{ operator: 'remove' }] }],
    ['no list', { commandOverrider: 'main' }],
  ])('are not followed where they change %s', (_, overriders) => {
    expect(overridersOf(overriders)).toBeUndefined();
  });

  test('may be none', () => {
    expect(overridersOf({ commandOverrider: [], fieldOverrider: [] })).toEqual([]);
  });
});
