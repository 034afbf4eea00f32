import * as fc from 'fast-check';
import { play, type Moment, type Situation } from './autoscaled-pods';
import { emittedSignal, emittedTrigger, PROGRAMS, type EmittedSignal } from './emitted-signal';
import { SERVER_COUNTERS } from './server-counters';
import { InferenceMetric, LatencyUnit } from '../../src';
import { MODEL_SERVERS } from '../../src/servers/model-server-table';
import { SERVER_METRICS } from '../../src/servers/server-metrics';

/** How a server is scaled, when it works on so many requests at once, each of so many seconds. */
interface Signal {
  readonly name: string;
  readonly id: string;
  readonly concurrency: readonly [number, number];
  readonly of: (concurrency: number, work: number) => EmittedSignal;
}

const SIGNALS: Signal[] = Object.entries(PROGRAMS).map(([name, { id, concurrency }]) => (
  { name, id, concurrency, of: (...given) => emittedSignal(name, ...given) }));

/** The time in the queue per request, which this library followed before, at a target in microseconds. */
const perRequest = (id: string, queue: string, requests: string, target: number): Signal => ({
  name: id,
  id,
  concurrency: [1, 6],
  of: () => ({ target, query: (pods) => InferenceMetric.ratio(queue, requests)._promql(`pod=~"${pods}"`, 'pod') }),
});

/** With the target of NVIDIA's chart. */
const QUEUE_OF_TRITON = perRequest('triton', 'nv_inference_queue_duration_us', 'nv_inference_request_success', 50);
const QUEUE_OF_TORCHSERVE = perRequest(
  'torchserve', 'ts_queue_latency_microseconds', 'ts_inference_requests_total', 500_000,
);

const SPREAD = 0.5;
const MAXIMUM = 20;

/** Loads are random, and so is what an autoscaler makes of them: each run has the same ones. */
const RUNS = { seed: Number(process.env.SIMULATION_SEED ?? 7), endOnFailure: true };

type Drawn = { seed: number; concurrency: number; work: number; load: number };

type Range = readonly [number, number];

function drawn({ concurrency: [min, max] }: Signal, work: Range, load: Range): fc.Arbitrary<Drawn> {
  const between = (least: number, most: number) => fc.double({ min: least, max: most, noNaN: true });
  return fc.record({
    seed: fc.integer({ min: 1 }),
    concurrency: fc.integer({ min, max }),
    work: between(...work),
    load: between(...load),
  });
}

/** `load` is the share of what one replica can do. */
function situation({ name, id, of }: Signal, d: Drawn, more: Partial<Situation> & { scaled?: boolean }): Situation {
  const { query, target } = of(d.concurrency, d.work);
  const perSecond = (d.load * d.concurrency) / d.work;
  return {
    seed: d.seed,
    counters: SERVER_COUNTERS[name] ?? SERVER_COUNTERS[id],
    concurrency: d.concurrency,
    work: d.work,
    spread: SPREAD,
    load: () => perSecond,
    until: 900,
    scrapeInterval: 15,
    query,
    replicas: 1,
    ...(more.scaled && {
      autoscaler: { target, minReplicas: 1, maxReplicas: MAXIMUM },
    }),
    ...more,
  };
}

const replicasOf = (moments: readonly Moment[]) => moments.map(({ replicas }) => replicas);

/** The mean work with which no request takes longer than the server allows by default, or a minute. */
function longestWork({ id }: Signal): number {
  const row = Object.values(MODEL_SERVERS).find((r) => r.id === id)!;
  return Math.min(row.requestSeconds, 60) / (1 + SPREAD);
}

const START = fc.constantFrom(1, MAXIMUM);

/** The replicas of the second half are enough, not more than three times of what is needed, and near one number. */
function expectSettled(d: Drawn, moments: readonly Moment[]): void {
  const settled = replicasOf(moments.slice(moments.length / 2));
  const mean = settled.reduce((a, b) => a + b) / settled.length;
  expect(mean).toBeGreaterThan(d.load);
  expect(mean).toBeLessThan(3 * d.load + 1);
  expect(Math.min(...settled)).toBeGreaterThan(0.65 * mean - 1);
  expect(Math.max(...settled)).toBeLessThan(1.4 * mean + 1);
}

