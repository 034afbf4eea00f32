import * as fc from 'fast-check';
import type { ObservedPods } from '../../../src/forecast/hpa/observed-pods';
import {
  averageReplicas, isWithin, podMetricReplicas, valueReplicas,
} from '../../../src/forecast/hpa/replica-calculator';
import { observed } from '../models';

const TOLERANCE = { up: 0.1, down: 0.1 };

/** What a utilization asks for: the usage of each measured pod, of a request of one core, against 50 %. */
function byUtilization(current: number, value: number, pods: Partial<ObservedPods> = {}, target = 50): number {
  const metric = { value, target, request: 1000, isCpu: true };
  return podMetricReplicas(current, metric, observed(current, pods), TOLERANCE);
}

/** What an average asks for: a value of each measured pod, against 1000. */
function byAverage(current: number, value: number, pods: Partial<ObservedPods> = {}, isCpu = false): number {
  return podMetricReplicas(current, { value, target: 1000, isCpu }, observed(current, pods), TOLERANCE);
}

describe('the tolerance', () => {
  test('takes in its borders, and each direction has its own', () => {
    const tolerance = { up: 0.5, down: 0.25 };
    expect([0.74, 0.75, 1, 1.5, 1.51].map((ratio) => isWithin(ratio, tolerance))).toEqual([
      false, true, true, true, false,
    ]);
  });

  test.each([
    ['above', 560, 12],
    ['within', 550, 10],
    ['within', 450, 10],
    ['below', 449, 9],
  ])('of a tenth: %s it with %i of 500 milli', (_, value, replicas) => {
    expect(byUtilization(10, value)).toBe(replicas);
  });
});

describe('a utilization', () => {
  test.each([
    ['of the target times the pods, rounded up', 3, 600, 4],
    ['twice the target needs twice the pods', 3, 1000, 6],
    ['half the target needs half the pods', 4, 250, 2],
    ['no use asks for none', 4, 0, 0],
  ])('%s', (_, current, value, replicas) => {
    expect(byUtilization(current, value)).toBe(replicas);
  });

  test('is a whole percentage, cut off before it is compared: 55.9 % of 50 % is within a tenth', () => {
    expect(byUtilization(10, 559)).toBe(10);
    expect(byUtilization(10, 560)).toBe(12);
  });

  test('is exact for memory beyond what a double can hold', () => {
    const gibibytes = 1000 * 2 ** 30;
    const metric = { value: 5120 * gibibytes, target: 50, request: 10_240 * gibibytes, isCpu: false };
    expect(podMetricReplicas(8, metric, observed(8), TOLERANCE)).toBe(8);
    expect(podMetricReplicas(8, { ...metric, target: 25 }, observed(8), TOLERANCE)).toBe(16);
  });

  test('is cut off to 64 and 32 bits, as the controller counts it', () => {
    // 80 million cores of a thousandth: 8e10 %, of which 32 bits are below zero.
    const cpu = { value: 8e8, target: 50, request: 1, isCpu: true };
    expect(podMetricReplicas(2, cpu, observed(2), TOLERANCE)).toBeLessThan(0);
    expect(podMetricReplicas(8, { ...cpu, value: 2e18, request: 1e18 }, observed(8), TOLERANCE)).toBeLessThan(8);
  });
});

describe('an average', () => {
  test.each([
    ['is the value of each pod by the target', 3, 2000, 6],
    ['is cut off to thousandths', 10, 1100.9, 10],
    ['at no load asks for none', 3, 0, 0],
  ])('%s', (_, current, value, replicas) => {
    expect(byAverage(current, value)).toBe(replicas);
  });
});

describe('pods without a sample', () => {
  test('use nothing when the others ask for more', () => {
    expect(byUtilization(4, 1000, { starting: 2 })).toBe(4);
    expect(byUtilization(4, 1500, { starting: 2 })).toBe(6);
    expect(byUtilization(4, 1500, { starting: 1, unmeasured: 1 })).toBe(6);
    expect(byAverage(4, 3000, { starting: 2 })).toBe(6);
  });

  test('use their whole request when the others ask for less', () => {
    expect(byUtilization(4, 100, { starting: 1 })).toBe(3);
    expect(byUtilization(4, 100)).toBe(1);
    expect(byUtilization(4, 400, { starting: 2 })).toBe(4);
  });

  test('use the target when that is above the request', () => {
    expect(byUtilization(4, 750, { starting: 2 }, 150)).toBe(3);
  });

  test('of an average use just the target when the others ask for less', () => {
    expect(byAverage(4, 0, { starting: 2 })).toBe(2);
    expect(byAverage(4, 0)).toBe(0);
  });

  test('change nothing when the others are just at the target', () => {
    expect(byUtilization(4, 500, { starting: 2 })).toBe(4);
  });

  test('never turn the direction', () => {
    // Two at 40 % would go down; with the third at its whole request the usage is above the target.
    expect(byUtilization(3, 400, { starting: 1 })).toBe(3);
    // One at 60 % would go up; with three at nothing it would go down.
    expect(byUtilization(4, 600, { starting: 3 })).toBe(4);
  });

  test('do not take replicas away on scaling up, nor add some on scaling down', () => {
    // More is asked than there is measured: three pods, of which the workload has ten by now.
    const three = { value: 1000, target: 50, request: 1000, isCpu: true };
    expect(podMetricReplicas(10, three, observed(3, { starting: 1 }), TOLERANCE)).toBe(10);
    const idle = { value: 100, target: 50, request: 1000, isCpu: true };
    expect(podMetricReplicas(1, idle, observed(8, { starting: 1 }), TOLERANCE)).toBe(1);
  });
});

