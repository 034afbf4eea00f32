import * as courses from '../../../src/forecast/demand/courses';
import type { Demand } from '../../../src/forecast/demand/demand';
import type { ServiceModel } from '../../../src/forecast/model/service-model';
import { hpaSettings } from '../../../src/forecast/reading/hpa-settings-of';
import type { OtherScaler } from '../../../src/forecast/replay/other-scalers';
import { replay as replayAll } from '../../../src/forecast/replay/replay';
import { CountedRoom } from '../../../src/forecast/replay/room';
import { ServiceRecord } from '../../../src/forecast/replay/service-record';
import { ServiceReplay } from '../../../src/forecast/replay/service-replay';
import { behavior, container, cores, CPU_60, demand, metric, podModel, QUEUE_2, service, settings } from '../models';

const AT_ONCE = settings({ behavior: behavior() });

/** A service after some minutes in loops of 15 seconds. */
function run(model: ServiceModel, load: Demand, minutes = 2, { most = Infinity, others = [] as OtherScaler[] } = {}) {
  const record = new ServiceRecord(60_000 * minutes, 60_000);
  const replayed = new ServiceReplay(model, load, new CountedRoom(most), record, others);
  for (let now = 0; now < 60_000 * minutes; now += 15_000) replayed.step(now, now + 15_000);
  return replayed;
}

const changes = ({ record }: ServiceReplay) => record.changes.map(({ at, replicas, ready }) => [at, replicas, ready]);
const started = (seconds: number) => podModel({ startupSeconds: [seconds] });

describe('one service', () => {
  test('follows its load from loop to loop', () => {
    const model = service('one', { hpa: AT_ONCE });
    expect(changes(run(model, cores([0, 0.6], [30, 1.8], [60, 0.6])))).toEqual([
      [0, 1, 1], [30, 3, 3], [60, 1, 1],
    ]);
  });

  test('pods that become ready between two loops do so at their moment', () => {
    const model = service('one', { hpa: AT_ONCE, pod: started(20) });
    const replay = run(model, cores([0, 0.6], [60, 1.8]));
    expect(changes(replay)).toEqual([[0, 1, 0], [20, 1, 1], [60, 3, 1], [80, 3, 3]]);
    // Two cores each: 20 seconds without a pod, none with one, because 1.8 is less than 2.
    expect([replay.record.unservedTime, replay.record.unserved]).toEqual([20_000, 0.6 * 20_000]);
  });

  test('misses no demand between two loops', () => {
    const held = courses.held(Float64Array.of(0, 7, 8, 22.5, 24.5), Float64Array.of(0, 60, 0, 30, 0));
    const { record } = run(service('one', { hpa: AT_ONCE }), demand({ cores: held }));
    expect([record.peakDemand, record.demanded, record.unservedTime]).toEqual([60, 120_000, 3000]);
    expect(record.unserved).toBe(58 * 1000 + 28 * 2000);
  });

  test.each([
    ['within the bounds', 7, 7],
    ['above the maximum', 30, 10],
    ['below the minimum', 1, 2],
    ['at zero', 0, 0],
  ])('without a load, only its bounds change replicas that are %s', (_, initialReplicas, replicas) => {
    const model = service('one', { initialReplicas, hpa: settings({ minReplicas: 2 }) });
    const replay = run(model, { metrics: new Map(), outages: new Map() });
    expect([replay.replicas, replay.leftOut]).toEqual([replicas, [CPU_60]]);
  });

  test('goes without the metrics that have no load', () => {
    const model = service('one', { hpa: { ...AT_ONCE, metrics: [CPU_60, QUEUE_2] } });
    const replay = run(model, metric('queue', [0, 9]));
    expect([replay.replicas, replay.leftOut]).toEqual([5, [CPU_60]]);
  });

  test('has pods without a node pending until there is room', () => {
    const replay = run(service('one', { hpa: AT_ONCE }), cores([0, 3]), 2, { most: 2 });
    expect(replay.pods.pending).toBe(replay.replicas - 2);
    // In its first 15 seconds the samples of a pod do not count.
    expect(replay.record.pendingTime).toBe(105_000);
    expect(replay.record.placedTime).toBe(15_000 + 2 * 105_000);
  });

  test('notes the time above its target, beyond the tolerance only', () => {
    const only = { ...AT_ONCE, maxReplicas: 1 };
    const above = (value: number) => run(service('one', { hpa: only }), cores([0, value])).record.aboveTime;
    expect([above(0.66), above(0.67)]).toEqual([0, 120_000]);
  });

  test('notes the time in which more is wanted than the maximum', () => {
    const replay = run(service('one', { hpa: { ...AT_ONCE, maxReplicas: 2 } }), cores([0, 0.6], [60, 4]));
    expect(replay.record.maximumTime).toBe(60_000);
  });

  test('is judged by other targets where such are given', () => {
    const hpa = { ...AT_ONCE, metrics: [{ ...CPU_60, value: 150 }] };
    const load = cores([0, 1.2]);
    expect(run(service('one', { hpa }), load).record.aboveTime).toBe(0);
    expect(run(service('one', { hpa, judgedBy: AT_ONCE }), load).record.aboveTime).toBe(120_000);
  });

  test('is judged at each moment, and by their tolerance', () => {
    const metrics = [{ ...QUEUE_2, value: 1_000_000 }];
    const judgedBy = (up: number) => settings({ metrics: [QUEUE_2], tolerance: { up, down: 0.1 } });
    const above = (up: number) => run(
      service('one', { hpa: { ...AT_ONCE, metrics }, judgedBy: judgedBy(up) }), metric('queue', [0, 1], [60, 3]),
    ).record.aboveTime;
    expect([above(0.1), above(0.6)]).toEqual([60_000, 0]);
  });

  test('an average of an object without a ready pod is as of one', () => {
    const model = service('one', { hpa: settings({ metrics: [QUEUE_2] }), pod: started(60) });
    expect(run(model, metric('queue', [0, 10])).record.spans.ofTarget[0]).toBe(5);
  });

  test('a container of its own decides where the autoscaler follows one', () => {
    const pod = podModel({ containers: [container(), container({ name: 'sidecar', share: 0, requestMilli: 1000 })] });
    const ofContainer = { ...CPU_60, type: 'ContainerResource', container: 'server' } as const;
    const replicas = (metrics: Array<typeof CPU_60>) => (
      run(service('one', { pod, hpa: { ...AT_ONCE, metrics } }), cores([0, 1.8])).replicas);
    expect([replicas([CPU_60]), replicas([ofContainer])]).toEqual([2, 3]);
  });
});

