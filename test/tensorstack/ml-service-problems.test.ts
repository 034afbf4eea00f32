import { Chart } from 'cdk8s';
import { MLService, MLServiceRuntime, type MLServiceProps } from '../../src';
import { mlServiceProblems, unknownRelease } from '../../src/tensorstack/ml-service-problems';
import { codes, refused, testChart } from '../helpers';

type Refusal = [code: string, field: string];

function twoReleases(chart: Chart): MLServiceProps['releases'] {
  const runtime = MLServiceRuntime.fromRuntimeName(chart, 'Runtime', 'torch');
  return [{ name: 'origin', runtime }, { name: 'next', runtime }];
}

describe('an MLService is refused with', () => {
  test.each<[string, object, ...Refusal[]]>([
    ['no releases', { releases: [] }, ['tensorstack/no-release', 'releases']],
    ['releases that are undefined', { releases: undefined }, ['tensorstack/no-release', 'releases']],
    ['releases that are no list', { releases: { name: 'origin' } }, ['tensorstack/no-release', 'releases']],
    ['a name that begins with a digit', { name: '1mnist' }, ['validation/name', 'name']],
    ['a default that is no release', { defaultRelease: 'orign' }, ['tensorstack/unknown-release', 'defaultRelease']],
    ['a canary that is no release', { canary: { release: 'nxt', trafficPercent: 10 } },
      ['tensorstack/unknown-release', 'canary.release']],
    ['a canary that is the default', { canary: { release: 'origin', trafficPercent: 10 } },
      ['tensorstack/canary-is-default', 'canary.release']],
    ['a canary that is the default that is set', {
      defaultRelease: 'next',
      canary: { release: 'next', trafficPercent: 10 },
    }, ['tensorstack/canary-is-default', 'canary.release']],
    ['a canary with 0 per cent', { canary: { release: 'next', trafficPercent: 0 } },
      ['validation/integer', 'canary.trafficPercent']],
    ['a canary with 100 per cent', { canary: { release: 'next', trafficPercent: 100 } },
      ['validation/integer', 'canary.trafficPercent']],
    ['a canary with half a per cent', { canary: { release: 'next', trafficPercent: 0.5 } },
      ['validation/integer', 'canary.trafficPercent']],
    ['a canary without a percentage', { canary: { release: 'next' } }, ['validation/integer', 'canary.trafficPercent']],
    ['a canary that is a name', { canary: 'next' }, ['tensorstack/not-an-object', 'canary']],
    ['a transformer without an image', { transformer: {} },
      ['tensorstack/transformer-without-image', 'transformer.image']],
    ['a transformer that is an image', { transformer: 'a/t:1' }, ['tensorstack/not-an-object', 'transformer']],
    ['a queue with a space', { queue: 'a b' }, ['validation/name', 'queue']],
    ['everything at once', {
      name: 'M',
      releases: [{ name: 'A', runtime: null }],
      canary: { release: 'b', trafficPercent: 0 },
      transformer: {},
      queue: '',
    },
    ['validation/name', 'name'],
    ['validation/name', 'releases[0].name'],
    ['tensorstack/not-a-runtime', 'releases[0].runtime'],
    ['tensorstack/unknown-release', 'canary.release'],
    ['validation/integer', 'canary.trafficPercent'],
    ['tensorstack/transformer-without-image', 'transformer.image'],
    ['validation/name', 'queue']],
  ])('%s', (_, changes, ...expected) => {
    const chart = testChart();
    const props = { releases: twoReleases(chart), ...changes } as MLServiceProps;
    const before = chart.node.findAll();
    expect(refused(() => new MLService(chart, 'Mnist', props))).toEqual(expected);
    // Nothing half-made stays in the tree.
    expect(chart.node.findAll()).toEqual(before);
  });
});

test('a release that is unknown is told with the names of the releases', () => {
  const [problem] = unknownRelease('release', 'orign', ['origin', 'next']);
  expect([problem.value, problem.rule]).toEqual(['orign', 'must be the name of a release: origin, next']);
  expect(unknownRelease('release', 'next', ['origin', 'next'])).toEqual([]);
});

test.each([1, 99])('a canary is accepted with %p per cent', (trafficPercent) => {
  const releases = twoReleases(testChart());
  const canary = { release: 'next', trafficPercent };
  expect(codes(mlServiceProblems('mnist', { releases, canary }, 'vision'))).toEqual([]);
});
