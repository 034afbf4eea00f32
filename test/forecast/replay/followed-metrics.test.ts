import type { Demand } from '../../../src/forecast/demand/demand';
import { UNREADABLE_METRIC, type MetricSettings } from '../../../src/forecast/model/hpa-settings';
import type { PodModel } from '../../../src/forecast/model/service-model';
import { FollowedMetrics, metricsWithLoad } from '../../../src/forecast/replay/followed-metrics';
import { ServiceLoad } from '../../../src/forecast/replay/service-load';
import { container, cores, course, CPU_60, demand, metric, podModel, QUEUE_2, service, settings } from '../models';

const SIDECAR = container({ name: 'sidecar', share: 0, requestMilli: 200 });
const POD = podModel({ containers: [container({ requestMilli: 1000 }), SIDECAR] });
const CONTAINER: MetricSettings = { ...CPU_60, type: 'ContainerResource', container: 'server' };
const PODS: MetricSettings = { type: 'Pods', name: 'queue', target: 'averageValue', value: 4000 };
const MEMORY: MetricSettings = { ...CPU_60, name: 'memory' };

/** What is read of metrics at a moment, with ready pods. */
function followed(metrics: readonly MetricSettings[], load: Demand, ready = 2, pod: PodModel = POD, seconds = 0) {
  const state = new ServiceLoad(service('one', { pod }), load);
  state.move(seconds, ready);
  const it = new FollowedMetrics(metrics, pod, load, state);
  it.seconds = seconds;
  return it;
}

const REQUESTED = podModel({ containers: [container({ requestMilli: 1000, memoryRequest: 2 ** 30 })] });
const names = (metrics: readonly MetricSettings[], load: Demand) => {
  const { followed: kept, left } = metricsWithLoad({ hpa: settings({ metrics }), pod: REQUESTED }, load);
  return [kept.map(({ name }) => name), left.map(({ name }) => name)];
};

describe('a metric is followed where the load says something of it', () => {
  const requests = demand({ requests: { rate: course([0, 1]), serviceSeconds: 1, cpuSeconds: 1 } });
  const flight: MetricSettings = { ...PODS, name: 'triton_requests_in_flight' };

  test.each<[string, readonly MetricSettings[], Demand, string[], string[]]>([
    ['CPU of cores', [CPU_60, CONTAINER, QUEUE_2], cores([0, 1]), ['cpu', 'cpu'], ['queue']],
    ['CPU of requests, and signals of servers', [CPU_60, flight, PODS], requests,
      ['cpu', 'triton_requests_in_flight'], ['queue']],
    ['a metric by its name', [CPU_60, QUEUE_2, PODS], metric('queue', [0, 1]), ['queue', 'queue'], ['cpu']],
    ['memory by its name', [MEMORY], metric('memory', [0, 1]), ['memory'], []],
    ['no memory of cores', [MEMORY], cores([0, 1]), [], ['memory']],
    ['no metric that only has the name of CPU', [{ ...PODS, name: 'cpu' }], cores([0, 1]), [], ['cpu']],
    ['nothing without a load', [CPU_60, QUEUE_2], demand(), [], ['cpu', 'queue']],
    ['a device, which nothing serves, always', [{ ...MEMORY, name: 'nvidia.com/gpu' }], cores([0, 1]),
      ['nvidia.com/gpu'], []],
    ['what can never be read, always', [UNREADABLE_METRIC], demand(), [''], []],
  ])('%s', (_, metrics, load, kept, left) => {
    expect(names(metrics, load)).toEqual([kept, left]);
  });
});

test('a utilization of what no container requests is never read, so it is followed: it holds back scaling in', () => {
  const unrequested = podModel({ containers: [container({ requestMilli: undefined })] });
  const choice = metricsWithLoad({ hpa: settings({ metrics: [CPU_60, MEMORY] }), pod: unrequested }, demand());
  expect([choice.followed, choice.left]).toEqual([[CPU_60, MEMORY], []]);
});

