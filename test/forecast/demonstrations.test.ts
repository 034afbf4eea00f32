import * as fs from 'node:fs';
import * as path from 'node:path';
import { Duration } from 'cdk8s';
import { loadAll } from 'js-yaml';
import { Forecast, ForecastResult, Load, LoadProfile } from '../../src';
import { spokeManifests } from '../fleet/spoke-manifests';

/**
 * What the documents show from which the examples are, forecast from the manifests of the examples, in the pace of a
 * cluster: a loop every 15 seconds, and five minutes until the first scaling in. All times are seconds.
 */

const EXAMPLES = path.join(__dirname, '../../examples');

function objectsOf(example: string): any[] {
  const folder = path.join(EXAMPLES, example, 'golden');
  return fs.readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort()
    .flatMap((name) => loadAll(fs.readFileSync(path.join(folder, name), 'utf8')));
}

type At = readonly [seconds: number, value: number];

function steps(...given: readonly At[]): LoadProfile {
  return LoadProfile.steps(given.map(([at, value]) => ({ at: Duration.seconds(at), value })));
}

const minutes = (amount: number) => ({ duration: Duration.minutes(amount) });

/** Each change of the replicas that are asked for. */
function replicas(result: ForecastResult, service: string): At[] {
  return changes(result, service, 'replicas');
}

function ready(result: ForecastResult, service: string): At[] {
  return changes(result, service, 'ready');
}

function changes(result: ForecastResult, service: string, field: 'replicas' | 'ready'): At[] {
  const all = result.changes(service);
  return all.filter((change, i) => change[field] !== all[i - 1]?.[field])
    .map((change): At => [change.at.toSeconds(), change[field]]);
}

/** The courses of a service, in spans of 15 seconds. */
function seriesOf(result: ForecastResult, service: string) {
  const { services } = JSON.parse(result.toJson());
  const { series } = services.find(({ name }: any) => name === service);
  expect(series.secondsPerSpan).toBe(15);
  const spanAt = (seconds: number) => seconds / 15;
  return {
    /** The highest CPU utilization in the span, whole, as kubectl shows it. */
    percentAt: (seconds: number, target: number) => (
      Math.trunc((series.ofTarget[spanAt(seconds)] * target) / 100 + 0.001)),
    ofTargetAt: (seconds: number): number => series.ofTarget[spanAt(seconds)] / 100,
    servedAt: (seconds: number): number => series.demand[spanAt(seconds)] - series.unserved[spanAt(seconds)],
    unservedAt: (seconds: number): number => series.unserved[spanAt(seconds)],
  };
}

describe('ResNet101 on TensorFlow Serving: 426 % of 60 %, four replicas, and back to one', () => {
  const name = 'image-classifier-resnet101';
  // The pod of the document is on a node of four cores: alone it is at 2.13, and all four are at 4.3 together.
  const load = Load.cores(steps([0, 0], [60, 2.13], [90, 4.3], [240, 0]));
  const result = Forecast.ofManifests(objectsOf('tensorflow-serving-resnet'), {
    startup: { [name]: Duration.seconds(15) },
  }).load(name, load).run(minutes(15));
  const series = seriesOf(result, name);

  test('goes to four in the first loop that sees the load, and to one five minutes after the last loop of it', () => {
    expect(replicas(result, name)).toEqual([[0, 1], [60, 4], [525, 1]]);
    expect(result.replicasAt(name, Duration.seconds(524))).toBe(4);
  });

  test('shows the figures of kubectl: 0 %, 426 % with one pod, 215 % with four, 0 %', () => {
    expect([45, 60, 90, 225, 240].map((at) => series.percentAt(at, 60))).toEqual([0, 426, 215, 215, 0]);
  });

  test('wants more than its maximum, but for the loop in which three pods are not measured yet', () => {
    // 426 of 60 are eight replicas, four times 215 of 60 are fifteen.
    expect(result.timeAtMaximum(name).toSeconds()).toBe(180 - 15);
  });
});

