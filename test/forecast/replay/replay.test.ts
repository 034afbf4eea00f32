import type { Demand } from '../../../src/forecast/demand/demand';
import type { KedaModel, ServiceModel } from '../../../src/forecast/model/service-model';
import { replay, type ReplayInput } from '../../../src/forecast/replay/replay';
import type { ServiceReplay } from '../../../src/forecast/replay/service-replay';
import { behavior, container, cores, course, demand, metric, podModel, QUEUE_2, service, settings } from '../models';

const MONDAY = new Date('2026-01-05T00:00:00Z');
const MINUTE = 60;
const HOUR = 3600;
const AT_ONCE = settings({ behavior: behavior() });

type Loads = ReadonlyArray<readonly [ServiceModel, Demand?]>;

function run(loads: Loads, changes: Partial<ReplayInput> = {}) {
  return replay({
    services: loads.map(([model]) => model),
    demands: new Map(loads.flatMap(([{ id }, load]) => (load ? [[id, load] as const] : []))),
    seconds: 10 * MINUTE,
    from: MONDAY,
    syncSeconds: 15,
    begins: 'applied',
    spans: 288,
    ...changes,
  });
}

const changesOf = ({ record }: ServiceReplay) => record.changes.map(({ at, replicas }) => [at, replicas]);
const figures = ({ record }: ServiceReplay) => ({ ...record, spans: { ...record.spans } });

describe('several services', () => {
  const one = service('one', { hpa: AT_ONCE, pod: podModel({ startupSeconds: [40] }) });
  const other = service('other');

  test('come out in the order in which they were given, whatever their order is', () => {
    const loads: Loads = [[one, cores([0, 0.6], [60, 3])], [other, cores([0, 2], [200, 0.1])]];
    const [a, b] = run(loads).services;
    const [d, c] = run([...loads].reverse()).services;
    expect([a.model.name, b.model.name, d.model.name, c.model.name]).toEqual(['one', 'other', 'other', 'one']);
    expect([figures(a), figures(b)]).toEqual([figures(c), figures(d)]);
  });

  test('are replayed with many nodes as without nodes', () => {
    const loads: Loads = [[one, cores([0, 0.6], [60, 3])], [other, cores([0, 2], [200, 0.1])]];
    const without = run(loads).services.map(figures);
    expect(run(loads, { nodes: { size: { cpu: 4000 } } }).services.map(figures)).toEqual(without);
  });

  test('without a load keep their replicas', () => {
    const [replayed] = run([[service('idle', { initialReplicas: 7 })]]).services;
    expect(changesOf(replayed)).toEqual([[0, 7]]);
  });

  test('loops come as often as is said', () => {
    const [replayed] = run([[one, cores([0, 0.6], [70, 1.8])]], { syncSeconds: 50 }).services;
    expect(changesOf(replayed).find(([, replicas]) => replicas === 3)).toEqual([100, 3]);
  });

  test('the last stretch ends with the load, within a loop', () => {
    const [{ record }] = run([[other, cores([0, 0.6])]], { seconds: 20 }).services;
    expect(record.placedTime).toBe(20_000);
  });
});

describe('the spans of a course', () => {
  test.each([
    [10 * MINUTE, 288, 40, 15],
    [24 * HOUR, 288, 288, 300],
    [24 * HOUR + 15, 288, 275, 315],
    [10 * MINUTE, 1, 1, 600],
    [20, 288, 2, 15],
  ])('%i s in at most %i spans are %i of whole loops: %i s', (seconds, spans, count, length) => {
    const [{ record }] = run([[service()]], { seconds, spans }).services;
    expect([record.spans.count, record.spans.spanMs / 1000]).toEqual([count, length]);
  });
});

describe('nodes that all services share', () => {
  const big = (name: string) => service(name, { hpa: AT_ONCE, pod: podModel({ requests: { cpu: 1000 } }) });

  test('are counted while there are pods on them', () => {
    const loads: Loads = [
      [big('one'), cores([0, 0.6], [60, 1.8], [120, 0.6])],
      [big('other'), cores([0, 0.6], [60, 1.2], [180, 0.6])],
    ];
    const { nodes } = run(loads, { nodes: { size: { cpu: 2000 } }, seconds: 240, spans: 4 });
    expect([...nodes!.needed]).toEqual([1, 3, 2, 1]);
    expect(nodes!.peak).toBe(3);
    expect(nodes!.time).toBe(60_000 * (1 + 3 + 2 + 1));
  });

  test('that are full hold the pods of no other service, until pods leave', () => {
    const loads: Loads = [
      [big('one'), cores([0, 0.6], [60, 1.8], [180, 0.6])],
      [big('other'), cores([0, 0.6], [120, 1.2])],
    ];
    const [, other] = run(loads, { nodes: { size: { cpu: 2000 }, count: 2 }, seconds: 300 }).services;
    expect(other.record.pendingTime).toBe(60_000);
    expect(other.record.peakReady).toBe(2);
  });

  test('do not exist in the record where none are given', () => {
    expect(run([[big('one')]]).nodes).toBeUndefined();
  });
});

