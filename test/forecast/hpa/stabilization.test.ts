import * as fc from 'fast-check';
import { Stabilization } from '../../../src/forecast/hpa/stabilization';
import { behavior, settings } from '../models';

const S = 1000;

const plain = (downscaleStabilizationSeconds = 300) => new Stabilization(settings({ downscaleStabilizationSeconds }));
const windows = (up: number, down: number) => new Stabilization(settings({
  behavior: behavior({ stabilizationSeconds: up }, { stabilizationSeconds: down }),
}));

describe('without behavior', () => {
  test('the highest recommendation of the window counts, and one as old as the window still does', () => {
    const it = plain();
    it.remember(0, 8);
    expect([100, 300, 300.001].map((at) => it.stabilize(at * S, 8, 3))).toEqual([8, 8, 3]);
  });

  test('scaling up waits for nothing', () => {
    const it = plain();
    it.remember(0, 1);
    expect(it.stabilize(15 * S, 1, 9)).toBe(9);
  });

  test('the window is that of the flag of the controller', () => {
    const it = plain(60);
    it.remember(0, 8);
    expect([60, 61].map((at) => it.stabilize(at * S, 8, 3))).toEqual([8, 3]);
  });
});

describe('with behavior', () => {
  test('a recommendation as old as the window down is out of it', () => {
    const it = windows(0, 300);
    it.remember(0, 8);
    expect([299.999, 300].map((at) => it.stabilize(at * S, 8, 3))).toEqual([8, 3]);
  });

  test('up, the lowest recommendation of its window counts', () => {
    const it = windows(60, 0);
    it.remember(0, 2);
    expect([15, 59.999, 60].map((at) => it.stabilize(at * S, 2, 9))).toEqual([2, 2, 9]);
  });

  test('both windows hold the replicas where they are while a metric swings', () => {
    const it = windows(60, 60);
    it.remember(0, 5);
    expect([3, 8, 2, 9].map((wanted, i) => it.stabilize((15 + 15 * i) * S, 5, wanted))).toEqual([5, 5, 5, 5]);
  });

  test('without windows the recommendation is taken as it is', () => {
    const it = windows(0, 0);
    it.remember(0, 5);
    expect([3, 8].map((wanted) => it.stabilize(15 * S, 5, wanted))).toEqual([3, 8]);
  });

  test('is what a list of all recommendations says, whatever the windows and the course', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.nat(12), fc.nat(12)), { maxLength: 60 });
    const window = fc.constantFrom(0, 15, 60, 90);
    fc.assert(fc.property(steps, window, window, (given, up, down) => {
      const it = windows(up, down);
      const all: Array<[number, number]> = [];
      let now = 0;
      for (const [pass, current, wanted] of given) {
        now += pass * S;
        const since = (seconds: number) => all.filter(([at]) => at > now - seconds * S).map(([, one]) => one);
        const most = Math.max(wanted, ...since(down));
        const least = Math.min(wanted, ...since(up));
        expect(it.stabilize(now, current, wanted)).toBe(Math.min(Math.max(current, least), most));
        all.push([now, wanted]);
      }
    }), { numRuns: 150 });
  });
});
