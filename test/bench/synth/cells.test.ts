import { cell, cost } from './cost';
import { growsFrom, growth, ratios, typical } from '../../../bench/synth/cells';
import type { Contestant } from '../../../bench/synth/contestants';

const HELM: Contestant = { variant: 'helm' };
const OWN: Contestant = { variant: 'inference-app', charts: 'one' };

describe('cells', () => {
  test('a typical figure is the median of the rounds', () => {
    const measured = cell(10, { helm: 1 }, { helm: 9 }, { helm: 2 });
    expect(typical(measured, HELM, 'wall')).toBe(2);
  });

  test('there is no typical figure of what was not measured', () => {
    expect(typical(cell(10, { helm: 1 }), OWN, 'wall')).toBeUndefined();
    expect(typical(cell(10, { helm: cost(1, undefined) }), HELM, 'peak')).toBeUndefined();
  });

  test('ratios are taken within each round, so that a slow moment counts for both', () => {
    const measured = cell(10, { 'helm': 1, 'inference-app, one': 2 }, { 'helm': 10, 'inference-app, one': 5 });
    expect(ratios(measured, OWN, HELM, 'wall')).toEqual([2, 0.5]);
  });

  test('a round without one of the two gives no ratio', () => {
    const measured = cell(10, { helm: 1 }, { 'inference-app, one': 5 });
    expect(ratios(measured, OWN, HELM, 'wall')).toEqual([]);
  });

  test('growth leaves out the start of the program', () => {
    const cells = [cell(1, { helm: 5 }), cell(100, { helm: 6 }), cell(1000, { helm: 15 })];
    expect(growth(cells, HELM, 100, 1000)).toBeCloseTo(1, 10);
  });

  test('there is no growth where the start was not measured', () => {
    expect(growth([cell(100, { helm: 6 }), cell(1000, { helm: 15 })], HELM, 100, 1000)).toBeUndefined();
  });

  test.each([
    [10_000, 1000],
    [3000, 100],
    [1000, 100],
    [100, undefined],
    [1, undefined],
  ])('growth to %d services is shown from %p', (to, from) => {
    expect(growsFrom([1, 10, 100, 1000, 3000, 10_000].map((services) => cell(services)), to)).toBe(from);
  });
});
