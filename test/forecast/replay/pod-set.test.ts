import * as fc from 'fast-check';
import { ObservedPods } from '../../../src/forecast/hpa/observed-pods';
import { podMetricReplicas } from '../../../src/forecast/hpa/replica-calculator';
import type { PodModel } from '../../../src/forecast/model/service-model';
import { PodSet } from '../../../src/forecast/replay/pod-set';
import { CountedRoom, type Room } from '../../../src/forecast/replay/room';

const S = 1000;

function seen(pods: PodSet, seconds: number): ObservedPods {
  const observed = new ObservedPods();
  pods.observe(seconds * S, observed);
  return observed;
}

const set = (startup: readonly number[], lag = 0, room: Room = new CountedRoom()) => (
  new PodSet({ startupSeconds: startup, metricsLagSeconds: lag }, room));

describe('the pods of a workload', () => {
  test('are ready at once where nothing says how long they start', () => {
    const pods = set([]);
    pods.scaleTo(3, 0);
    expect([pods.total, pods.placed, pods.pending, pods.ready(0), pods.nextReady(0)]).toEqual([3, 3, 0, 3, Infinity]);
  });

  test('take the start-up times in their order, again and again', () => {
    const pods = set([10, 20]);
    pods.scaleTo(3, 0);
    expect([9.999, 10, 19.999, 20].map((at) => pods.ready(at * S))).toEqual([0, 2, 2, 3]);
    expect([0, 10, 20].map((at) => pods.nextReady(at * S))).toEqual([10 * S, 20 * S, Infinity]);
    pods.scaleTo(4, 100 * S);
    expect([119.999, 120].map((at) => pods.ready(at * S))).toEqual([3, 4]);
  });

  test('go on with the order of the start-up times after some were removed', () => {
    const pods = set([10, 20, 30]);
    pods.scaleTo(2, 0);
    pods.scaleTo(0, 50 * S);
    pods.scaleTo(1, 60 * S);
    expect(pods.nextReady(60 * S)).toBe(90 * S);
  });

  test('are removed from the newest on', () => {
    const pods = set([10]);
    pods.scaleTo(2, 0);
    pods.scaleTo(3, 60 * S);
    pods.scaleTo(2, 61 * S);
    expect([pods.ready(61 * S), pods.nextReady(61 * S)]).toEqual([2, Infinity]);
  });

  test('a pod that starts later may be ready earlier', () => {
    const pods = set([100, 0]);
    pods.scaleTo(1, 0);
    pods.scaleTo(2, S);
    expect([pods.ready(50 * S), pods.nextReady(50 * S), pods.ready(100 * S)]).toEqual([1, 100 * S, 2]);
  });

  test('a fraction of a second of start-up counts', () => {
    const pods = set([0.25]);
    pods.scaleTo(1, 0);
    expect([pods.ready(249), pods.ready(250)]).toEqual([0, 1]);
  });
});

describe('pods without a node', () => {
  test('wait, start where there is room again, and are the first to go', () => {
    const room = new CountedRoom(3);
    const pods = set([10], 0, room);
    pods.scaleTo(5, 0);
    expect([pods.total, pods.placed, pods.pending]).toEqual([5, 3, 2]);
    pods.scaleTo(4, 0);
    expect([pods.placed, pods.pending]).toEqual([3, 1]);
    room.leave();
    pods.place(60 * S);
    expect([pods.placed, pods.pending, pods.nextReady(60 * S)]).toEqual([4, 0, 70 * S]);
  });

  test('give back their room when they are removed', () => {
    const room = new CountedRoom(2);
    const [one, other] = [set([], 0, room), set([], 0, room)];
    one.scaleTo(2, 0);
    other.scaleTo(1, 0);
    expect(other.pending).toBe(1);
    one.scaleTo(1, S);
    other.place(S);
    expect([other.placed, other.pending]).toEqual([1, 0]);
  });

  test('each place is given back, and no other', () => {
    const places: number[] = [];
    let next = 0;
    const room: Room = { take: () => next++, leave: (place) => { places.push(place); } };
    const pods = set([], 0, room);
    pods.scaleTo(3, 0);
    pods.scaleTo(1, 0);
    expect(places).toEqual([2, 1]);
  });
});

