import { KedaOperator } from '../../../src/forecast/engines/keda-operator';
import type { ScheduleModel } from '../../../src/forecast/model/service-model';
import { KedaActivation, ScheduledBounds, type ScaledService } from '../../../src/forecast/replay/other-scalers';

const MONDAY = new Date('2026-01-05T00:00:00Z');
const HOUR = 3600;

/** A service that only notes what is done to it. */
class Noted implements ScaledService {
  public readonly scaled: Array<[replicas: number, nowMs: number]> = [];

  public constructor(
    public readonly replicas: number,
    public readonly bounds?: { minReplicas: number; maxReplicas: number },
    private readonly queue?: number,
  ) {}

  public scaleTo(replicas: number, nowMs: number): void {
    this.scaled.push([replicas, nowMs]);
  }

  public total(metric: string): number | undefined {
    return metric === 'queue' ? this.queue : undefined;
  }
}

const keda = () => new KedaActivation(new KedaOperator({
  pollingSeconds: 30,
  cooldownSeconds: 0,
  initialCooldownSeconds: 0,
  minReplicaCount: 0,
  triggers: [{ metric: 'queue', type: 'prometheus', activationMilli: 0 }],
}, MONDAY));

const rule = (changes: Partial<ScheduleModel>) => (
  new ScheduledBounds({ name: 'morning', schedule: '0 8 * * *', timeZone: '', ...changes }, MONDAY));

describe('KEDA beside an autoscaler', () => {
  test('acts at its polls', () => {
    expect([-1, 0, 29, 30].map((at) => keda().after(at))).toEqual([0, 30, 30, 60]);
  });

  test.each<[string, number, number, Array<[number, number]>]>([
    ['wakes a service at rest', 0, 1000, [[1, 60_000]]],
    ['sends an idle one to rest', 3, 0, [[0, 60_000]]],
    ['leaves a busy one alone', 3, 1000, []],
  ])('%s, by the totals of its metrics', (_, replicas, queue, scaled) => {
    const service = new Noted(replicas, undefined, queue);
    keda().act(60, service);
    expect(service.scaled).toEqual(scaled);
  });
});

describe('a schedule beside an autoscaler', () => {
  test('acts at its times, in its time zone', () => {
    expect([-1, 0, 8 * HOUR, 30 * HOUR].map((at) => rule({}).after(at) / HOUR)).toEqual([8, 8, 32, 32]);
    expect(rule({ timeZone: 'Asia/Shanghai' }).after(-1) / HOUR).toBe(0);
  });

  test('that nobody can read never acts', () => {
    expect(rule({ schedule: 'at eight' }).after(0)).toBe(Infinity);
  });

  test.each<[string, Partial<ScheduleModel>, object, Array<[number, number]>]>([
    ['both bounds', { minReplicas: 3, maxReplicas: 9 }, { minReplicas: 3, maxReplicas: 9 }, []],
    ['the minimum alone', { minReplicas: 0 }, { minReplicas: 0, maxReplicas: 5 }, []],
    ['the maximum alone', { maxReplicas: 9 }, { minReplicas: 1, maxReplicas: 9 }, []],
    ['no minimum above the maximum', { minReplicas: 6 }, { minReplicas: 1, maxReplicas: 5 }, []],
    ['no maximum below the minimum', { maxReplicas: 0 }, { minReplicas: 1, maxReplicas: 5 }, []],
    ['the replicas', { replicas: 4 }, { minReplicas: 1, maxReplicas: 5 }, [[4, 60_000]]],
  ])('sets %s', (_, changes, bounds, scaled) => {
    const service = new Noted(2, { minReplicas: 1, maxReplicas: 5 });
    rule(changes).act(60, service);
    expect([service.bounds, service.scaled]).toEqual([bounds, scaled]);
  });

  test('sets replicas of a service without an autoscaler that runs', () => {
    const service = new Noted(2);
    rule({ minReplicas: 3, replicas: 4 }).act(60, service);
    expect(service.scaled).toEqual([[4, 60_000]]);
  });
});
