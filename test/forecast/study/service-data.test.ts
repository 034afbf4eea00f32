import type { Demand } from '../../../src/forecast/demand/demand';
import type { ServiceModel } from '../../../src/forecast/model/service-model';
import { runStudy } from '../../../src/forecast/study/study';
import {
  behavior, container, cores, course, CPU_60, demand, metric, podModel, QUEUE_2, service, settings,
} from '../models';

const AT_ONCE = settings({ behavior: behavior(), maxReplicas: 3 });

function data(changes: Partial<ServiceModel> = {}, load?: Demand, seconds = 120) {
  const model = service('one', { hpa: AT_ONCE, ...changes });
  const demands = new Map(load ? [[model.id, load]] : []);
  return runStudy({ services: [model], notes: [], demands, seconds, syncSeconds: 15 }).data.services[0];
}

describe('the figures of a service', () => {
  test('say what it is, and what it may be', () => {
    expect(data({ initialReplicas: 2, autoscaler: 'ScaledObject/one' })).toMatchObject({
      name: 'one',
      namespace: 'vision',
      workload: 'Deployment/one',
      autoscaler: 'ScaledObject/one',
      minReplicas: 1,
      maxReplicas: 3,
      initialReplicas: 2,
      metrics: [{ name: 'CPU utilization', target: '60 %' }],
    });
  });

  test('say what its load makes of it', () => {
    expect(data({}, cores([0, 0.6], [60, 3]))).toMatchObject({
      peakReplicas: 3,
      lowestReplicas: 1,
      finalReplicas: 3,
      peakReady: 3,
      changes: 1,
      demandUnit: 'cores',
      peakDemand: 3,
      replicaHours: Number((4 * 60 / 3600).toPrecision(6)),
      unservedShare: 0,
      secondsUnserved: 0,
      secondsAboveTarget: 60,
      secondsAtMaximum: 60,
      secondsPending: 0,
    });
  });

  test('have the share of the demand that found no room', () => {
    const { unservedShare, secondsUnserved, series } = data({}, cores([0, 2], [60, 8]));
    expect([unservedShare, secondsUnserved]).toEqual([Number((120 / 600).toPrecision(6)), 60]);
    expect(series.unserved).toEqual([0, 0, 0, 0, 2, 2, 2, 2]);
  });

  test('say nothing of a room that nobody knows: of a metric, and without a load', () => {
    const queue = data({ hpa: settings({ metrics: [QUEUE_2] }) }, metric('queue', [0, 4]));
    expect([queue.demandUnit, queue.unservedShare, queue.secondsUnserved, queue.series.unserved]).toEqual([
      'queue', undefined, undefined, [],
    ]);
    expect(data().unservedShare).toBeUndefined();
    expect(data().demandUnit).toBeUndefined();
  });

  test('of no demand have a share of none', () => {
    expect(data({}, cores([0, 0])).unservedShare).toBe(0);
  });

  test('have the highest metric in percent of its target, and nothing where none could be read', () => {
    const { series } = data({}, { ...cores([0, 0.3]), outages: new Map([['cpu', [[60, 999]] as const]]) });
    expect(series.ofTarget).toEqual([50, 50, 50, 50, null, null, null, null]);
  });

  test('have the replicas of each cluster at the peak', () => {
    const division = { clusters: ['a', 'b'], weights: [2, 1], duplicated: false };
    expect(data({ division }, cores([0, 9])).clusters).toEqual([
      { name: 'a', peakReplicas: 2 }, { name: 'b', peakReplicas: 1 },
    ]);
    expect(data().clusters).toBeUndefined();
  });

  test('have six digits', () => {
    expect(data({}, cores([0, 1 / 3])).peakDemand).toBe(0.333333);
  });
});

test('where nothing limits a pod, what finds no room is unknown, but for a time without one', () => {
  const pod = podModel({ containers: [container({ limitMilli: undefined })], startupSeconds: [60] });
  expect(data({ pod }, cores([0, 9])).unservedShare).toBeUndefined();
  expect(data({ pod, initialReplicas: 0 }, cores([0, 9])).unservedShare).toBe(1);
  expect(data({ pod }, cores([0, 0])).unservedShare).toBe(0);
});

describe('the notes of a service', () => {
  const unlimited = podModel({ containers: [container({ limitMilli: undefined })] });
  const requests = demand({ requests: { rate: course([0, 1]), serviceSeconds: 1, cpuSeconds: 1 } });

  test('begin with what is not modelled of it', () => {
    expect(data({ notModelled: ['Spread.'] }, cores([0, 1])).notes).toEqual(['Spread.']);
  });

  test('say that it has no load, and then nothing of its metrics', () => {
    expect(data().notes).toEqual(['No load is given: only its minimum and maximum change the replicas.']);
  });

  test('name the metrics without a load', () => {
    const [note, ...others] = data({ hpa: { ...AT_ONCE, metrics: [CPU_60, QUEUE_2] } }, cores([0, 1])).notes;
    expect(note).toContain('queue, average per pod');
    expect(others).toEqual([]);
  });

  test('name the loads that change nothing', () => {
    const other = { ...metric('queu', [0, 1]), cores: course([0, 1]) };
    expect(data({}, other).notes).toEqual([
      'The load of queu changes nothing: its autoscaler has no metric of this name.',
    ]);
    expect(data({}, { ...requests, cores: course([0, 9]) }).notes).toEqual([
      'The load of cores changes nothing: its CPU follows from its requests.',
    ]);
  });

  test.each([
    ['cores', cores([0, 1]), 1],
    ['requests', requests, 1],
    ['a metric', metric('queue', [0, 1]), 0],
  ])('of a load in %s say where nothing shows what one pod can do', (_, load, count) => {
    const hpa = { ...AT_ONCE, metrics: [load.metrics.size > 0 ? QUEUE_2 : CPU_60] };
    const of = (pod: ServiceModel['pod']) => data({ hpa, pod }, load).notes.length;
    expect([of(unlimited), of(podModel())]).toEqual([count, 0]);
  });
});
