import { Chart } from 'cdk8s';
import { MLServiceRuntime, type MLServiceRelease } from '../../src';
import { releasesProblems } from '../../src/tensorstack/ml-service-release-problems';
import { codes, testChart } from '../helpers';

type Refusal = [code: string, field: string];

const runtimeOf = (chart: Chart) => MLServiceRuntime.fromRuntimeName(chart, 'Runtime', 'torch');
const offIn = (chart: Chart) => new MLServiceRuntime(chart, 'Off', { image: 'a/b:1', enabled: false });

describe('a release is refused with', () => {
  test.each<[string, (chart: Chart) => Partial<MLServiceRelease>, ...Refusal[]]>([
    ['a name in capitals', () => ({ name: 'Origin' }), ['validation/name', 'releases[0].name']],
    ['no name', () => ({ name: undefined }), ['validation/name', 'releases[0].name']],
    ['a name that makes its host too long', () => ({ name: 'r'.repeat(50) }),
      ['tensorstack/release-host-too-long', 'releases[0].name']],
    ['no runtime', () => ({ runtime: undefined }), ['tensorstack/not-a-runtime', 'releases[0].runtime']],
    ['a runtime that is null', () => ({ runtime: null as never }),
      ['tensorstack/not-a-runtime', 'releases[0].runtime']],
    ['the name of a runtime', () => ({ runtime: 'torch' as never }),
      ['tensorstack/not-a-runtime', 'releases[0].runtime']],
    ['a runtime that is not enabled', (chart) => ({ runtime: offIn(chart) }),
      ['tensorstack/runtime-disabled', 'releases[0].runtime']],
    ['a parameter that is a number', () => ({ parameters: { A: 1 as never } }),
      ['tensorstack/parameter-not-a-string', 'releases[0].parameters["A"]']],
    ['parameters that are a list', () => ({ parameters: ['A=b'] as never }),
      ['tensorstack/not-an-object', 'releases[0].parameters']],
  ])('%s', (_, changes, ...expected) => {
    const chart = testChart();
    const release = { name: 'origin', runtime: runtimeOf(chart), ...changes(chart) };
    expect(codes(releasesProblems('mnist', [release]))).toEqual(expected);
  });
});

describe('releases are refused with', () => {
  test('the same name twice', () => {
    const runtime = runtimeOf(testChart());
    const releases = ['origin', 'next', 'origin'].map((name) => ({ name, runtime }));
    expect(codes(releasesProblems('mnist', releases))).toEqual([
      ['tensorstack/release-name-taken', 'releases[2].name'],
    ]);
  });

  test.each([undefined, null, 'origin', []])('%p in place of a release', (release) => {
    expect(codes(releasesProblems('mnist', [release]))).toEqual([['tensorstack/not-an-object', 'releases[0]']]);
  });
});

test('the length of the host is computed from the names of the MLService and the release', () => {
  const [{ rule }] = releasesProblems('mnist', [{ name: 'r'.repeat(50), runtime: runtimeOf(testChart()) }]);
  expect(rule).toContain('64');
});

test('a release is not blamed for an MLService whose name is too long', () => {
  expect(releasesProblems('m'.repeat(64), [{ name: 'origin', runtime: runtimeOf(testChart()) }])).toEqual([]);
});

test.each<[string, Partial<MLServiceRelease>]>([
  ['a host of 63 characters', { name: 'r'.repeat(49) }],
  ['parameters', { parameters: { MODEL_PATH: 'all' } }],
])('a release is accepted with %s', (_, changes) => {
  const release = { name: 'origin', runtime: runtimeOf(testChart()), ...changes };
  expect(releasesProblems('mnist', [release])).toEqual([]);
});
