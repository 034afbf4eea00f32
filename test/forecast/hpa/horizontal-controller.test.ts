import { HorizontalController } from '../../../src/forecast/hpa/horizontal-controller';
import type { ObservedPods } from '../../../src/forecast/hpa/observed-pods';
import { UNREADABLE } from '../../../src/forecast/hpa/replica-calculator';
import type { HpaSettings, MetricSettings } from '../../../src/forecast/model/hpa-settings';
import { behavior, observed, QUEUE_2, settings } from '../models';

const PODS_1: MetricSettings = { type: 'Pods', name: 'in_flight', target: 'averageValue', value: 1000 };
const VALUE_1: MetricSettings = { type: 'Object', name: 'rate', target: 'value', value: 1000 };
const PLAIN = { behavior: undefined };

/** A controller that is looped every 15 seconds, and sees all its pods ready: with a `behavior` that limits nothing. */
class Loop {
  public replicas: number;
  public readonly controller: HorizontalController;
  private now = 0;

  public constructor(changes: Partial<HpaSettings>, replicas: number) {
    this.controller = new HorizontalController(settings({ behavior: behavior(), maxReplicas: 100, ...changes }));
    this.replicas = replicas;
  }

  /** The replicas after a loop that reads values, in the order of the metrics; a request is one core. */
  public after(values: readonly number[], pods: ObservedPods = observed(this.replicas), seconds = 15): number {
    this.replicas = this.controller.reconcile(this.now, this.replicas, pods, {
      read: (index) => values[index], request: () => 1000,
    });
    this.now += 1000 * seconds;
    return this.replicas;
  }
}

describe('one metric', () => {
  test.each([
    ['CPU in percent of requests', settings().metrics[0], 900, 8],
    ['CPU as an average', { type: 'Resource', name: 'cpu', target: 'averageValue', value: 500 }, 1000, 10],
    ['a container\'s CPU in percent',
      { type: 'ContainerResource', name: 'cpu', container: 'server', target: 'utilization', value: 50 }, 1000, 10],
    ['a metric of pods', PODS_1, 2000, 10],
    ['the value of an object', VALUE_1, 2000, 10],
    ['the average of an object', { ...VALUE_1, target: 'averageValue' }, 7500, 8],
    ['an outside metric as a value', { ...QUEUE_2, target: 'value' }, 4000, 10],
    ['an outside metric by replicas', QUEUE_2, 16_000, 8],
  ] as Array<[string, MetricSettings, number, number]>)('%s asks for its replicas', (_, metric, value, replicas) => {
    expect(new Loop({ metrics: [metric] }, 5).after([value])).toBe(replicas);
  });

  test('only samples of CPU are doubted while pods are young', () => {
    const young = () => observed(4, { young: 2 });
    const metrics = [{ ...PODS_1, name: 'cpu' }];
    expect(new Loop({ metrics }, 4).after([2000], young())).toBe(8);
    expect(new Loop({ metrics: [{ ...PODS_1, type: 'Resource', name: 'cpu' }] }, 4).after([2000], young())).toBe(4);
    expect(new Loop({ metrics: [{ ...PODS_1, type: 'Resource', name: 'memory' }] }, 4).after([2000], young())).toBe(8);
  });

  test('an average of an object counts the pods that exist, not those that are asked for', () => {
    expect(new Loop({ metrics: [QUEUE_2] }, 5).after([6400])).toBe(4);
    expect(new Loop({ metrics: [QUEUE_2] }, 5).after([6400], observed(3))).toBe(3);
  });

  test('each direction has its tolerance', () => {
    const tolerance = { up: 0, down: 0.5 };
    expect(new Loop({ metrics: [PODS_1], tolerance }, 100).after([1010])).toBe(100);
    expect(new Loop({ metrics: [PODS_1], tolerance, maxReplicas: 500 }, 100).after([1010])).toBe(101);
    expect(new Loop({ metrics: [PODS_1], tolerance }, 100).after([500])).toBe(100);
    expect(new Loop({ metrics: [PODS_1], tolerance }, 100).after([499])).toBe(50);
  });
});

describe('several metrics', () => {
  const metrics = [PODS_1, QUEUE_2];

  test('the highest counts, up and down', () => {
    expect(new Loop({ metrics }, 5).after([1600, 12_000])).toBe(8);
    expect(new Loop({ metrics }, 5).after([1600, 20_000])).toBe(10);
    expect(new Loop({ metrics }, 5).after([200, 6000])).toBe(3);
  });

  test('one that cannot be read holds back scaling down, and not scaling up', () => {
    expect(new Loop({ metrics }, 5).after([200, UNREADABLE])).toBe(5);
    expect(new Loop({ metrics }, 5).after([UNREADABLE, 2000])).toBe(5);
    expect(new Loop({ metrics }, 5).after([1600, UNREADABLE])).toBe(8);
  });

  test('beside one that cannot be read, one at its target is a recommendation', () => {
    const loop = new Loop({ metrics }, 5);
    expect([loop.after([1000, UNREADABLE]), loop.controller.recommendation]).toEqual([5, 5]);
  });

  test('nothing happens where none can be read, and nothing of it is remembered', () => {
    const loop = new Loop({ metrics, ...PLAIN, downscaleStabilizationSeconds: 60 }, 5);
    expect(loop.after([UNREADABLE, UNREADABLE])).toBe(5);
    expect(loop.controller.recommendation).toBeNaN();
    expect([60, 60].map((seconds) => loop.after([200, 2000], undefined, seconds))).toEqual([5, 1]);
  });
});

