import { UNREADABLE_METRIC } from '../../../src/forecast/model/hpa-settings';
import { candidate, candidates, downWindow } from '../../../src/forecast/study/candidates';
import { behavior, CPU_60, QUEUE_2, settings } from '../models';

const PRESENT = settings({ minReplicas: 2, maxReplicas: 20 });
const all = candidates(PRESENT, 12);
const distinct = <T>(values: readonly T[]) => [...new Set(values)];

describe('settings in words', () => {
  test.each([
    ['of CPU', PRESENT, 'target 60 %, minimum 2, scale-down window 300 s'],
    ['of several metrics', { ...PRESENT, metrics: [CPU_60, QUEUE_2] },
      'target 60 % and 2, minimum 2, scale-down window 300 s'],
    ['without what can never be read', { ...PRESENT, metrics: [CPU_60, UNREADABLE_METRIC] },
      'target 60 %, minimum 2, scale-down window 300 s'],
    ['of nothing that can be read', { ...PRESENT, metrics: [UNREADABLE_METRIC] }, 'minimum 2, scale-down window 300 s'],
    ['with a window of their own', { ...PRESENT, behavior: behavior({}, { stabilizationSeconds: 60 }) },
      'target 60 %, minimum 2, scale-down window 60 s'],
  ])('%s', (_, given, words) => {
    expect(candidate(given)).toEqual({ hpa: given, settings: words });
  });
});

describe('what is tried', () => {
  test('is each target with each minimum and each window, and nothing twice', () => {
    const words = all.map(({ settings: one }) => one);
    expect(words).toHaveLength(distinct(words).length);
    const [targets, minimums, windows] = [
      all.map(({ hpa }) => hpa.metrics[0].value),
      all.map(({ hpa }) => hpa.minReplicas),
      all.map(({ hpa }) => downWindow(hpa)),
    ].map(distinct);
    expect(targets).toEqual([30, 36, 42, 48, 54, 60, 66, 72, 81, 90]);
    expect(minimums).toEqual([1, 2, 3, 6, 9, 12]);
    expect(windows).toEqual([300, 60, 120, 600]);
    expect(all).toHaveLength(10 * 6 * 4);
  });

  test('has what is there, unchanged', () => {
    expect(all.map(({ hpa }) => hpa)).toContainEqual(PRESENT);
  });

  test('has the scale-up of Kubernetes too, where behavior has another', () => {
    const slow = candidates({ ...PRESENT, behavior: behavior({ stabilizationSeconds: 120 }) }, 12);
    const ups = (isOwn: boolean) => distinct(slow
      .filter(({ settings: words }) => words.endsWith("Kubernetes' own scale-up") === isOwn)
      .map(({ hpa }) => hpa.behavior?.scaleUp.stabilizationSeconds));
    expect([ups(false), ups(true)]).toEqual([[120], [0]]);
  });

  test('has no minimum above the maximum, whatever the peak was', () => {
    const tried = candidates({ ...PRESENT, maxReplicas: 5 }, 12);
    expect(distinct(tried.map(({ hpa }) => hpa.minReplicas))).toEqual([1, 2, 3, 5]);
  });

  test('scales all targets together: percentages whole, values to three digits, and none below 1', () => {
    const metrics = [{ ...CPU_60, value: 1 }, { ...QUEUE_2, value: 12_345 }];
    const tried = candidates({ ...PRESENT, metrics }, 12).map(({ hpa }) => hpa.metrics.map(({ value }) => value));
    expect(tried[0]).toEqual([1, 6170]);
    expect(tried.at(-1)).toEqual([2, 18_500]);
  });

  test('keeps a metric that can never be read, which holds back scaling in', () => {
    const tried = candidates({ ...PRESENT, metrics: [CPU_60, UNREADABLE_METRIC] }, 12);
    expect(tried.every(({ hpa }) => hpa.metrics[1] === UNREADABLE_METRIC)).toBe(true);
    expect(tried).toHaveLength(10 * 6 * 4);
  });

  test('a window of its own makes behavior necessary, with what Kubernetes fills in', () => {
    const changed = all.find(({ hpa }) => downWindow(hpa) === 60)!.hpa;
    expect(changed.behavior).toEqual({
      scaleUp: {
        stabilizationSeconds: 0,
        select: 'Max',
        policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }, { type: 'Percent', value: 100, periodSeconds: 15 }],
      },
      scaleDown: {
        stabilizationSeconds: 60, select: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
      },
    });
  });

  test('keeps the policies that are there', () => {
    const given = behavior({ stabilizationSeconds: 30 }, { select: 'Min', stabilizationSeconds: 90 });
    const tried = candidates({ ...PRESENT, behavior: given }, 12);
    for (const { hpa } of tried.filter((one) => !one.settings.endsWith("Kubernetes' own scale-up"))) {
      expect(hpa.behavior).toEqual({
        ...given, scaleDown: { ...given.scaleDown, stabilizationSeconds: downWindow(hpa) },
      });
    }
    expect(distinct(tried.map(({ hpa }) => downWindow(hpa)))).toEqual([90, 60, 120, 300, 600]);
  });
});