/** Each property of a signal: it throws where the signal has it not. */
const PROPERTIES: ReadonlyArray<[what: string, check: (signal: Signal) => void]> = [
  ['is above its target under overload, and never 0 while requests wait', (signal) => {
    fc.assert(fc.property(drawn(signal, [2, longestWork(signal)], [1.5, 4]), (d) => {
      const overload = situation(signal, d, {});
      // Requests come in bursts, and wait long after.
      const moments = play({ ...overload, load: (now) => (now % 300 < 120 ? 2.5 * overload.load(now) : 0) });
      // The first requests have ended, and a window has passed.
      const busy = moments.filter(({ now, states }) => now > 3 * d.work + 180 && states[0].waiting > 0);
      expect(busy.length).toBeGreaterThan(10);
      const zero = busy.filter(({ values }) => values[0] === undefined || values[0] === 0);
      expect(zero).toEqual([]);
      const mean = busy.reduce((sum, { values }) => sum + values[0]!, 0) / busy.length;
      expect(mean / signal.of(d.concurrency, d.work).target).toBeGreaterThan(1.1);
    }), { ...RUNS, numRuns: 4 });
  }],
  ['is 0 when idle, so that the replicas go to the minimum', (signal) => {
    fc.assert(fc.property(drawn(signal, [1, 4], [0.5, 3]), (d) => {
      const busy = situation(signal, d, { scaled: true, until: 1500, replicas: 6 });
      const moments = play({ ...busy, load: (now) => (now < 300 ? busy.load(now) : 0) });
      expect(moments[moments.length - 1]).toMatchObject({ replicas: 1, values: [0] });
    }), { ...RUNS, numRuns: 5 });
  }],
  ['needs one replica for a tenth of what it can do', (signal) => {
    fc.assert(fc.property(drawn(signal, [0.1, 0.5], [0.05, 0.1]), (d) => {
      const replicas = replicasOf(play(situation(signal, d, { scaled: true })));
      expect(Math.max(...replicas)).toBe(1);
    }), { ...RUNS, numRuns: 5 });
  }],
  ['settles under a constant load, wherever it starts', (signal) => {
    fc.assert(fc.property(drawn(signal, [1, 2], [2, 5]), START, (d, replicas) => {
      expectSettled(d, play(situation(signal, d, { scaled: true, until: 1800, replicas })));
    }), { ...RUNS, numRuns: 4 });
  }],
];

const TRITON = SIGNALS.find(({ name }) => name === 'Triton')!;

const property = (start: string) => PROPERTIES.find(([what]) => what.startsWith(start))![1];

test('every server with a signal is simulated, and no other', () => {
  const withSignal = Object.keys(SERVER_METRICS).filter((id) => SERVER_METRICS[id].signal !== undefined);
  expect([...new Set(SIGNALS.map(({ id }) => id))].sort()).toEqual(withSignal.sort());
  const shown = SIGNALS.map(({ name, id }) => SERVER_COUNTERS[name] ?? SERVER_COUNTERS[id]);
  expect(new Set(shown)).toEqual(new Set(Object.values(SERVER_COUNTERS)));
});

describe.each(SIGNALS.map((s) => [s.name, s] as const))('the signal of %s', (_, signal) => {
  test.each(PROPERTIES)('%s', (__, check) => check(signal));
});

describe.each(SIGNALS.map((s) => [s.name, s] as const))('with KEDA, the signal of %s', (name, signal) => {
  test.each([5, 15])('settles under a constant load where pods are scraped every %i s', (scrapeInterval) => {
    fc.assert(fc.property(drawn(signal, [1, 2], [2, 5]), START, (d, replicas) => {
      const { scaleUpWindow, ...keda } = emittedTrigger(name, d.concurrency, d.work, scrapeInterval);
      const more = { scaled: true, until: 1800, replicas, scrapeInterval, keda };
      const { autoscaler, ...rest } = situation(signal, d, more);
      expectSettled(d, play({ ...rest, autoscaler: { ...autoscaler!, scaleUpWindow } }));
    }), { ...RUNS, numRuns: 3 });
  });
});

describe('the properties find what is wrong with the time in the queue per request', () => {
  test('of Triton: it needs more than one replica for a tenth of what one can do', () => {
    expect(() => property('needs one replica')(QUEUE_OF_TRITON)).toThrow('Property failed');
  });

  test('of Triton: it does not settle below the maximum', () => {
    expect(() => property('settles')(QUEUE_OF_TRITON)).toThrow('Property failed');
  });

  test('of TorchServe: it is 0 while requests wait', () => {
    expect(() => property('is above its target')(QUEUE_OF_TORCHSERVE)).toThrow('Property failed');
  });
});

test('requests in flight are 0 while requests wait, where a request takes longer than the window', () => {
  const metric = InferenceMetric.inFlight('nv_inference_request_duration_us', { unit: LatencyUnit.MICROSECONDS });
  const d = { seed: 1, concurrency: 1, work: 100, load: 2 };
  const signal = { target: 1, query: (pods: string) => metric._promql(`pod=~"${pods}"`, 'pod') };
  const moments = play(situation({ ...TRITON, of: () => signal }, d, { until: 1800 }));
  expect(metric._countedWithin).toBeLessThan(d.work);
  expect(moments.some(({ now, values, states }) => now > 400 && states[0].waiting > 0 && values[0] === 0)).toBe(true);
});

test('a target of all that one instance works on at once changes the replicas more often than 70 % of it', () => {
  const changes = (share: number) => [1, 2, 3, 4].map((seed) => {
    const of: Signal['of'] = (...given) => ({ ...emittedSignal('Triton', ...given), target: share });
    const d = { seed, concurrency: 1, work: 0.2, load: 1.5 * seed };
    const replicas = replicasOf(play(situation({ ...TRITON, of }, d, { scaled: true, until: 3600 })));
    return replicas.slice(60).filter((n, i) => n !== replicas[59 + i]).length;
  }).reduce((a, b) => a + b);
  expect(emittedSignal('Triton', 1, 0.2).target).toBeCloseTo(0.7);
  expect(changes(1)).toBeGreaterThan(1.5 * changes(0.7));
});
