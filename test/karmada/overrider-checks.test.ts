import { DEPLOYMENT } from './deployment';
import { KarmadaOverrider } from '../../src';
import { OVERRIDER_CHECKS } from '../../src/karmada/overrider-checks';
import { codes } from '../helpers';

const CONFIG = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { a: '1' } };
const DIGEST = `sha256:${'a'.repeat(64)}`;
const { imageRegistry, imageRepository, imageTag, addArgs, removeArgs, labels, annotations } = KarmadaOverrider;

/** Code and field of its problems, and what it makes of an object. */
function change(overrider: KarmadaOverrider, object: any = DEPLOYMENT): { found: Array<[string, string]>; made: any } {
  const made = structuredClone(object);
  const own = overrider._problems('it');
  return { found: codes(own.length > 0 ? own : overrider._change('it', made)), made };
}

test('each field of an OverridePolicy has its checks, in the order in which Karmada applies them', () => {
  expect(Object.keys(OVERRIDER_CHECKS)).toEqual([
    'imageOverrider', 'argsOverrider', 'labelsOverrider', 'annotationsOverrider', 'plaintext',
  ]);
});

describe('an overrider makes', () => {
  const argsOf = (o: any) => o.spec.template.spec.containers[0].args;

  test.each<[string, KarmadaOverrider, (o: any) => unknown, unknown]>([
    ['arguments more', addArgs('main', ['--c']), argsOf, ['--a=1', '--b', '--c']],
    ['arguments less', removeArgs('main', ['--b']), argsOf, ['--a=1']],
    ['labels', labels({ app: 'n', b: 'c' }), (o) => o.metadata.labels, { app: 'n', b: 'c' }],
    ['annotations where there are none', annotations({ a: 'b' }), (o) => o.metadata.annotations, { a: 'b' }],
  ])('%s', (_, overrider, read, expected) => {
    const { found, made } = change(overrider);
    expect(found).toEqual([]);
    expect(read(made)).toEqual(expected);
  });
});

describe('an overrider is refused for', () => {
  test.each<[string, KarmadaOverrider, string, string]>([
    ['a registry with a slash behind', imageRegistry('reg.local/'), 'image-part-invalid', 'registry'],
    ['a registry with a scheme', imageRegistry('https://reg.local'), 'image-part-invalid', 'registry'],
    ['an empty registry', imageRegistry(''), 'image-part-invalid', 'registry'],
    ['no registry', imageRegistry(undefined as any), 'image-part-invalid', 'registry'],
    ['a registry that is no host', imageRegistry('mirror'), 'registry-not-a-host', 'registry'],
    ['a repository with its tag', imageRepository('team/server:1'), 'image-part-invalid', 'repository'],
    ['a repository in capitals', imageRepository('Team'), 'image-part-invalid', 'repository'],
    ['a repository that is a number', imageRepository(7 as any), 'image-part-invalid', 'repository'],
    ['a tag with an @', imageTag(`@${DIGEST}`), 'image-part-invalid', 'tag'],
    ['a digest that is too short', imageTag('sha256:abc'), 'image-part-invalid', 'tag'],
    ['a tag with a colon', imageTag(':1'), 'image-part-invalid', 'tag'],
    ['no tag', imageTag(''), 'image-part-invalid', 'tag'],
    ['no arguments', addArgs('main', []), 'no-args', 'args'],
    ['arguments that are none', addArgs('main', undefined as any), 'no-args', 'args'],
    ['an argument that is a number', addArgs('main', [1 as any]), 'no-args', 'args'],
    ['arguments of another container', addArgs('side', ['--a']), 'unknown-container', 'containerName'],
    ['a container that is a number', addArgs(7 as any, ['--a']), 'unknown-container', 'containerName'],
    ['an argument that is not there as a whole', removeArgs('main', ['--a', '--b']), 'unknown-argument', 'args'],
    ['no labels', labels({}), 'no-labels-or-annotations', 'labels'],
    ['labels that are null', labels(null as any), 'no-labels-or-annotations', 'labels'],
    ['no annotations', annotations(undefined as any), 'no-labels-or-annotations', 'annotations'],
  ])('%s', (_, overrider, code, field) => {
    expect(change(overrider).found).toEqual([[`karmada/${code}`, `it.${field}`]]);
  });

  test.each<[string, KarmadaOverrider, string, string]>([
    ['a label that is none', labels({ a: 'b c' }), 'label-value', 'labels["a"]'],
    ['an annotation whose key is none', annotations({ 'a b': 'c' }), 'annotation-key', 'annotations["a b"]'],
  ])('%s', (_, overrider, code, field) => {
    expect(change(overrider).found).toEqual([[`validation/${code}`, `it.${field}`]]);
  });

  test.each<[string, KarmadaOverrider, [code: string, field: string]]>([
    ['images', imageTag('2'), ['karmada/kind-without-images', 'it.tag']],
    ['containers', addArgs('side', ['--a']), ['karmada/unknown-container', 'it.containerName']],
  ])('an object without %s', (_, overrider, expected) => {
    expect(change(overrider, CONFIG).found).toEqual([expected]);
  });

  test('a kind in which Karmada does not look for containers', () => {
    const metadata = { name: 'm' };
    const containers = [{ name: 'side' }];
    const job = { apiVersion: 'batch/v1', kind: 'CronJob', metadata, spec: { template: { spec: { containers } } } };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers } };
    const overrider = addArgs('side', ['--a']);
    expect(change(overrider, job).found).toEqual([['karmada/unknown-container', 'it.containerName']]);
    expect(change(overrider, pod).found).toEqual([]);
  });
});
