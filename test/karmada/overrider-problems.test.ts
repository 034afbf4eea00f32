import { KarmadaOverrider } from '../../src';
import { OVERRIDER_CHECKS } from '../../src/karmada/overrider-problems';
import { codes } from '../helpers';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const { imageRegistry, imageRepository, imageTag, addArgs, labels, annotations } = KarmadaOverrider;

/** Code and field of its problems. */
const problems = (overrider: KarmadaOverrider) => codes(overrider._problems('it'));

test('each field of an OverridePolicy has its checks, in the order in which Karmada applies them', () => {
  expect(Object.keys(OVERRIDER_CHECKS)).toEqual([
    'imageOverrider', 'argsOverrider', 'labelsOverrider', 'annotationsOverrider', 'plaintext',
  ]);
});

describe('an overrider is refused for', () => {
  test.each<[string, KarmadaOverrider, string, string]>([
    ['a registry with a slash behind', imageRegistry('reg.local/'), 'image-part-invalid', 'registry'],
    ['a registry with a scheme', imageRegistry('https://reg.local'), 'image-part-invalid', 'registry'],
    ['an empty registry', imageRegistry(''), 'image-part-invalid', 'registry'],
    ['a registry that is no host', imageRegistry('mirror'), 'registry-not-a-host', 'registry'],
    ['a repository with its tag', imageRepository('team/server:1'), 'image-part-invalid', 'repository'],
    ['a repository in capitals', imageRepository('Team'), 'image-part-invalid', 'repository'],
    ['a tag with an @', imageTag(`@${DIGEST}`), 'image-part-invalid', 'tag'],
    ['a digest that is too short', imageTag('sha256:abc'), 'image-part-invalid', 'tag'],
    ['a tag with a colon', imageTag(':1'), 'image-part-invalid', 'tag'],
    ['no tag', imageTag(''), 'image-part-invalid', 'tag'],
    ['no arguments', addArgs('main', []), 'no-args', 'args'],
    ['no labels', labels({}), 'no-labels-or-annotations', 'labels'],
  ])('%s', (_, overrider, code, field) => {
    expect(problems(overrider)).toEqual([[`karmada/${code}`, `it.${field}`]]);
  });

  test.each<[string, KarmadaOverrider, string, string]>([
    ['a label that is none', labels({ a: 'b c' }), 'label-value', 'labels["a"]'],
    ['an annotation whose key is none', annotations({ 'a b': 'c' }), 'annotation-key', 'annotations["a b"]'],
  ])('%s', (_, overrider, code, field) => {
    expect(problems(overrider)).toEqual([[`validation/${code}`, `it.${field}`]]);
  });
});
