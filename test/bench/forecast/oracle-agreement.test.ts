import { agreement } from '../../../bench/forecast/oracle-agreement';

type Short = readonly [at: number, replicas: number, ready?: number];
const points = (...list: Short[]) => list.map(([at, replicas, ready = 0]) => ({ at, replicas, ready }));

describe('two courses of replicas', () => {
  test.each<[string, Short[], Short[]]>([
    ['are the same where both change alike', [[0, 1], [15, 3]], [[0, 1], [15, 3]]],
    ['are the same a second apart', [[0, 1], [15, 3]], [[0, 1], [16, 3]]],
    ['are the same whatever pods are ready', [[0, 1], [9, 1, 1], [15, 3]], [[0, 1], [15, 3, 2]]],
  ])('%s', (_, own, oracle) => {
    expect(agreement({ points: points(...own) }, points(...oracle))).toBe('same');
  });

  test.each<[string, Short[], Short[]]>([
    ['at two seconds apart', [[0, 1], [15, 3]], [[0, 1], [17, 3]]],
    ['with other replicas', [[0, 1], [15, 3]], [[0, 1], [15, 4]]],
    ['where one changes more often', [[0, 1], [15, 3], [30, 4]], [[0, 1], [15, 3]]],
    ['where one changes less often', [[0, 1], [15, 3]], [[0, 1], [15, 3], [30, 4]]],
  ])('differ %s, unless a race came before', (_, own, oracle) => {
    const compare = (race?: number) => agreement({ points: points(...own), race }, points(...oracle));
    expect([compare(), compare(10), compare(60)]).toEqual(['different', 'race', 'different']);
  });
});
