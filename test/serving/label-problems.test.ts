import { Pod } from 'cdk8s-plus-27';
import { InferenceDeployment, type InferenceDeploymentProps } from '../../src';
import { podLabels } from '../../src/serving/label-problems';
import { deploymentProps, refusal, refused, testChart } from '../helpers';

type Changes = Partial<InferenceDeploymentProps>;
type Row = [title: string, changes: Changes, ...problems: Array<[code: string, field: string]>];

const ADDRESS = Pod.ADDRESS_LABEL;

const REFUSALS: Row[] = [
  ['a label with a bad key and one with a bad value', { labels: { 'bad key': 'a', 'team': 'a b' } },
    ['validation/label-key', 'labels["bad key"]'],
    ['validation/label-value', 'labels["team"]']],
  ['a selector with a value that is too long', { selector: { app: 'x'.repeat(64) } },
    ['validation/label-value', 'selector["app"]']],
  ['a selector without a label', { selector: {} }, ['serving/selector-empty', 'selector']],
  ['a selector without a value', { selector: { app: '' } }, ['serving/selector-empty', 'selector']],
  ['a label that contradicts the selector', { labels: { app: 'a' }, selector: { app: 'b' } },
    ['serving/label-contradicts-selector', 'labels["app"]']],
  ['a label that contradicts the default selector', { labels: { app: 'other' } },
    ['serving/label-contradicts-selector', 'labels["app"]']],
  ['the label of cdk8s-plus', { labels: { [ADDRESS]: 'a' }, selector: { app: 'm', [ADDRESS]: 'a' } },
    ['serving/reserved-label', 'labels["cdk8s.io/metadata.addr"]'],
    ['serving/reserved-label', 'selector["cdk8s.io/metadata.addr"]']],
  ['an annotation with a bad key and one that is not a string', { podAnnotations: { 'a/b/c': 'x', 'n': 1 as never } },
    ['validation/annotation-key', 'podAnnotations["a/b/c"]'],
    ['validation/annotation-value', 'podAnnotations["n"]']],
  ['annotations that are too long', { podAnnotations: { notes: 'x'.repeat(256 * 1024) } },
    ['validation/annotations-size', 'podAnnotations']],
];

test.each(REFUSALS)('%s is refused', (_, changes, ...problems) => {
  expect(refused(() => new InferenceDeployment(testChart(), 'M', deploymentProps(changes)))).toEqual(problems);
});

test('a refusal names the default selector and the value that the selector has', () => {
  const attempt = (changes: Changes) => (
    refusal(() => new InferenceDeployment(testChart(), 'M', deploymentProps(changes))));
  expect(attempt({ selector: {} })).toContain('{ app: "m" }');
  expect(attempt({ labels: { app: 'a' }, selector: { app: 'b' } })).toContain('must be "b"');
});

test.each<[string, Changes]>([
  ['a label without a value', { labels: { team: '' } }],
  ['a label that the selector has too', { labels: { app: 'a' }, selector: { app: 'a' } }],
  ['a label that the default selector has', { labels: { app: 'm' } }],
  ['annotations up to the limit', { podAnnotations: { notes: 'x'.repeat(256 * 1024 - 5) } }],
])('%s is accepted', (_, changes) => {
  expect(refused(() => new InferenceDeployment(testChart(), 'M', deploymentProps(changes)))).toEqual([]);
});

test.each<[Changes, object]>([
  [{}, { app: 'm' }],
  [{ labels: { team: 'vision' } }, { team: 'vision', app: 'm' }],
  [{ labels: { team: 'vision' }, selector: { tier: 'a' } }, { team: 'vision', tier: 'a' }],
])('the labels of the pods with %j are %j', (changes, expected) => {
  expect(podLabels('m', deploymentProps(changes))).toEqual(expected);
});