describe('a joint inference', () => {
  const hpa = settings({ behavior: behavior(), maxReplicas: 2 });
  const pod = podModel({ containers: [container({ limitMilli: 1000 })] });
  const edge = service('edge', { hpa, pod });
  const cloud = service('cloud', { hpa: AT_ONCE, hardExamplesFrom: edge.id });
  const load = demand({
    requests: { rate: course([0, 1], [60, 12]), serviceSeconds: 0.5, cpuSeconds: 0.5 }, hardExamples: 0.5,
  });

  test('sends to its cloud a share of what its edge completes', () => {
    const [, replayed] = run([[edge, load], [cloud]]).services;
    expect(replayed.load.unit).toBe('requests/s');
    // Two pods at the edge complete two requests per second each.
    expect([replayed.record.peakDemand, replayed.load.demand]).toEqual([2, 2]);
    expect(replayed.record.peakReplicas).toBe(2);
  });

  test('sends what it completes at that time', () => {
    const [, replayed] = run([[edge, load], [cloud]]).services;
    const { demand: mean } = replayed.record.spans;
    expect([mean[0], mean[3], mean[39]]).toEqual([0.5, 0.5, 2]);
  });

  test('comes to the same where the cloud is given first', () => {
    const [a, b] = run([[edge, load], [cloud]]).services;
    const [d, c] = run([[cloud], [edge, load]]).services;
    expect([figures(a), figures(b)]).toEqual([figures(c), figures(d)]);
  });

  test('sends nothing where its edge is no service', () => {
    const [replayed] = run([[cloud]]).services;
    expect(replayed.load.unit).toBeUndefined();
  });
});

describe('KEDA', () => {
  const keda: KedaModel = {
    pollingSeconds: 30,
    cooldownSeconds: 120,
    initialCooldownSeconds: 0,
    minReplicaCount: 0,
    triggers: [{ metric: 'queue', type: 'prometheus', activationMilli: 0 }],
  };
  const scaled = (changes: Partial<ServiceModel> = {}) => service('worker', {
    keda, hpa: settings({ behavior: behavior(), metrics: [QUEUE_2] }), initialReplicas: 0, ...changes,
  });

  test('wakes a service at rest, its autoscaler does the rest, and it goes back to zero a cooldown later', () => {
    const [replayed] = run([[scaled(), metric('queue', [0, 0], [100, 10], [200, 0])]]).services;
    // A poll at 120 s, and a loop behind it; the last active poll is at 180 s, and its cooldown is over at 300 s.
    expect(changesOf(replayed)).toEqual([[0, 0], [120, 5], [210, 1], [300, 0]]);
  });

  test('a cron trigger needs no load', () => {
    const cron = { start: '5 * * * *', end: '8 * * * *', timeZone: 'UTC', replicas: 3 };
    const model = scaled({
      keda: { ...keda, triggers: [{ metric: 's0-cron', type: 'cron', activationMilli: 0, cron }] },
      hpa: settings({ behavior: behavior(), metrics: [{ ...QUEUE_2, name: 's0-cron', value: 1000 }] }),
    });
    const [replayed] = run([[model]], { seconds: 15 * MINUTE }).services;
    expect(changesOf(replayed)).toEqual([[0, 0], [300, 3], [480, 1], [570, 0]]);
  });
});

describe('a schedule', () => {
  const schedules = [
    { name: 'up', schedule: '2 * * * *', timeZone: '', minReplicas: 3, maxReplicas: 4 },
    { name: 'down', schedule: '5 * * * *', timeZone: '', minReplicas: 1 },
  ];

  test('changes the bounds of the autoscaler, which follows at once', () => {
    const [replayed] = run([[service('one', { hpa: AT_ONCE, schedules }), cores([0, 0.6], [180, 9])]]).services;
    expect(changesOf(replayed).filter(([, replicas], i, all) => replicas !== all[i - 1]?.[1])).toEqual([
      [0, 1], [120, 3], [180, 4],
    ]);
  });

  test('is in its time zone', () => {
    const shifted = [{ ...schedules[0], schedule: '2 8 * * *', timeZone: 'Asia/Shanghai' }];
    const [replayed] = run([[service('one', { hpa: AT_ONCE, schedules: shifted }), cores([0, 0.6])]]).services;
    expect(changesOf(replayed)).toEqual([[0, 1], [120, 3]]);
  });

  test('at the very beginning acts before the first loop', () => {
    const midnight = [{ ...schedules[0], schedule: '0 0 * * *' }];
    const [replayed] = run([[service('one', { hpa: AT_ONCE, schedules: midnight }), cores([0, 0.6])]]).services;
    expect(changesOf(replayed)).toEqual([[0, 3]]);
  });
});
