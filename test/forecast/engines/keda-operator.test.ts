import { KedaOperator } from '../../../src/forecast/engines/keda-operator';
import type { KedaModel, KedaTriggerModel } from '../../../src/forecast/model/service-model';

const MONDAY = new Date('2026-11-02T00:00:00Z');
const HOUR = 3600;

const QUEUE: KedaTriggerModel = { metric: 'queue', type: 'prometheus', activationMilli: 0 };
const OTHER: KedaTriggerModel = { metric: 'other', type: 'redis', activationMilli: 0 };

function model(more: Partial<KedaModel> = {}): KedaModel {
  return {
    pollingSeconds: 30, cooldownSeconds: 300, initialCooldownSeconds: 0, minReplicaCount: 0, triggers: [QUEUE], ...more,
  };
}

/** The replicas after each poll, for the values of the queue that the polls read; `null` cannot be read. */
function run(keda: KedaModel, replicas: number, values: ReadonlyArray<number | null>, other?: number): number[] {
  const operator = new KedaOperator(keda, MONDAY);
  let now = replicas;
  let at = operator.nextPoll(-1);
  return values.map((value) => {
    now = operator.poll(at, now, (metric) => (metric === 'queue' ? value ?? undefined : other)) ?? now;
    at = operator.nextPoll(at);
    return now;
  });
}

describe("KEDA's operator", () => {
  test('polls at 0 and then in its interval', () => {
    const operator = new KedaOperator(model(), MONDAY);
    expect([-1, 0, 1, 29, 30, 31].map((at) => operator.nextPoll(at))).toEqual([0, 30, 30, 30, 60, 60]);
  });

  test('wakes between polls where a scaler pushes, and goes to zero at a poll alone', () => {
    const pushed = model({ isPushed: true, cooldownSeconds: 0 });
    const operator = new KedaOperator(pushed, MONDAY);
    expect([-1, 0, 1, 30].map((at) => operator.nextPoll(at))).toEqual([0, 1, 2, 31]);
    expect(operator.poll(7, 0, () => 1)).toBe(1);
    expect([8, 29].map((at) => operator.poll(at, 1, () => 0))).toEqual([undefined, undefined]);
    expect(operator.poll(30, 1, () => 0)).toBe(0);
  });

  test('sends an idle workload to zero at the first poll', () => {
    expect(run(model(), 3, [0])).toEqual([0]);
  });

  test('waits for the initial cooldown before', () => {
    expect(run(model({ initialCooldownSeconds: 60 }), 1, [0, 0, 0])).toEqual([1, 1, 0]);
  });

  test('wakes to one, or to the minimum', () => {
    expect(run(model(), 0, [0, 1])).toEqual([0, 1]);
    expect(run(model({ minReplicaCount: 3, idleReplicaCount: 0 }), 0, [1])).toEqual([3]);
  });

  test('is active strictly above the activation', () => {
    const triggers = [{ ...QUEUE, activationMilli: 5000 }];
    expect(run(model({ triggers }), 0, [5000, 5001])).toEqual([0, 1]);
  });

  test('counts the cooldown from the last active poll', () => {
    expect(run(model({ cooldownSeconds: 60 }), 0, [1, 1, 0, 0, 0])).toEqual([1, 1, 1, 0, 0]);
  });

  test('leaves more than zero to the autoscaler', () => {
    expect(run(model(), 4, [1, 1])).toEqual([4, 4]);
    expect(run(model({ minReplicaCount: 1 }), 4, [0, 0])).toEqual([4, 4]);
  });

  test('lifts to the minimum while nothing is active', () => {
    expect(run(model({ minReplicaCount: 2 }), 1, [0])).toEqual([2]);
    expect(run(model({ minReplicaCount: 2 }), 1, [1])).toEqual([1]);
  });

  test('goes to the idle replicas, and back to the minimum', () => {
    const keda = model({ minReplicaCount: 2, idleReplicaCount: 0, cooldownSeconds: 30 });
    expect(run(keda, 5, [1, 0, 0, 1])).toEqual([5, 0, 0, 2]);
  });

  test('changes nothing while a metric cannot be read and none is active', () => {
    expect(run(model(), 3, [null, null, 0])).toEqual([3, 3, 0]);
    expect(run(model(), 0, [null])).toEqual([0]);
  });

  test('does not take an unreadable moment for the beginning of a new cooldown', () => {
    const triggers = [QUEUE, OTHER];
    expect(run(model({ triggers, cooldownSeconds: 60 }), 0, [null, 0, 0, 0], 0)).toEqual([0, 0, 0, 0]);
  });

  test('one unreadable trigger of two keeps it from zero for ever, and from waking it not', () => {
    const triggers = [QUEUE, OTHER];
    expect(run(model({ triggers }), 1, Array(100).fill(0))).toEqual(Array(100).fill(1));
    expect(run(model({ triggers }), 0, [1])).toEqual([1]);
  });

  test('an active poll beside an unreadable one does not renew the cooldown', () => {
    const triggers = [QUEUE, OTHER];
    const operator = new KedaOperator(model({ triggers, cooldownSeconds: 60 }), MONDAY);
    const poll = (at: number, queue: number, other?: number) => (
      operator.poll(at, 2, (metric) => (metric === 'queue' ? queue : other)));
    expect(poll(0, 1, 0)).toBeUndefined();
    expect(poll(30, 1)).toBeUndefined();
    expect(poll(60, 0, 0)).toBe(0);
  });

  test('with cpu alone a workload is always active, and with another trigger cpu does not wake it', () => {
    const cpu: KedaTriggerModel = { metric: 'cpu', type: 'cpu', activationMilli: 0 };
    expect(run(model({ triggers: [cpu] }), 0, [null])).toEqual([1]);
    expect(run(model({ triggers: [cpu, QUEUE] }), 0, [0], 900)).toEqual([0]);
  });

  test('annotations hold one direction, or keep it awake', () => {
    expect(run(model({ isScaleInPaused: true }), 2, [0])).toEqual([2]);
    expect(run(model({ isScaleOutPaused: true }), 0, [1])).toEqual([0]);
    expect(run(model({ isForcedActive: true }), 0, [0])).toEqual([1]);
  });
});