describe('pods without a node', () => {
  test('use nothing when the others ask for more', () => {
    expect(byUtilization(4, 1000, { pending: 2 })).toBe(4);
    expect(byUtilization(4, 1500, { pending: 2 })).toBe(6);
    expect(byAverage(4, 3000, { pending: 2 })).toBe(6);
  });

  test('do not count when the others ask for less', () => {
    expect(byUtilization(4, 250, { pending: 2 })).toBe(1);
  });
});

describe('young pods', () => {
  test('count as unready for CPU: as nothing on scaling up, not at all on scaling down', () => {
    expect(byUtilization(4, 1000, { young: 2 })).toBe(4);
    expect(byUtilization(4, 1500, { young: 2 })).toBe(6);
    expect(byUtilization(4, 250, { young: 2 })).toBe(1);
  });

  test('count in full for any other metric', () => {
    expect(byAverage(4, 3000, { young: 2 })).toBe(12);
    expect(byAverage(4, 3000, { young: 2 }, true)).toBe(6);
  });
});

describe('nothing can be said of a metric of pods', () => {
  test.each([
    ['without a value', NaN, 1000, observed(3)],
    ['without a request', 500, NaN, observed(3)],
    ['with a request of zero', 500, 0, observed(3)],
    ['without a pod', 500, 1000, observed(0)],
    ['while all pods start', 500, 1000, observed(3, { starting: 3 })],
    ['while all pods are young', 500, 1000, observed(3, { young: 3 })],
  ])('%s', (_, value, request, pods) => {
    expect(podMetricReplicas(3, { value, target: 50, request, isCpu: true }, pods, TOLERANCE)).toBeNaN();
  });
});

describe('a value of an object', () => {
  test('is by its target times the ready pods, and pods that just became ready are not seen yet', () => {
    const pods = observed(4, { pending: 1, starting: 1 });
    expect(valueReplicas(4, 3000, 1000, pods, TOLERANCE)).toBe(6);
    expect(valueReplicas(4, 3000, 1000, observed(4, { justReady: 2 }), TOLERANCE)).toBe(6);
  });

  test('within the tolerance changes nothing, however few are ready', () => {
    expect(valueReplicas(4, 1100, 1000, observed(4, { starting: 4 }), TOLERANCE)).toBe(4);
  });

  test('from zero counts neither pods nor the tolerance', () => {
    expect(valueReplicas(0, 1050, 1000, observed(0), TOLERANCE)).toBe(2);
    expect(valueReplicas(0, 0, 1000, observed(0), TOLERANCE)).toBe(0);
  });

  test('says nothing where it cannot be read, or where there is no pod', () => {
    expect(valueReplicas(3, NaN, 1000, observed(3), TOLERANCE)).toBeNaN();
    expect(valueReplicas(3, 5000, 1000, observed(0), TOLERANCE)).toBeNaN();
  });

  test('is never more than a 32-bit number', () => {
    expect(valueReplicas(3, 1e15, 1, observed(3), TOLERANCE)).toBe(2 ** 31 - 1);
  });
});

describe('an average of an object', () => {
  test.each([
    ['is the value by the target, rounded up', 3, 7001, 8],
    ['counts all pods, ready or not, for the tolerance', 10, 10_900, 10],
    ['goes to zero without load', 3, 0, 0],
    ['from zero', 0, 1, 1],
    ['at zero of zero', 0, 0, 0],
  ])('%s', (_, existing, value, replicas) => {
    expect(averageReplicas(existing, value, 1000, TOLERANCE, false)).toBe(replicas);
  });

  test('says nothing where it cannot be read, and of more than 32 bits asks for none where the controller does', () => {
    expect(averageReplicas(3, NaN, 1000, TOLERANCE, false)).toBeNaN();
    expect(averageReplicas(3, 1e15, 1, TOLERANCE, false)).toBe(-(2 ** 31));
    expect(averageReplicas(3, 1e15, 1, TOLERANCE, true)).toBe(2 ** 31 - 1);
  });
});

describe('whatever the pods are', () => {
  const counts = fc.record({
    pending: fc.nat(5),
    starting: fc.nat(5),
    unmeasured: fc.nat(5),
    young: fc.nat(5),
    mature: fc.integer({ min: 1, max: 9 }),
  });

  test('an idle metric never asks for more replicas, and a busy one never for fewer', () => {
    const metric = fc.record({
      value: fc.nat(4000), target: fc.integer({ min: 1, max: 300 }), isCpu: fc.boolean(), request: fc.constant(1000),
    });
    fc.assert(fc.property(counts, metric, ({ mature, ...others }, given) => {
      const total = mature + others.pending + others.starting + others.unmeasured + others.young;
      const replicas = podMetricReplicas(total, given, observed(total, others), TOLERANCE);
      const percent = Math.floor(given.value / 10);
      if (percent <= given.target) expect(replicas).toBeLessThanOrEqual(total);
      // Pods that do not count may be given up while the others are busy: the real controller does so as well.
      else if (others.pending + others.young === 0) expect(replicas).toBeGreaterThanOrEqual(total);
    }), { numRuns: 500 });
  });
});
