import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { loadOf, randomOf, SCALED, servicesOf, type Example, type Step } from './examples';
import { Forecast, Load, LoadProfile, type ForecastOptions, type ForecastResult } from '../../src';
import type { ServiceModel } from '../../src/forecast/model/service-model';
import { folder as filesIn, ran, removeFolders } from '../cli/fake-terminal';

/** What holds of every forecast, whatever the load: shown on the examples, whose loads are random. */

const MINUTES = 90;
const HOURS = MINUTES / 60;
const RUN = { duration: Duration.minutes(MINUTES) };
const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);
/** The figures have six digits. */
const DIGITS = 1e-5;

/** Random steps of up to twice what all pods can do, with silence between some of them. */
function stepsOf(seed: number, { hpa }: ServiceModel): Step[] {
  const random = randomOf(seed);
  return Array.from({ length: 8 }, (_, i): Step => (
    [i * 600 + Math.floor(random() * 600), random() < 0.3 ? 0 : random() * 2 * hpa.maxReplicas]));
}

function forecastOf({ objects, services, nameOf }: Example, seed: number, options: ForecastOptions = {}): Forecast {
  return services.reduce(
    (forecast, one, i) => forecast.load(nameOf(one), loadOf(one, stepsOf(100 * seed + i, one), seed % 2 === 0)),
    Forecast.ofManifests([...objects], options),
  );
}

/** The fewest replicas that an autoscaler and what is beside it may set. */
function fewest({ hpa, keda }: ServiceModel): number {
  return Math.min(hpa.minReplicas, keda?.minReplicaCount ?? Infinity, keda?.idleReplicaCount ?? Infinity);
}

function windowOf({ hpa }: ServiceModel): number {
  return hpa.behavior?.scaleDown.stabilizationSeconds ?? hpa.downscaleStabilizationSeconds;
}