describe('a loop reads', () => {
  test.each<[string, MetricSettings, Demand, number, number]>([
    ['CPU of a pod, against the requests of all its containers', CPU_60, cores([0, 3]), 1500, 1200],
    ['CPU of one container, against its request', CONTAINER, cores([0, 3]), 1500, 1000],
    ['CPU of a container that takes no share', { ...CONTAINER, container: 'sidecar' }, cores([0, 3]), 0, 200],
    ['a part of the total for each pod', PODS, metric('queue', [0, 9]), 4500, 1200],
    ['the total of another object', QUEUE_2, metric('queue', [0, 9]), 9000, 1200],
    ['the total of an object', { ...QUEUE_2, type: 'Object' }, metric('queue', [0, 9]), 9000, 1200],
    ['memory of a pod in thousandths', { ...MEMORY, target: 'averageValue' }, metric('memory', [0, 4]), 2000, NaN],
    ['nothing without a load', PODS, cores([0, 3]), NaN, 1200],
    ['nothing for ever', UNREADABLE_METRIC, metric('queue', [0, 9]), NaN, 1200],
  ])('%s', (_, given, load, value, request) => {
    const it = followed([given], load);
    expect([it.read(0), it.request(0)]).toEqual([value, request]);
  });

  test('the request of the pod as a whole where it states one, but not of a container', () => {
    const pod = { ...POD, podRequestMilli: 1500 };
    const it = followed([CPU_60, CONTAINER], cores([0, 1]), 1, pod);
    expect([it.request(0), it.request(1)]).toEqual([1500, 1000]);
    const memory = podModel({ containers: [container({ memoryRequest: 7 })], podRequestMilli: 1500 });
    expect(followed([MEMORY], metric('memory', [0, 1]), 1, memory).request(0)).toBe(7000);
  });

  test('the memory of the pod as a whole', () => {
    const pod = { ...POD, podMemoryRequest: 2 ** 30 };
    expect(followed([MEMORY], metric('memory', [0, 1]), 1, pod).request(0)).toBe(1000 * 2 ** 30);
  });

  test('no request where all is 0, so no proportion of it', () => {
    const none = podModel({ containers: [container({ requestMilli: 0 })] });
    for (const pod of [none, { ...POD, podRequestMilli: 0 }]) {
      const it = followed([CPU_60], cores([0, 1]), 1, pod);
      expect([it.request(0), it.ofTarget(1)]).toEqual([NaN, NaN]);
    }
  });

  test('no request where one container has none, or where the container is not there', () => {
    const pod = podModel({ containers: [container(), container({ name: 'b', requestMilli: undefined })] });
    const it = followed([CPU_60, CONTAINER, { ...CONTAINER, container: 'c' }], cores([0, 1]), 1, pod);
    expect([it.request(0), it.request(1), it.request(2)]).toEqual([NaN, 1000, NaN]);
  });

  test('memory against the memory that is requested, in thousandths of a byte', () => {
    const pod = podModel({ containers: [container({ memoryRequest: 2 ** 30 })] });
    const it = followed([MEMORY], metric('memory', [0, 2 ** 30]), 1, pod);
    expect([it.read(0), it.request(0)]).toEqual([1000 * 2 ** 30, 1000 * 2 ** 30]);
    expect(it.ofTarget(1)).toBeCloseTo(100 / 60);
  });

  test('nothing while a metric is out, by its name', () => {
    const load = { ...cores([0, 3]), outages: new Map([['cpu', [[10, 20]] as const]]) };
    expect([9, 10, 20].map((at) => followed([CPU_60], load, 2, POD, at).read(0))).toEqual([1500, NaN, 1500]);
  });

  test('one metric goes on while another is out', () => {
    const outages = new Map([['queue', [[0, 20]] as const]]);
    const load = { ...metric('queue', [0, 9]), cores: course([0, 3]), outages };
    const it = followed([CPU_60, QUEUE_2], load);
    expect([it.read(0), it.read(1)]).toEqual([1500, NaN]);
  });
});

describe('the total of a metric by its name', () => {
  test('is in thousandths, and nothing while it is out or where there is no load of it', () => {
    const load = { ...metric('queue', [0, 9]), outages: new Map([['queue', [[10, 20]] as const]]) };
    const it = followed([QUEUE_2], load);
    expect([0, 10, 20].map((at) => it.total('queue', at))).toEqual([9000, undefined, 9000]);
    expect(it.total('other', 0)).toBeUndefined();
  });
});

describe('in proportion to its target', () => {
  test.each<[string, MetricSettings, Demand, number]>([
    ['a utilization', { ...CPU_60, value: 50 }, cores([0, 2.4]), 2],
    ['an average of pods', PODS, metric('queue', [0, 16]), 2],
    ['an average of an object', QUEUE_2, metric('queue', [0, 8]), 2],
    ['a value', { ...QUEUE_2, target: 'value' }, metric('queue', [0, 4]), 2],
  ])('%s', (_, given, load, proportion) => {
    expect(followed([given], load).ofTarget(2)).toBe(proportion);
  });

  test('the highest of all counts, whatever cannot be read', () => {
    const load = { ...metric('queue', [0, 12]), cores: course([0, 2.4]) };
    expect(followed([{ ...CPU_60, value: 50 }, QUEUE_2, UNREADABLE_METRIC], load).ofTarget(2)).toBe(3);
    expect(followed([UNREADABLE_METRIC, QUEUE_2, CPU_60], load).ofTarget(2)).toBe(3);
    expect(followed([UNREADABLE_METRIC], load).ofTarget(2)).toBeNaN();
    expect(followed([], load).ofTarget(2)).toBeNaN();
  });
});