describe('what the autoscaler sees', () => {
  test.each<[number, Partial<ObservedPods>]>([
    [0, { starting: 2 }],
    [59.999, { starting: 2 }],
    [60, { unmeasured: 2, justReady: 2 }],
    [69.999, { unmeasured: 2 }],
    [70, { young: 2 }],
    [74.999, { young: 2 }],
    [75, { mature: 2 }],
    [900, { mature: 2 }],
  ])('%d s after the start of pods that take 60 s and are measured 10 s later', (at, kinds) => {
    const pods = set([60], 10);
    pods.scaleTo(2, 0);
    const none = { total: 2, pending: 0, starting: 0, unmeasured: 0, young: 0, mature: 0, justReady: 0 };
    expect(seen(pods, at)).toMatchObject({ ...none, ...kinds });
  });

  test('a pod that starts for longer than five minutes is never young', () => {
    const pods = set([300]);
    pods.scaleTo(1, 0);
    expect(seen(pods, 300)).toMatchObject({ young: 0, mature: 1 });
    const faster = set([299]);
    faster.scaleTo(1, 0);
    expect(seen(faster, 299.5)).toMatchObject({ young: 1, mature: 0 });
    expect(seen(faster, 300)).toMatchObject({ young: 0, mature: 1 });
  });

  test('is without a trace of what it saw before', () => {
    const pods = set([60], 10, new CountedRoom(1));
    const observed = new ObservedPods();
    pods.scaleTo(2, 0);
    pods.observe(0, observed);
    pods.scaleTo(1, 0);
    pods.observe(900 * S, observed);
    expect(observed).toMatchObject({ total: 1, pending: 0, starting: 0, mature: 1 });
  });

  test('all pods are of one kind, whatever happened to them', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.nat(8)), { minLength: 1, maxLength: 30 });
    const startup = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 3 });
    fc.assert(fc.property(startup, fc.constantFrom(0, 10, 60), fc.nat(9), steps, (times, lag, most, given) => {
      const pods = set(times, lag, new CountedRoom(most));
      let now = 0;
      for (const [pass, replicas] of given) {
        now += pass;
        pods.scaleTo(replicas, now * S);
        const { total, pending, starting, unmeasured, young, mature, ready } = seen(pods, now);
        expect(total).toBe(replicas);
        expect(pending).toBe(Math.max(0, replicas - most));
        expect(pending + starting + unmeasured + young + mature).toBe(total);
        expect(ready).toBe(pods.ready(now * S));
        const next = pods.nextReady(now * S);
        expect(next === Infinity).toBe(starting === 0);
        if (next !== Infinity) expect(pods.ready(next)).toBeGreaterThan(ready);
      }
    }), { numRuns: 100 });
  });
});

const TEN_PERCENT = { up: 0.1, down: 0.1 };

/** Two pods that are ready for long, and a third that started at 1000 s. */
function third(model: Pick<PodModel, 'startupSeconds' | 'metricsLagSeconds' | 'sampleWindowSeconds'>): PodSet {
  const pods = new PodSet(model, new CountedRoom());
  pods.scaleTo(2, 0);
  pods.scaleTo(3, 1_000_000);
  return pods;
}

/** What the autoscaler sees some seconds after the third has started. */
function afterStart(pods: PodSet, seconds: number): ObservedPods {
  const observed = new ObservedPods();
  pods.observe(1_000_000 + 1000 * seconds, observed);
  return observed;
}

/** In which count the third pod is: the one beside the two mature ones. */
function phase(observed: ObservedPods): string {
  const { starting, early, unmeasured, young, mature } = observed;
  if (mature === 3) return 'mature';
  const counts = Object.entries({ starting, early, unmeasured, young });
  return counts.filter(([, count]) => count === 1).map(([name]) => name).join();
}

const phases = (pods: PodSet, times: readonly number[]) => times.map((time) => phase(afterStart(pods, time)));

describe('what the autoscaler sees of a pod', () => {
  test('that is measured after it is ready', () => {
    const pods = third({ startupSeconds: [10], metricsLagSeconds: 20 });
    expect(phases(pods, [0, 9, 10, 29, 30])).toEqual(['starting', 'starting', 'unmeasured', 'unmeasured', 'mature']);
  });

  test('that is measured when it is ready: its first samples are of its start', () => {
    const pods = third({ startupSeconds: [10], metricsLagSeconds: 0 });
    expect(phases(pods, [9, 10, 24, 25])).toEqual(['starting', 'young', 'young', 'mature']);
  });

  test('that is measured long before it is ready', () => {
    const pods = third({ startupSeconds: [60], metricsLagSeconds: -30 });
    expect(phases(pods, [0, 29, 30, 59, 60, 74, 75])).toEqual(
      ['starting', 'starting', 'early', 'early', 'young', 'young', 'mature']);
  });

  test('whose samples are of one second', () => {
    const pods = third({ startupSeconds: [2], metricsLagSeconds: -2, sampleWindowSeconds: 1 });
    expect(phases(pods, [0, 1, 2, 3])).toEqual(['early', 'early', 'young', 'mature']);
  });
});

describe('three replicas for a target of 60 %: two pods at 45 %, and one that starts', () => {
  const metric = { value: 45, target: 60, request: 100, isCpu: true };
  const replicas = (observed: ObservedPods, isCpu = true) => (
    podMetricReplicas(3, { ...metric, isCpu }, observed, TEN_PERCENT));

  test('stay three where nothing measures it: it may use all it requests', () => {
    const observed = afterStart(third({ startupSeconds: [60], metricsLagSeconds: 0 }), 40);
    // (45 + 45 + 100) / 3 = 63 %, which is within the tolerance of 60 %.
    expect(replicas(observed)).toBe(3);
  });

  test('become two where it is measured and not ready: it does not count', () => {
    const observed = afterStart(third({ startupSeconds: [60], metricsLagSeconds: -30 }), 40);
    // 45 / 60 * 2 = 1.5.
    expect(replicas(observed)).toBe(2);
  });

  test('stay three for another metric than CPU, which comes only of ready pods', () => {
    const observed = afterStart(third({ startupSeconds: [60], metricsLagSeconds: -30 }), 40);
    expect(replicas(observed, false)).toBe(3);
  });
});

test('a number of replicas that no cluster holds takes no memory: the pods wait', () => {
  const pods = new PodSet({ startupSeconds: [1], metricsLagSeconds: 0 }, new CountedRoom());
  pods.scaleTo(2 ** 31 - 1, 0);
  expect([pods.placed, pods.total]).toEqual([1_000_000, 2 ** 31 - 1]);
});
