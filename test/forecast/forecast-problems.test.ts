import { Duration } from 'cdk8s';
import { Load, LoadProfile } from '../../src';
import {
  coresOf, goalProblems, loadListProblems, manifestProblems, optionProblems, resultProblems, runProblems, scopeProblems,

} from '../../src/forecast/forecast-problems';
import { unknownService } from '../../src/forecast/study/name-problems';
import { ServiceNames } from '../../src/forecast/study/service-names';
import { codes, testChart } from '../helpers';
import { service } from './models';

const CLASSIFIER = service('classifier');
const names = (count: number) => new ServiceNames([
  CLASSIFIER, ...Array.from({ length: count }, (_, i) => service(`other-${i}`)),
]);
const load = (value: number) => Load.cores(LoadProfile.constant(value));

describe('a name that no service has', () => {
  test.each([
    ['is corrected where one is written like it', 'clasifier', 1, 'did you mean classifier?'],
    ['is told all names otherwise', 'queue', 1, 'use one of: classifier, other-0'],
    ['is told the first twenty names of many', 'queue', 24,
      /^use one of: classifier, other-0, .*, other-18 and 5 more$/],
  ])('%s', (_, name, count, fix) => {
    const problem = unknownService('service', name, names(count));
    expect(problem).toMatchObject({ code: 'forecast/unknown-service', field: 'service', value: name });
    expect(problem.fix).toMatch(fix);
  });

  test('is told that there is none', () => {
    expect(unknownService('service', 'x', new ServiceNames([])).fix).toBe('use one of: there is none');
  });

  test('may be no text at all', () => {
    const value = Object.create(null);
    expect(unknownService('service', value, names(0))).toMatchObject({ code: 'forecast/unknown-service', value });
  });
});

test('a name that several services have is told the names that tell them apart', () => {
  const other = service('classifier', { id: 'speech/Deployment/classifier', namespace: 'speech' });
  expect(unknownService('service', 'classifier', new ServiceNames([CLASSIFIER, other]))).toMatchObject({
    code: 'forecast/ambiguous-service', fix: 'use one of vision/classifier, speech/classifier',
  });
});

describe('loads', () => {
  const requests = (millis: number) => (
    Load.requests({ profile: LoadProfile.constant(1), serviceTime: Duration.millis(millis) }));

  test('without problems have none, also several of one service', () => {
    expect(loadListProblems([['classifier', load(1)], ['vision/classifier', load(1)]], names(0))).toEqual([]);
  });

  test('of one service must add up, those of two services need not', () => {
    const differing = (other: string) => (
      codes(loadListProblems([['classifier', requests(1)], [other, requests(2)]], names(1))));
    expect(differing('vision/classifier')).toEqual([['forecast/requests-differ', 'load.other']]);
    expect(differing('other-0')).toEqual([]);
  });

  test('have the problems of each, and those of a wrong one only once', () => {
    const given = [['classifier', load(-1)], ['classifier', load(2)], ['x', load(1)]] as const;
    expect(codes(loadListProblems(given, names(0)))).toEqual([
      ['forecast/load-value', 'load.profile.value'], ['forecast/unknown-service', 'service'],
    ]);
  });
});

describe('no problem', () => {
  test.each<[string, readonly unknown[]]>([
    ['options of nothing', optionProblems({}, names(0))],
    ['no options', optionProblems(undefined as any, names(0))],
    ['a run without a duration', runProblems({})],
    ['a run of half a second', runProblems({ duration: Duration.millis(500) })],
    ['a goal of nothing above target', goalProblems({ timeAboveTarget: 0 })],
    ['a goal that allows all', goalProblems({ unservedDemand: 1 })],
    ['a metrics lag of nothing', optionProblems({ metricsLag: Duration.seconds(0) }, names(0))],
    ['a list without manifests', manifestProblems([])],
    ['a chart', scopeProblems(testChart())],
    ['a result', resultProblems('before', {}, true)],
  ])('is %s', (_, problems) => {
    expect(problems).toEqual([]);
  });
});

test.each([
  [{ amount: '500m' }, 0.5],
  [{ amount: '4' }, 4],
  [{ amount: 'many' }, undefined],
  [{}, undefined],
  [4, undefined],
  [null, undefined],
])('the cores of %j are %s', (cpu, cores) => {
  expect(coresOf(cpu)).toBe(cores);
});