describe('the bounds', () => {
  test('are reached at once, without metrics and without a pace', () => {
    const slow = behavior({ policies: [] }, { policies: [] });
    expect(new Loop({ minReplicas: 20 }, 1).after([UNREADABLE])).toBe(20);
    expect(new Loop({ maxReplicas: 3 }, 30).after([UNREADABLE])).toBe(3);
    expect(new Loop({ minReplicas: 20, behavior: slow }, 1).after([UNREADABLE])).toBe(20);
    expect(new Loop({ maxReplicas: 3, behavior: slow }, 30).after([UNREADABLE])).toBe(3);
  });

  test('may be changed while it runs', () => {
    const loop = new Loop({ metrics: [PODS_1], minReplicas: 1, maxReplicas: 6 }, 4);
    expect(loop.after([9000])).toBe(6);
    loop.controller.bounds.maxReplicas = 20;
    expect(loop.after([9000])).toBe(20);
    loop.controller.bounds.minReplicas = 15;
    expect(loop.after([0])).toBe(15);
    loop.controller.bounds.maxReplicas = 8;
    expect(loop.after([9000])).toBe(8);
  });

  test('a recommendation beyond them is known', () => {
    const loop = new Loop({ metrics: [PODS_1], maxReplicas: 6 }, 4);
    loop.after([9000]);
    expect(loop.controller.recommendation).toBe(36);
  });
});

describe('zero replicas', () => {
  const metrics = [QUEUE_2];

  test('turn an autoscaler off that did not go there', () => {
    expect(new Loop({ metrics }, 0).after([50_000])).toBe(0);
    expect(new Loop({ metrics, minReplicas: 0 }, 0).after([50_000])).toBe(0);
    expect(new Loop({ minReplicas: 3 }, 0).after([900])).toBe(0);
  });

  test('are left again by one that went there itself', () => {
    const loop = new Loop({ metrics, minReplicas: 0 }, 2);
    expect([0, 0, 1000, 5000].map((value) => loop.after([value]))).toEqual([0, 0, 1, 3]);
  });

  test('are left by an autoscaler of an object only for its minimum, where that was raised', () => {
    const loop = new Loop({ metrics, minReplicas: 0 }, 2);
    expect(loop.after([0])).toBe(0);
    loop.controller.bounds.minReplicas = 3;
    expect(loop.after([0])).toBe(3);
  });

  test('are left to at most four at once without behavior, and never by a policy of a share', () => {
    const loop = new Loop({ metrics, minReplicas: 0, ...PLAIN, downscaleStabilizationSeconds: 10 }, 2);
    expect([0, 0, 90_000].map((value) => loop.after([value]))).toEqual([2, 0, 4]);
    const percent = behavior({ policies: [{ type: 'Percent', value: 100, periodSeconds: 1 }] });
    const stuck = new Loop({ metrics, minReplicas: 0, behavior: percent }, 2);
    expect([0, 90_000].map((value) => stuck.after([value]))).toEqual([0, 0]);
  });

  test('are never left by an autoscaler that follows no object', () => {
    const loop = new Loop({ metrics: [PODS_1], minReplicas: 0 }, 2);
    expect([0, 5000].map((value) => loop.after([value]))).toEqual([0, 0]);
    loop.controller.bounds.minReplicas = 3;
    expect(loop.after([5000], observed(2))).toBe(0);
  });
});

describe('over time', () => {
  const metrics = [PODS_1];

  test('without behavior a higher recommendation holds for 300 seconds, and in the loop at their end', () => {
    const loop = new Loop({ metrics, ...PLAIN }, 4);
    expect(loop.after([1000])).toBe(4);
    const courses = Array.from({ length: 22 }, () => loop.after([250]));
    expect(courses.lastIndexOf(4)).toBe(19);
    expect(courses[20]).toBe(1);
  });

  test('with a window of 300 seconds in behavior it holds until the loop before their end', () => {
    const loop = new Loop({ metrics, behavior: behavior({}, { stabilizationSeconds: 300 }) }, 4);
    expect(loop.after([1000])).toBe(4);
    const courses = Array.from({ length: 22 }, () => loop.after([250]));
    expect(courses.lastIndexOf(4)).toBe(18);
    expect(courses[19]).toBe(1);
  });

  test('the replicas at its first loop count as recommended', () => {
    const loop = new Loop({ metrics, ...PLAIN, downscaleStabilizationSeconds: 60 }, 7);
    expect(Array.from({ length: 6 }, () => loop.after([0]))).toEqual([7, 7, 7, 7, 7, 1]);
  });

  test('a policy of one pod a minute adds one pod a minute', () => {
    const up = { policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] } as const;
    const loop = new Loop({ metrics, behavior: behavior(up) }, 2);
    expect(Array.from({ length: 9 }, () => loop.after([9000]))).toEqual([3, 3, 3, 3, 4, 4, 4, 4, 5]);
  });

  test('without behavior it doubles', () => {
    const loop = new Loop({ metrics, ...PLAIN }, 1);
    expect(Array.from({ length: 6 }, () => loop.after([90_000]))).toEqual([4, 8, 16, 32, 64, 100]);
  });
});
