import { KnativeMetric } from '../../src';
import { autoscalingAnnotations, autoscalingProblems } from '../../src/tensorstack/knative-autoscaling';
import { codes } from '../helpers';

type Refusal = [code: string, field: string];

describe('the annotations of Knative\'s autoscaler', () => {
  test('follow requests in flight by default', () => {
    expect(autoscalingAnnotations({ target: 8 })).toEqual({
      'autoscaling.knative.dev/metric': 'concurrency',
      'autoscaling.knative.dev/target': '8',
    });
  });

  test('follow requests per second', () => {
    expect(autoscalingAnnotations({ metric: KnativeMetric.RPS, target: 0.5 })).toEqual({
      'autoscaling.knative.dev/metric': 'rps',
      'autoscaling.knative.dev/target': '0.5',
    });
  });
});

test.each<[string, unknown, object | undefined, ...Refusal[]]>([
  ['a number', 8, undefined, ['tensorstack/not-an-object', 'scaling']],
  ['null', null, undefined, ['tensorstack/not-an-object', 'scaling']],
  ['another metric', { metric: 'cpu', target: 1 }, undefined, ['tensorstack/unknown-knative-metric', 'scaling.metric']],
  ['no target', {}, undefined, ['tensorstack/knative-target-too-low', 'scaling.target']],
  ['its own annotations in podAnnotations',
    { target: 8 },
    { 'autoscaling.knative.dev/metric': 'rps', 'autoscaling.knative.dev/target': '9' },
    ['tensorstack/knative-annotation-repeated', 'scaling'],
    ['tensorstack/knative-annotation-repeated', 'scaling']],
])('scaling is refused: %s', (_, scaling, podAnnotations, ...expected) => {
  expect(codes(autoscalingProblems(scaling, podAnnotations))).toEqual(expected);
});

test.each<[string, unknown, object | undefined]>([
  ['none', undefined, { 'autoscaling.knative.dev/target': '9' }],
  ['the smallest target', { target: 0.01 }, undefined],
  ['other annotations of Knative\'s autoscaler', { target: 8 }, { 'autoscaling.knative.dev/window': '60s' }],
])('scaling is accepted: %s', (_, scaling, podAnnotations) => {
  expect(autoscalingProblems(scaling, podAnnotations)).toEqual([]);
});
