import { scalingPace, type Bounds } from '../../../src/forecast/hpa/scaling-pace';
import type { ScalingPolicy, ScalingRules } from '../../../src/forecast/model/hpa-settings';
import { behavior, settings } from '../models';

const MINUTE = 60_000;
const BOUNDS: Bounds = { minReplicas: 2, maxReplicas: 50 };

const pods = (value: number, periodSeconds = 60): ScalingPolicy => ({ type: 'Pods', value, periodSeconds });
const percent = (value: number, periodSeconds = 60): ScalingPolicy => ({ type: 'Percent', value, periodSeconds });

const paced = (up: Partial<ScalingRules>, down: Partial<ScalingRules> = {}, bounds: Bounds = BOUNDS) => (
  scalingPace(settings({ behavior: behavior(up, down) }), bounds));

describe('the pace without behavior', () => {
  const limit = (current: number, wanted: number, bounds = BOUNDS) => (
    scalingPace(settings(), bounds).limit(0, current, wanted));

  test.each([
    ['to four at least', 0, 30, 4],
    ['to four at least', 1, 30, 4],
    ['to twice as many', 2, 30, 4],
    ['to twice as many', 3, 30, 6],
    ['to twice as many', 20, 60, 40],
    ['to what is wanted', 20, 30, 30],
    ['to the maximum', 40, 90, 50],
    ['down at once', 40, 5, 5],
    ['down to the minimum', 40, 0, 2],
  ])('goes %s: from %i, where %i are wanted', (_, current, wanted, replicas) => {
    expect(limit(current, wanted)).toBe(replicas);
  });

  test('goes to the minimum even beyond twice as many', () => {
    expect(limit(1, 0, { minReplicas: 9, maxReplicas: 50 })).toBe(9);
  });
});

describe('the pace with behavior', () => {
  test.each([
    ['some pods', pods(3), 10, 13],
    ['nothing, of more pods than 32 bits hold', pods(2 ** 31 - 1), 10, 10],
    ['a share, rounded up', percent(25), 10, 13],
    ['a share, rounded up to one at least', percent(1), 10, 11],
  ])('adds %s in a period', (_, policy, current, replicas) => {
    expect(paced({ policies: [policy] }).limit(0, current, 40)).toBe(replicas);
  });

  test.each([
    ['some pods', pods(3), 10, 7],
    ['a share, what is left cut off', percent(25), 10, 7],
    ['a share, even the last', percent(99), 10, 2],
    ['a share of one percent, rounded to one', percent(1), 10, 9],
  ])('removes %s in a period', (_, policy, current, replicas) => {
    expect(paced({}, { policies: [policy] }).limit(0, current, 0)).toBe(replicas);
  });

  test.each([
    ['Max', 20, 5],
    ['Min', 13, 8],
    ['Disabled', 10, 10],
  ] as const)('%s selects among policies: the change, not the replicas', (select, up, down) => {
    const pace = paced({ select, policies: [pods(3), percent(100)] }, { select, policies: [pods(2), percent(50)] });
    expect([pace.limit(0, 10, 40), pace.limit(0, 10, 0)]).toEqual([up, down]);
  });

  test('stays within the bounds, and leaves what is wanted as it is where the replicas are as wanted', () => {
    const pace = paced({}, {});
    expect([pace.limit(0, 40, 99), pace.limit(0, 3, 0), pace.limit(0, 60, 60)]).toEqual([50, 2, 60]);
  });

  test('counts a change against its period, and no more when it is as old as the period', () => {
    const pace = paced({ policies: [pods(4)] });
    pace.changed(0, 10, 13);
    expect([MINUTE - 1, MINUTE].map((now) => pace.limit(now, 13, 40))).toEqual([14, 17]);
  });

  test('takes each policy by its own period', () => {
    const pace = paced({ select: 'Min', policies: [pods(4, 15), pods(6, 60)] });
    pace.changed(0, 10, 14);
    expect([pace.limit(10_000, 14, 40), pace.limit(15_000, 14, 40), pace.limit(MINUTE, 14, 40)]).toEqual([14, 16, 18]);
  });

  test('a share is of the replicas at the beginning of the period', () => {
    const pace = paced({ policies: [percent(100)] });
    pace.changed(0, 10, 15);
    expect(pace.limit(1000, 15, 40)).toBe(20);
  });

  test('changes of the other direction count too', () => {
    const pace = paced({ policies: [pods(4)] }, { policies: [pods(4)] });
    pace.changed(0, 10, 13);
    expect(pace.limit(1000, 13, 0)).toBe(6);
    const other = paced({ policies: [pods(4)] }, { policies: [pods(4)] });
    other.changed(0, 13, 10);
    expect(other.limit(1000, 10, 40)).toBe(17);
  });

  test('never turns: where more was changed than a period allows, it waits', () => {
    const pace = paced({ policies: [pods(2)] }, { policies: [pods(2)] });
    pace.changed(0, 10, 20);
    expect(pace.limit(1000, 20, 40)).toBe(20);
    const down = paced({ policies: [pods(2)] }, { policies: [pods(2)] });
    down.changed(0, 20, 10);
    expect(down.limit(1000, 10, 2)).toBe(10);
  });

  test('follows bounds that change while it runs', () => {
    const bounds = { minReplicas: 2, maxReplicas: 12 };
    const pace = paced({}, {}, bounds);
    expect([pace.limit(0, 10, 40), pace.limit(0, 10, 0)]).toEqual([12, 2]);
    Object.assign(bounds, { minReplicas: 5, maxReplicas: 20 });
    expect([pace.limit(0, 10, 40), pace.limit(0, 10, 0)]).toEqual([20, 5]);
  });
});