describe('a cron trigger', () => {
  const cron = (start: string, end: string, timeZone = 'UTC'): KedaTriggerModel => (
    { metric: 's0-cron', type: 'cron', activationMilli: 0, cron: { start, end, timeZone, replicas: 5 } });

  test.each([
    ['by day', '0 8 * * *', '0 18 * * *', [0, 0, 5000, 5000, 0]],
    ['over midnight', '0 18 * * *', '0 8 * * *', [5000, 5000, 0, 0, 5000]],
    ['on workdays only', '0 8 * * 2-5', '0 18 * * 2-5', [0, 0, 0, 0, 0]],
  ])('has its replicas within its hours and 0 outside, %s', (_, start, end, values) => {
    const operator = new KedaOperator(model({ triggers: [cron(start, end)] }), MONDAY);
    const hours = [0, 7.99, 8, 17.99, 18];
    expect(hours.map((hour) => operator.cronValue('s0-cron', hour * HOUR))).toEqual(values);
  });

  test('wakes at its start and rests a cooldown after its end, without another metric', () => {
    const operator = new KedaOperator(model({ triggers: [cron('0 8 * * *', '0 9 * * *')] }), MONDAY);
    const read = () => undefined;
    expect(operator.poll(8 * HOUR - 30, 0, read)).toBeUndefined();
    expect(operator.poll(8 * HOUR, 0, read)).toBe(1);
    expect(operator.poll(9 * HOUR - 30, 5, read)).toBeUndefined();
    expect(operator.poll(9 * HOUR + 240, 5, read)).toBeUndefined();
    expect(operator.poll(9 * HOUR + 270, 5, read)).toBe(0);
  });

  test('whose time zone nobody knows is a metric that cannot be read', () => {
    const operator = new KedaOperator(model({ triggers: [cron('0 8 * * *', '0 9 * * *', 'Mars/X')] }), MONDAY);
    expect(operator.cronValue('s0-cron', 0)).toBeUndefined();
    expect(operator.poll(0, 2, () => 0)).toBeUndefined();
  });

  test('is no other metric', () => {
    expect(new KedaOperator(model(), MONDAY).cronValue('queue', 0)).toBeUndefined();
  });
});