describe('LlamaEdge on KubeEdge: from one replica to ten, for a target of 50 %', () => {
  const name = 'wasmedge-qwen-2-0-5b-allminilm-2';
  const run = (load: Load) => Forecast.ofManifests(objectsOf('kubeedge-llamaedge'), {
    startup: { [name]: Duration.seconds(5) },
  }).load(name, load).run(minutes(40));

  test('doubles while all pods are busy: a pod that uses all it requests is at twice the target', () => {
    const result = run(Load.cores(steps([0, 0], [60, 30], [1200, 0])));
    expect(replicas(result, name)).toEqual([[0, 1], [60, 2], [90, 4], [120, 8], [150, 10], [1485, 1]]);
    expect(seriesOf(result, name).percentAt(60, 50)).toBe(100);
    expect(result.peakReady(name)).toBe(10);
  });

  test('takes longer with two compute threads on a request of three cores: no pod is above 66 %', () => {
    // Two cores for a second each, one at a time. A control plane of Kubernetes 1.37.2 with a loop of 15 seconds took
    // the same steps, one in each loop: its samples are of one second. With those of metrics-server every second loop
    // has one.
    const busy = { serviceTime: Duration.seconds(1), cpuTime: Duration.seconds(2), parallel: 1 };
    const result = run(Load.requests({ profile: steps([0, 0], [60, 15], [1200, 0]), ...busy }));
    const loops = [60, 90, 120, 150, 180, 210];
    expect(replicas(result, name)).toEqual(
      [[0, 1], ...loops.map((at, i) => [at, [2, 3, 4, 6, 8, 10][i]]), [1485, 1]]);
    expect(seriesOf(result, name).percentAt(60, 50)).toBe(66);
  });

  test('has as many as half of their requests is the load', () => {
    // 7.5 cores are five pods at 50 % of 3 cores.
    const result = run(Load.cores(steps([0, 0], [60, 7.5])));
    expect(result.replicasAt(name, Duration.minutes(40))).toBe(5);
    expect(seriesOf(result, name).percentAt(2385, 50)).toBe(50);
  });
});

describe("Sedna's joint inference: two at the edge, five in the cloud", () => {
  const edge = 'helmet-detection-inference-example-deployment-edge';
  const cloud = 'helmet-detection-inference-example-deployment-cloud';
  const forecast = Forecast.ofManifests(objectsOf('sedna-helmet-detection'));

  test('of the figures that kubectl shows: 348, 535 and 769 % of 50 % at the edge, 37 % of 20 % in the cloud', () => {
    // Two pods of 50m, at the edge, and three of 1024m in the cloud.
    const atEdge = steps([0, 0], [60, 0.348], [120, 0.535], [180, 0.769]);
    const inCloud = steps([0, 0], [60, 3 * 0.37 * 1.024]);
    const result = forecast.load(edge, Load.cores(atEdge)).load(cloud, Load.cores(inCloud)).run(minutes(15));
    expect(replicas(result, edge)).toEqual([[0, 1], [60, 2]]);
    // Of an odd number of milli-cores, both have the smaller half: 535 and 769 lose one.
    expect([105, 165, 225].map((at) => seriesOf(result, edge).percentAt(at, 50))).toEqual([348, 534, 768]);
    expect(replicas(result, cloud)).toEqual([[0, 1], [60, 4], [75, 5]]);
    // Five are enough: 22 % are within the tolerance of 20 %.
    expect(seriesOf(result, cloud).percentAt(885, 20)).toBe(22);
    expect(result.timeAtMaximum(edge).toMinutes()).toBe(14);
  });

  test('of requests, where the edge sends every second one on as a hard example', () => {
    const frames = Load.requests({ profile: steps([0, 0], [60, 10]), serviceTime: Duration.millis(70) });
    const examples = Load.requests({ profile: LoadProfile.constant(0), serviceTime: Duration.millis(200) });
    const result = forecast.load(edge, frames.withHardExamples(0.5)).load(cloud, examples).run(minutes(15));
    expect([result.peak(edge), result.peak(cloud)]).toEqual([2, 5]);
    // 5 requests a second of 200 ms are one core: 100 % of 20 % with one pod, 20 % with five.
    expect(seriesOf(result, cloud).percentAt(885, 20)).toBe(19);
    expect(seriesOf(result, cloud).servedAt(885)).toBeCloseTo(5, 6);
  });
});

