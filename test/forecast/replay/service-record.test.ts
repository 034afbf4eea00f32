import * as fc from 'fast-check';
import { MOST_CHANGES, ServiceRecord, SpanSeries, type Stretch } from '../../../src/forecast/replay/service-record';

/** A stretch of time in seconds, in which one of one replica is ready and has nothing to do, with changes. */
function stretch(from: number, to: number, changes: Partial<Stretch> = {}): Stretch {
  return {
    from: 1000 * from,
    to: 1000 * to,
    replicas: 1,
    ready: 1,
    placed: 1,
    pending: 0,
    demand: 0,
    served: 0,
    ofTarget: Number.NaN,
    isAbove: false,
    isAtMaximum: false,
    ...changes,
  };
}

const record = (...stretches: Stretch[]) => {
  const made = new ServiceRecord(60_000, 30_000);
  for (const one of stretches) made.add(one);
  return made;
};

describe('the record of a service', () => {
  test('has the most and the fewest replicas, and the most ready pods', () => {
    const { peakReplicas, lowestReplicas, peakReady } = record(
      stretch(0, 15, { replicas: 3, ready: 2 }), stretch(15, 60, { replicas: 2, ready: 2 }),
    );
    expect([peakReplicas, lowestReplicas, peakReady]).toEqual([3, 2, 2]);
  });

  test('has each change of replicas or ready pods, and counts only those of replicas', () => {
    const { changes, changeCount } = record(
      stretch(0, 15), stretch(15, 30), stretch(30, 40, { replicas: 2 }), stretch(40, 60, { replicas: 2, ready: 2 }),
    );
    expect(changes).toEqual([
      { at: 0, replicas: 1, ready: 1 }, { at: 30, replicas: 2, ready: 1 }, { at: 40, replicas: 2, ready: 2 },
    ]);
    expect(changeCount).toBe(1);
  });

  test('adds up pods on nodes, demand and what of it found no room, over time', () => {
    const { placedTime, demanded, unserved, unservedTime, peakDemand } = record(
      stretch(0, 10, { placed: 2, demand: 4, served: 3 }), stretch(10, 60, { placed: 1, demand: 1, served: 1 }),
    );
    expect([placedTime, demanded, unserved]).toEqual([70_000, 90_000, 10_000]);
    expect([unservedTime, peakDemand]).toEqual([10_000, 4]);
  });

  test('takes what is lost to rounding for no lack', () => {
    const { unserved, unservedTime } = record(stretch(0, 60, { demand: 1e6, served: 1e6 - 1e-4 }));
    expect([unserved, unservedTime]).toEqual([0, 0]);
  });

  test('has the time above target, at the maximum, and with pods without a node', () => {
    const { aboveTime, maximumTime, pendingTime } = record(
      stretch(0, 10, { isAbove: true }), stretch(10, 30, { isAtMaximum: true }), stretch(30, 60, { pending: 2 }),
    );
    expect([aboveTime, maximumTime, pendingTime]).toEqual([10_000, 20_000, 30_000]);
  });

  test('keeps its number of changes, and counts those beyond', () => {
    const made = new ServiceRecord(1e9, 1e9);
    for (let i = 0; i < MOST_CHANGES + 500; i++) made.add(stretch(i, i + 1, { replicas: i % 2 }));
    expect(made.changes).toHaveLength(MOST_CHANGES);
    expect(made.changeCount).toBe(MOST_CHANGES + 499);
  });
});

describe('the course in spans', () => {
  test('has the most replicas, the fewest ready pods and the highest metric of a span', () => {
    const series = new SpanSeries(60_000, 30_000);
    series.add(stretch(0, 10, { replicas: 4, ready: 1, ofTarget: 0.5 }));
    series.add(stretch(10, 50, { replicas: 2, ready: 2, ofTarget: Number.NaN }));
    series.add(stretch(50, 60, { replicas: 3, ready: 3, ofTarget: 1.5 }));
    expect([[...series.replicas], [...series.ready], [...series.ofTarget]]).toEqual([[4, 3], [1, 2], [0.5, 1.5]]);
  });

  test('has no metric where none could be read', () => {
    const series = new SpanSeries(30_000, 30_000);
    series.add(stretch(0, 30));
    expect([...series.ofTarget]).toEqual([NaN]);
  });

  test('has the mean of demand, of what was served and not', () => {
    const series = new SpanSeries(60_000, 30_000);
    series.add(stretch(0, 45, { demand: 6, served: 4 }));
    series.add(stretch(45, 60, { demand: 2, served: 2 }));
    expect([[...series.demand], [...series.unserved]]).toEqual([[6, 4], [2, 1]]);
  });

  test('has the mean of a last span that is shorter, of its own time', () => {
    const series = new SpanSeries(40_000, 30_000);
    series.add(stretch(0, 40, { demand: 6, served: 4 }));
    expect([[...series.demand], [...series.unserved]]).toEqual([[6, 6], [2, 2]]);
  });
});

test('totals and spans say the same, however the time is cut', () => {
  const part = fc.record({
    time: fc.integer({ min: 1, max: 40_000 }),
    demand: fc.nat(50),
    served: fc.nat(50),
    replicas: fc.nat(9),
    ready: fc.nat(9),
  });
  const course = fc.array(part, { minLength: 1, maxLength: 40 });
  fc.assert(fc.property(course, fc.integer({ min: 500, max: 20_000 }), (parts, span) => {
    const duration = parts.reduce((sum, { time }) => sum + time, 0);
    const made = new ServiceRecord(duration, span);
    let from = 0;
    for (const { time, demand, served, replicas, ready } of parts) {
      const values = { demand, served: Math.min(served, demand), replicas, ready, placed: ready };
      made.add({ ...stretch(0, 0), ...values, from, to: from + time });
      from += time;
    }
    const { spans } = made;
    const total = (values: Float64Array) => values.reduce((sum, mean, i) => (
      sum + mean * Math.min(span, duration - i * span)), 0);
    expect(spans.replicas).toHaveLength(Math.ceil(duration / span));
    expect(total(spans.demand)).toBeCloseTo(made.demanded, 3);
    expect(total(spans.unserved)).toBeCloseTo(made.unserved, 3);
    expect(Math.max(...spans.replicas)).toBe(made.peakReplicas);
    expect(Math.min(...spans.ready)).toBe(Math.min(...parts.map(({ ready }) => ready)));
    expect(made.placedTime).toBe(parts.reduce((sum, { time, ready }) => sum + time * ready, 0));
  }), { numRuns: 150 });
});