describe('what acts beside the autoscaler', () => {
  const every = (seconds: number, replicas: number, times: number[] = []): OtherScaler => ({
    after: (at) => (Math.floor(at / seconds) + 1) * seconds,
    act: (at, one) => { times.push(at); one.scaleTo(replicas, 1000 * at); },
  });

  test('acts at its times, also between two loops', () => {
    const times: number[] = [];
    const without = { metrics: new Map(), outages: new Map() };
    const replay = run(service(), without, 1, { others: [every(25, 3, times)] });
    expect(times).toEqual([0, 25, 50]);
    expect(changes(replay)).toEqual([[0, 3, 3]]);
  });

  test('several act each at their times', () => {
    const [one, other]: number[][] = [[], []];
    run(service(), cores([0, 1]), 1, { others: [every(20, 2, one), every(30, 3, other)] });
    expect([one, other]).toEqual([[0, 20, 40], [0, 30]]);
  });

  test('a change between two loops is recorded from its moment on', () => {
    const others = [{ ...every(70, 5), after: (at: number) => (at < 70 ? 70 : Infinity) }];
    const replay = run(service('one', { hpa: AT_ONCE, pod: started(2) }), cores([0, 0.6]), 2, { others });
    expect(changes(replay)).toEqual([[0, 1, 0], [2, 1, 1], [70, 5, 1], [72, 5, 5], [75, 1, 1]]);
  });
});

/** Ten pods whose load ends after ten minutes; each loop recommends a third of what was there before. */
function scalingIn(given?: object): Array<[at: number, replicas: number]> {
  const metrics = [{
    type: 'Object',
    object: { metric: { name: 'rps' }, target: { type: 'Value', value: '60' } },
  }];
  const model: ServiceModel = {
    id: 'default/Deployment/front',
    namespace: 'default',
    kind: 'Deployment',
    name: 'front',
    autoscaler: 'HorizontalPodAutoscaler/front',
    hpa: hpaSettings({ maxReplicas: 10, metrics, behavior: given }),
    pod: { containers: [], startupSeconds: [1], startupFrom: 'as given', metricsLagSeconds: 0, requests: {} },
    initialReplicas: 10,
    notModelled: [],
  };
  const rps = { valueAt: (seconds: number) => (seconds < 600 ? 60 : 20) };
  const { services: [{ record }] } = replayAll({
    services: [model],
    demands: new Map([[model.id, { metrics: new Map([['rps', rps]]), outages: new Map() }]]),
    seconds: 2400,
    from: new Date(0),
    syncSeconds: 15,
    spans: 1,
    begins: 'applied',
  });
  return record.changes.filter(({ replicas }, i) => replicas !== record.changes[i - 1]?.replicas)
    .map(({ at, replicas }) => [at, replicas]);
}

describe('scaling in after five minutes', () => {
  // The last loop with the load is at 585. Seen on a control plane of Kubernetes 1.37.2, with a loop of one second and
  // a window of ten: ten loops from one step to the next, and not eleven.
  test('takes twenty loops of fifteen seconds each time', () => {
    expect(scalingIn()).toEqual([[0, 10], [885, 4], [1185, 2], [1485, 1]]);
  });

  test('takes as long with a behavior', () => {
    expect(scalingIn({ scaleDown: { stabilizationWindowSeconds: 300 } })).toEqual(scalingIn());
  });
});