describe('engines of video: frames that are inferred, and frames that are dropped', () => {
  const cars = 'ei-infer-car-fp32-app';
  const people = 'ei-infer-people-app';
  const forecast = Forecast.ofManifests(objectsOf('elastic-video-inference'));

  test('one engine of cars infers 3.7 frames a second and drops 21; four infer four times as many', () => {
    // A frame takes what half a core, the limit, does in 1 / 3.7 seconds.
    const load = Load.requests({ profile: steps([0, 0], [60, 24.7]), serviceTime: Duration.millis(500 / 3.7) });
    const result = forecast.load(cars, load).run(minutes(30));
    const series = seriesOf(result, cars);
    expect(replicas(result, cars)).toEqual([[0, 1], [60, 4]]);
    expect([series.servedAt(60), series.unservedAt(60)]).toEqual([expect.closeTo(3.7, 1), expect.closeTo(21, 1)]);
    expect(series.servedAt(1785) / series.servedAt(60)).toBeCloseTo(4, 6);
    expect(series.unservedAt(1785)).toBeCloseTo(9.9, 1);
    // At their limit of 0.5 they use 250 % of what they request.
    expect(series.percentAt(1785, 80)).toBe(250);
  });

  test('people: two engines infer 20 frames a second where one infers 10, and none is dropped', () => {
    const frames = steps([0, 0], [60, 20]);
    const engine = { serviceTime: Duration.millis(100), cpuTime: Duration.millis(20), parallel: 1 };
    // Frames that come for each that is inferred; 0.5 while none comes.
    const ratio = Load.metric('ei_scale_ratio', steps([0, 0.5], [60, 2], [1200, 0.5]));
    const result = forecast.load(people, Load.requests({ profile: frames, ...engine }).plus(ratio)).run(minutes(30));
    const series = seriesOf(result, people);
    expect(replicas(result, people).slice(0, 2)).toEqual([[0, 1], [60, 2]]);
    expect(ready(result, people).at(-2)?.[1]).toBe(2);
    expect([60, 105].map(series.servedAt)).toEqual([10, 20].map((fps) => expect.closeTo(fps, 6)));
    expect([60, 105].map(series.unservedAt)).toEqual([10, 0].map((fps) => expect.closeTo(fps, 6)));
    expect([60, 105].map(series.ofTargetAt)).toEqual([2, 1]);
  });

  test('people: a ratio of 2.4 in a loop asks for three', () => {
    const result = forecast.load(people, Load.metric('ei_scale_ratio', steps([0, 0.5], [60, 2.4]))).run(minutes(10));
    expect(result.peak(people)).toBe(3);
  });
});

describe('many clusters: a head sends 30 and 70 % of the requests', () => {
  const of = (example: string, spoke: string) => Forecast.ofManifests(spokeManifests(objectsOf(example)).get(spoke)!);
  const load = (cores: number, share: number) => Load.cores(steps([0, 0], [120, cores]).scaled(share));

  test.each([
    // 3 cores in all, 0.6 for each pod.
    ['hypermlservice', 'spoke3', 'embeddings', 3, 0.3, 2],
    ['hypermlservice', 'spoke4', 'embeddings', 3, 0.7, 4],
    // 6 cores in all: Beijing has at most four, Shanghai eight by its override.
    ['karmada-fleet', 'bj', 'mnist', 6, 0.3, 3],
    ['karmada-fleet', 'sh', 'mnist', 6, 0.7, 7],
    ['karmada-fleet', 'bj', 'mnist', 12, 0.3, 4],
    ['karmada-fleet', 'sh', 'mnist', 12, 0.7, 8],
  ])('%s, %s: %s of %p cores with %p of them has %p replicas', (example, spoke, name, cores, share, peak) => {
    const result = of(example, spoke).load(name, load(cores, share)).run(minutes(15));
    expect([result.peak(name), result.replicasAt(name, Duration.minutes(15))]).toEqual([peak, peak]);
  });

  test('what is inside a HyperMLService is forecast from what its clusters get, and the hub says so', () => {
    const { services, notes } = Forecast.ofManifests(objectsOf('hypermlservice')).run(minutes(1));
    expect(services).toEqual([]);
    expect(notes).toEqual([
      'Not modelled: HyperMLService demo/hmls-sample, as its services are made in other clusters.',
    ]);
  });

  test("Karmada's federated autoscaler has ten over both clusters, in equal parts, and two without load", () => {
    const result = Forecast.ofManifests(objectsOf('karmada-fleet'))
      .load('embeddings', Load.cores(steps([0, 0], [120, 6], [1200, 0]))).run(minutes(30));
    expect(result.peak('embeddings')).toBe(10);
    expect(result.replicasAt('embeddings', Duration.minutes(30))).toBe(2);
    const { services } = JSON.parse(result.toJson());
    expect(services.find(({ name }: any) => name === 'embeddings').clusters)
      .toEqual([{ name: 'bj', peakReplicas: 5 }, { name: 'sh', peakReplicas: 5 }]);
  });
});
