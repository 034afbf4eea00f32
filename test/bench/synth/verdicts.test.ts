import { cell, cost } from './cost';
import { CHECKED_SERVICES, CHECKS, GOALS, type Goals } from '../../../bench/synth/goals';
import { verdicts } from '../../../bench/synth/verdicts';

const NONE: Goals = { ratios: [], memory: [], growth: [] };
const OWN = { variant: 'inference-app', charts: 'each' } as const;

describe('verdicts', () => {
  const ratio: Goals = {
    ...NONE, ratios: [{ services: 10, figure: 'wall', of: OWN, to: { variant: 'helm' }, atMost: 0.9 }],
  };

  test('a ratio is judged by the median of the rounds, and shown with its range', () => {
    const round = (wall: number) => ({ 'inference-app, each': wall, 'helm': 1 });
    expect(verdicts(ratio, [cell(10, round(0.5), round(0.9), round(3))])).toEqual([{
      state: 'met',
      text: 'wall time of 10 services in one chart each with this library in InferenceApp: at most ×0.9 of Helm; '
        + '×0.900 (0.500–3.00)',
    }]);
    expect(verdicts(ratio, [cell(10, round(0.5), round(0.91), round(3))])[0].state).toBe('MISSED');
  });

  test('a ratio of other sizes, or without the other one, is not measured', () => {
    expect(verdicts(ratio, [cell(11, { 'inference-app, each': 1, 'helm': 2 })])[0].state).toBe('not measured');
    expect(verdicts(ratio, [cell(10, { 'inference-app, each': 1 })])[0].state).toBe('not measured');
    expect(verdicts(ratio, [])[0].state).toBe('not measured');
  });

  test('memory is judged by its figure', () => {
    const goals: Goals = { ...NONE, memory: [{ services: 10, of: OWN, below: 100 }] };
    const held = (peak: number | undefined) => [cell(10, { 'inference-app, each': cost(1, peak) })];
    expect(verdicts(goals, held(99.4))).toEqual([{
      state: 'met',
      text: 'peak memory of 10 services in one chart each with this library in InferenceApp: less than 100 MiB; 99 MiB',
    }]);
    expect(verdicts(goals, held(100))[0].state).toBe('MISSED');
    expect(verdicts(goals, held(undefined))[0].state).toBe('not measured');
  });

  test('growth is judged by its exponent', () => {
    const goals: Goals = { ...NONE, growth: [{ from: 100, to: 1000, of: OWN, atMost: 1.05 }] };
    const cells = (last: number) => (
      [[1, 5], [100, 6], [1000, last]].map(([services, wall]) => cell(services, { 'inference-app, each': wall })));
    expect(verdicts(goals, cells(15))).toEqual([{
      state: 'met',
      text: 'growth from 100 to 1,000 services in one chart each with this library in InferenceApp: '
        + 'an exponent of at most 1.05; 1.00',
    }]);
    expect(verdicts(goals, cells(17))[0].state).toBe('MISSED');
    expect(verdicts(goals, cells(15).slice(1))[0].state).toBe('not measured');
  });

  test('a check judges one size and ratios of wall time alone, never a time', () => {
    expect(new Set(CHECKS.ratios.map(({ services }) => services))).toEqual(new Set([CHECKED_SERVICES]));
    expect(new Set(CHECKS.ratios.map(({ figure }) => figure))).toEqual(new Set(['wall']));
    expect([...CHECKS.memory, ...CHECKS.growth]).toEqual([]);
  });

  test('without any measurement no goal is met', () => {
    const states = [...verdicts(GOALS, []), ...verdicts(CHECKS, [])].map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['not measured']));
  });
});
