import { Duration } from 'cdk8s';
import * as check from '../../../src/forecast/demand/load-checks';
import { explain } from '../../../src/validation/problem-text';
import { codes } from '../../helpers';

test.each<[unknown, boolean]>([
  [0, true], [0.5, true], [1e15, true], [-0.1, false], [1.1e15, false], [NaN, false], [Infinity, false], ['1', false],
  [null, false], [undefined, false], [{}, false],
])('%p is a load or not', (value, is) => {
  expect(check.isAmount(value)).toBe(is);
  expect(check.amountProblems('f', value).length).toBe(is ? 0 : 1);
});

test.each<[string, unknown, number]>([
  ['a Duration', Duration.millis(200), 0.2],
  ['a Duration of another copy of cdk8s', { toSeconds: () => 5 }, 5],
  ['a number', 5, NaN],
  ['a text', 'PT5S', NaN],
  ['nothing', undefined, NaN],
  ['null', null, NaN],
  ['a list', [], NaN],
  ['what only looks like one', { toSeconds: () => '5' }, NaN],
  ['what does not even look like one', { toSeconds: 5 }, NaN],
])('%s has seconds or none', (_, value, seconds) => {
  expect(check.timeOf(value)).toBe(seconds);
});

test('no time is a time, but no span', () => {
  const none = Duration.seconds(0);
  expect(check.timeProblems('f', none)).toEqual([]);
  expect(codes(check.spanProblems('f', none))).toEqual([['forecast/duration-not-positive', 'f']]);
});

test('messages say what to change', () => {
  const problems = [
    ...check.amountProblems('value', -1),
    ...check.timeProblems('every', 60),
    ...check.spanProblems('every', Duration.seconds(0)),
    ...check.sizeProblems('factor', 2e15),
    ...check.factorProblems('factor', '2'),
    ...check.countProblems('count', 0),
    ...check.peakHourProblems('peakHours', [24]),
    ...check.seedProblems('seed', 0.5),
    ...check.shareProblems('share', 20),
    ...check.metricNameProblems('name', 'a b'),
  ];
  expect(problems.map((problem) => explain(problem, { about: '' })).join('\n')).toMatchInlineSnapshot(`
"error  forecast/load-value  value
  got -1; must be a number from 0 to 1e15
  why: no replicas could be computed from any other load
  fix: give requests per second, cores, or the total of a metric
error  forecast/not-a-duration  every
  got 60; must be a Duration of cdk8s
  why: the unit of any other value is unknown
  fix: give a Duration such as Duration.minutes(5)
error  forecast/duration-not-positive  every
  got 0; must be longer than 0 seconds
  why: nothing happens in no time
  fix: give a Duration such as Duration.millis(200)
error  forecast/load-too-large  factor
  got 2000000000000000; must not make a load above 1e15
  why: no replicas could be computed from it
  fix: check the unit of the load
error  forecast/load-factor  factor
  got "2"; must be a number from 0 to 1e15
  why: a load cannot be multiplied by any other value
  fix: give a factor such as 1.5
error  forecast/load-count  count
  got 0; must be a whole number of at least 1
  why: the load could not be computed
  fix: give a whole number such as 11
error  forecast/peak-hours  peakHours
  got [24]; must be a list of different hours, each from 0 to below 24
  why: a day has its highest load at one hour or more
  fix: give hours such as [10, 15.5]
error  forecast/burst-seed  seed
  got 0.5; must be a whole number, 0 or more
  why: the same seed must give the same bursts
  fix: give a whole number such as 1, or leave it out for regular bursts
error  forecast/hard-example-share  share
  got 20; must be a number from 0 to 1
  why: the edge sends some of its requests on to the cloud, at most all
  fix: give a share such as 0.2
error  forecast/metric-name  name
  got "a b"; must be the name of a metric, without spaces
  why: the load of a metric is found by the name that the autoscaler has for it
  fix: give the name in \`metrics\` of the autoscaler"
`);
});