/** The places of what JSON has no way to write. */
function unwritable(value: unknown, place: string): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${place} is ${value}`];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => unwritable(one, `${place}.${name}`));
}

/** What is wrong with the forecast of one service, as sentences. */
function faults(result: ForecastResult, service: ServiceModel, name: string): string[] {
  const [least, most] = [fewest(service), service.hpa.maxReplicas];
  const wrong: string[] = [];
  for (const { at, replicas, ready } of result.changes(name)) {
    const when = `at ${at.toSeconds({ integral: false })} s`;
    if (replicas < least || replicas > most) wrong.push(`${replicas} replicas ${when}`);
    if (ready > replicas || ready < 0) wrong.push(`${ready} ready of ${replicas} ${when}`);
  }
  const hours = result.replicaHours(name);
  const bounds = [result.lowest(name), result.peak(name)].map((replicas) => replicas * HOURS);
  if (hours < bounds[0] * (1 - DIGITS) || hours > bounds[1] * (1 + DIGITS)) wrong.push(`${hours} replica-hours`);
  const unserved = result.unservedDemand(name);
  if (!(unserved >= 0 && unserved <= 1)) wrong.push(`${unserved} unserved`);
  for (const time of [result.timeAboveTarget(name), result.timeAtMaximum(name)]) {
    if (time.toMinutes({ integral: false }) > MINUTES) wrong.push('longer than the forecast');
  }
  if (result.peakReady(name) > result.peak(name)) wrong.push('more ready than there are');
  return wrong.map((text) => `${name}: ${text}`);
}

afterAll(removeFolders);

describe.each(SCALED)('%s', (_name, example) => {
  const { objects, services, nameOf, folder } = example;

  test('keeps replicas within their bounds, and figures within theirs', () => {
    for (const seed of SEEDS) {
      const result = forecastOf(example, seed).run(RUN);
      const wrong = services.flatMap((one) => faults(result, one, nameOf(one)));
      expect({ seed, wrong: [...wrong, ...unwritable(result._data, 'data')] }).toEqual({ seed, wrong: [] });
    }
  });

  test('is the same every time', () => {
    const [one, other] = [forecastOf(example, 1).run(RUN), forecastOf(example, 1).run(RUN)];
    expect(other.toJson()).toBe(one.toJson());
    expect(JSON.parse(one.toJson())).toEqual(JSON.parse(JSON.stringify(one._data)));
    expect(other.toHtml()).toBe(one.toHtml());
    const { before, after } = JSON.parse(one.comparedWith(other).toJson());
    expect(after).toEqual(before);
  });

  test('has nodes enough for all pods, and no more pods on few nodes than there is room', () => {
    const size = { cpu: Cpu.units(16), memory: Size.gibibytes(64), devices: { 'nvidia.com/gpu': 4 } };
    for (const seed of [1, 2, 3]) {
      const free = forecastOf(example, seed, { nodes: size }).run(RUN);
      const { nodes, services: data } = free._data;
      const asked = services.map(({ pod }, i) => (pod.requests.cpu ?? 0) / 1000 * data[i].replicaHours);
      expect(nodes!.nodeHours * 16).toBeGreaterThanOrEqual(sum(asked) * (1 - DIGITS));
      expect(data.map(({ secondsPending }) => secondsPending)).toEqual(data.map(() => 0));
      expect(Math.max(...nodes!.needed)).toBe(nodes!.peak);
      expect(nodes!.peak).toBeLessThanOrEqual(sum(data.map(({ peakReplicas }) => peakReplicas)));
      // As many nodes as were needed are enough: the figures stay the same.
      const enough = forecastOf(example, seed, { nodes: { ...size, count: nodes!.peak } }).run(RUN);
      expect(enough.toJson()).toBe(free.toJson());
      const one = forecastOf(example, seed, { nodes: { ...size, count: 1 } }).run(RUN);
      expect(one.peakNodes).toBeLessThanOrEqual(1);
      expect(services.flatMap((service) => faultsOfPending(one, service, nameOf(service)))).toEqual([]);
    }
  });

  test('has all its replicas under ten times what they can do, and its minimum when that is over', () => {
    const hour = 3600;
    const ended = services.reduce(
      (forecast, one) => forecast.load(nameOf(one), loadOf(one, [[0, 10 * one.hpa.maxReplicas], [hour, 0]])),
      Forecast.ofManifests([...objects]),
    ).run({ duration: Duration.hours(2) });
    for (const one of services) {
      const name = nameOf(one);
      expect([ended.peak(name), ended.peakReady(name)]).toEqual([one.hpa.maxReplicas, one.hpa.maxReplicas]);
      // KEDA's operator counts its cool-down from its last poll under load, the autoscaler from its last loop.
      const [wait, period] = one.keda
        ? [one.keda.cooldownSeconds, one.keda.pollingSeconds]
        : [windowOf(one), one.hpa.syncSeconds];
      // Where KEDA waits longer than the autoscaler, that one has left a single replica.
      const before = one.keda && wait > windowOf(one) + period ? 1 : one.hpa.maxReplicas;
      expect([hour + wait - period - 1, hour + wait + period].map((at) => ended.replicasAt(name, Duration.seconds(at))))
        .toEqual([before, fewest(one)]);
    }
  });

  test('forecasts a service alone as it does among others', () => {
    const together = forecastOf(example, 3).run(RUN);
    for (const [i, one] of services.entries()) {
      const own = objects.filter(({ kind, metadata }) => (
        !/^(HorizontalPodAutoscaler|ScaledObject|FederatedHPA)$/.test(kind)
        || `${metadata.namespace ?? 'default'}/${kind}/${metadata.name}` === `${one.namespace}/${one.autoscaler}`));
      const { services: left, nameOf: leftName } = servicesOf(own);
      const load = loadOf(one, stepsOf(300 + i, one));
      const alone = Forecast.ofManifests(own).load(leftName(left.find(({ id }) => id === one.id)!), load).run(RUN);
      const data = alone._data.services[left.findIndex(({ id }) => id === one.id)];
      expect(figuresOf(data)).toEqual(figuresOf(together._data.services[i]));
    }
  });

  test('takes two files of half a load as one of all, and sees no difference to itself', async () => {
    const columns = services.map((one) => `${nameOf(one)} cores`);
    const rows = SEEDS.map((seed) => services.map((one) => 8 * Math.floor(randomOf(seed)() * one.hpa.maxReplicas)));
    const file = (part: number) => [
      ['time', ...columns], ...rows.map((row, i) => [i * 300, ...row.map((value) => value * part)]),
    ].map((cells) => cells.join(',')).join('\n');
    const place = filesIn({ 'half.csv': file(0.5), 'whole.csv': file(1) });
    const json = ['forecast', folder, '--format', 'json'];
    const whole = await ran([...json, '--load', 'whole.csv'], { cwd: place });
    const halves = await ran([...json, '--load', 'half.csv', '--load', 'half.csv'], { cwd: place });
    expect([whole.code, halves]).toEqual([0, whole]);
    const { before, after } = JSON.parse(
      (await ran([...json, '--load', 'whole.csv', '--against', folder], { cwd: place })).out,
    );
    expect(before).toEqual(after);
    expect(after).toEqual(JSON.parse(whole.out));
  });
});

function faultsOfPending(result: ForecastResult, { hpa }: ServiceModel, name: string): string[] {
  return result.changes(name).filter(({ replicas, ready }) => replicas > hpa.maxReplicas || ready > replicas)
    .map(({ replicas, ready }) => `${name}: ${ready} ready of ${replicas}`);
}

function sum(values: readonly number[]): number {
  return values.reduce((all, one) => all + one, 0);
}

/** Without its name, and the notes: those of a joint inference speak of its other side. */
function figuresOf({ name: _, notes: _notes, ...data }: ForecastResult['_data']['services'][number]) {
  return data;
}

/** A server of one core with an autoscaler from 2 to 4 replicas; its Deployment says 1. */
function server(...metrics: object[]): any[] {
  const resources = { requests: { cpu: '1' }, limits: { cpu: '1' } };
  const spec = { containers: [{ name: 'server', image: 'a:1', resources }] };
  const template = { metadata: { labels: { app: 'a' } }, spec };
  const metadata = { name: 'a', namespace: 'vision' };
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { replicas: 1, selector: { matchLabels: { app: 'a' } }, template },
    },
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata,
      spec: { scaleTargetRef, minReplicas: 2, maxReplicas: 4, metrics },
    },
  ];
}

const utilization = (name: string) => (
  { type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization: 60 } } });

describe('an autoscaler', () => {
  test('lifts replicas to its minimum, whether or not there is a load of what it follows', () => {
    const result = Forecast.ofManifests(server(utilization('cpu'))).run(RUN);
    expect(result.lowest('a')).toBe(2);
  });

  test.each(['memory', 'nvidia.com/gpu'])(
    'scales nothing in while it cannot read %s, of which there is no load either', (name) => {
      const load = Load.cores(LoadProfile.steps([
        { at: Duration.minutes(0), value: 4 }, { at: Duration.minutes(10), value: 0 },
      ]));
      const result = Forecast.ofManifests(server(utilization('cpu'), utilization(name))).load('a', load).run(RUN);
      expect(result.notes.join()).toContain('holds back scaling in');
      expect(result.replicasAt('a', RUN.duration)).toBe(4);
    });
});
