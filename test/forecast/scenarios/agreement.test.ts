import { compare } from './agreement';
import type { Course, Moment } from './forecast-scenario';
import { secondsOf, type Scenario } from './scenario';
import { coursesOf, type Timeline } from './timeline';

const SCENARIO: Scenario = {
  syncSeconds: 1,
  downscaleSeconds: 10,
  seconds: 60,
  loads: [],
  totals: new Map(),
  expectations: [{ namespace: 'vision', workload: 'classifier', at: 38, least: 4, most: 4 }],
};

const course = (replicas: readonly Moment[], ready: readonly Moment[] = [[2, 1], [7, 4]]): Course => (
  { namespace: 'vision', workload: 'classifier', replicas, ready });

const FORECAST = course([[0, 1], [5, 4], [50, 1]]);

const faults = (seen: readonly Moment[]) => compare(SCENARIO, [FORECAST], [course(seen)]).faults;

describe('a forecast and what was seen', () => {
  test('agree within a loop, and the time that a loop takes', () => {
    const seen = course([[3.5, 1, 3], [7, 4, 6.4], [49.1, 1, 48.6]]);
    expect(compare(SCENARIO, [FORECAST], [seen])).toMatchObject({ faults: [], later: [-0.9, 2] });
  });

  test.each<[string, Moment[], string]>([
    ['other replicas', [[0, 1], [5, 3], [50, 1]], 'forecast 1, 4, 1 replicas, seen 1, 3, 1'],
    ['a step between', [[0, 1], [5, 2], [6, 4], [50, 1]], 'forecast 1, 4, 1 replicas, seen 1, 2, 4, 1'],
    ['no end', [[0, 1], [5, 4]], 'forecast 1, 4, 1 replicas, seen 1, 4'],
    ['a late change', [[0, 1], [7.1, 4, 6.6], [50, 1]],
      '4 forecast from 5 s on came between 6.60 and 7.10 s'],
    ['an early change', [[0, 1], [5, 4], [48.9, 1]], '1 forecast from 50 s on came at 48.90 s'],
  ])('differ by %s', (_, seen, fault) => {
    expect(faults(seen)).toEqual([`vision/classifier: ${fault}`]);
  });

  test('differ where only one of them has a workload', () => {
    const other = { ...FORECAST, workload: 'embeddings' };
    expect(compare(SCENARIO, [FORECAST], [other, FORECAST]).faults).toEqual(['vision/embeddings: no forecast']);
    expect(compare(SCENARIO, [FORECAST, other], [FORECAST]).faults)
      .toEqual(['vision/embeddings: forecast, but not seen']);
  });

  test('differ where the forecast does not meet an expectation', () => {
    const slow = course(FORECAST.replicas, [[2, 1], [39, 4]]);
    expect(compare(SCENARIO, [slow], [slow]).faults).toEqual(
      ['vision/classifier: 4 ready expected at 38 s, forecast 1']);
  });

  test('stand side by side', () => {
    expect(compare(SCENARIO, [FORECAST], [course([[3.5, 1], [5.51, 4, 5.01]])]).report).toBe([
      'vision/classifier',
      '  forecast                        seen                            later by, at most',
      '  1 at 0.00 s                     1 at 3.50 s',
      '  4 at 5.00 s                     4 between 5.01 and 5.51 s       +0.51 s',
      '  1 at 50.00 s                    -',
    ].join('\n'));
  });
});

test('a timeline begins when the autoscaler has read its first metric', () => {
  const at = (seconds: number, desired: number, ready: number) => (
    { seconds, autoscalers: { 'vision/scaler': { workload: 'classifier', desired, ready } } });
  const timeline: Timeline = [
    at(0.0004, 0, 0), at(2.5, 0, 1), at(3.004, 1, 1), at(3.5, 1, 1), at(6, 4, 1), at(8, 4, 4),
  ];
  expect(coursesOf(timeline)).toEqual([{
    namespace: 'vision',
    workload: 'classifier',
    replicas: [[3, 1, 2.5], [6, 4, 3.5]],
    ready: [[0, 0], [2.5, 1], [8, 4]],
  }]);
});

test.each([
  ['0s', 0], ['1m30s', 90], ['500ms', 0.5], ['2h', 7200], ['1.5s', 1.5],
])('%s are %p seconds', (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds);
});

test('what is no duration is refused', () => {
  expect(() => secondsOf('5')).toThrow('5 is not a duration');
});
