import { Duration } from 'cdk8s';
import { Forecast, Load, LoadProfile } from '../../src';
import { refused, testChart } from '../helpers';
import { addClassifier, classifier, coresAt, HOUR, reachesOut } from './classifier';
import { deployment, hpa, POD } from './reading/read';
import { manifests } from '../rules/manifests';

const LOAD = coresAt([0, 0.5], [10, 2.3], [30, 0.5]);
const day = classifier().load('classifier', LOAD).run(HOUR);
const slow = classifier({ startup: { classifier: Duration.seconds(90) } }).load('classifier', LOAD).run(HOUR);
const small = classifier({}, { maxReplicas: 2 }).load('classifier', coresAt([0, 0.5], [10, 5], [40, 0.5])).run(HOUR);
const minutes = (value: number) => Duration.minutes(value);

describe('the result of a forecast', () => {
  test('has the services by their shortest names', () => {
    expect(day.services).toEqual(['classifier']);
  });

  test('has the figures of a service by any of its names', () => {
    for (const name of ['classifier', 'vision/classifier', 'Deployment/classifier', 'vision/Deployment/classifier']) {
      expect(day.peak(name)).toBe(4);
    }
  });

  test('tells services apart', () => {
    const chart = testChart();
    addClassifier(chart, 'Detector');
    addClassifier(chart, 'Classifier');
    const both = Forecast.of(chart).load('detector', coresAt([0, 0.5], [10, 5])).load('classifier', LOAD).run(HOUR);
    expect(both.services).toEqual(['detector', 'classifier']);
    expect(both.services.map((name) => both.peak(name))).toEqual([9, 4]);
    expect(both.services.map((name) => both.replicasAt(name, minutes(60)))).toEqual([9, 1]);
    expect(both.toSvg('classifier')).not.toBe(both.toSvg('detector'));
  });

  test('has the most and the fewest replicas', () => {
    expect([day.peak('classifier'), day.lowest('classifier'), day.peakReady('classifier')]).toEqual([4, 1, 4]);
  });

  test('has the hours of all pods', () => {
    // Four from minute 10 until the loop before 5 minutes after the load fell.
    expect(day.replicaHours('classifier')).toBeCloseTo((60 + 3 * 24.75) / 60, 6);
  });

  test('has the demand that found no room, as a share', () => {
    expect(day.unservedDemand('classifier')).toBeCloseTo((0.3 * 0) / 66, 6);
    // Two pods of two cores each: one core of five is too much for 30 minutes.
    expect(small.unservedDemand('classifier')).toBeCloseTo(30 / (0.5 * 30 + 5 * 30), 2);
  });

  test('of a load that is a metric has no demand without room', () => {
    const queue = classifier().load('classifier', Load.metric('queue', LoadProfile.constant(5))).run(HOUR);
    expect(queue.unservedDemand('classifier')).toBe(0);
  });

  test('has the time above target and at the maximum', () => {
    expect(small.timeAboveTarget('classifier').toMinutes()).toBe(30);
    expect(small.timeAtMaximum('classifier').toMinutes()).toBe(30);
    expect(day.timeAtMaximum('classifier').toSeconds()).toBe(0);
  });

  test('has the replicas at a moment', () => {
    const at = (value: number) => day.replicasAt('classifier', minutes(value));
    expect([0, 9, 10, 30, 34, 36, 600].map(at)).toEqual([1, 1, 4, 4, 4, 1, 1]);
    expect(day.replicasAt('classifier', Duration.millis(599_999))).toBe(1);
  });

  test('has each change of replicas and of ready pods', () => {
    const changes = slow.changes('classifier').map(({ at, replicas, ready }) => [at.toSeconds(), replicas, ready]);
    expect(changes.slice(0, 3)).toEqual([[0, 1, 1], [600, 4, 1], [690, 4, 4]]);
  });

  test('knows no replicas after the changes that it keeps', () => {
    const swings = LoadProfile.bursts({ base: 1, height: 8, length: minutes(1), every: minutes(2) });
    const swinging = deployment(POD) + hpa('maxReplicas: 9, '
      + 'behavior: { scaleDown: { stabilizationWindowSeconds: 0 } }, '
      + 'metrics: [{ type: External, external: { metric: { name: queue }, target: { averageValue: 1 } } }]');
    const long = Forecast.ofManifests(manifests(swinging)).load('classifier', Load.metric('queue', swings))
      .run({ duration: Duration.days(12) });
    expect(long.changes('classifier')).toHaveLength(10_000);
    expect(long.replicasAt('classifier', Duration.days(1))).toBeGreaterThan(1);
    expect(refused(() => long.replicasAt('classifier', Duration.days(11)))).toEqual([
      ['forecast/after-kept-changes', 'at'],
    ]);
  });

  test('says in its notes what is not modelled, with the service that it is of', () => {
    const estimated = classifier({ startup: {} }).run(HOUR).notes;
    expect(estimated.some((note) => /^classifier: A pod is ready after \d+ s/.test(note))).toBe(true);
    expect(estimated).toContain('classifier: No load is given: only its minimum and maximum change the replicas.');
  });

  test('has no nodes where none were asked for', () => {
    expect(day.peakNodes).toBeUndefined();
  });
});

describe('a result is printed', () => {
  test('as a table of at most 100 columns', () => {
    const lines = day.toText().split('\n');
    expect(lines.join('\n')).toContain('classifier');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test('as JSON with all figures', () => {
    const { seconds, services: [one] } = JSON.parse(day.toJson());
    expect([seconds, one.name, one.peakReplicas, one.series.replicas.length]).toEqual([3600, 'classifier', 4, 240]);
  });

  test('as one page that loads nothing', () => {
    const page = day.toHtml();
    expect(page).toMatch(/^<!doctype html>/i);
    expect(page).toContain('classifier');
    expect(reachesOut(page)).toEqual([]);
  });

  test('as a picture of one service', () => {
    expect(day.toSvg('classifier')).toMatch(/^<svg [^]*<\/svg>\s*$/);
  });

  test('the same each time', () => {
    const again = classifier().load('classifier', LOAD).run(HOUR);
    expect([again.toText(), again.toJson(), again.toHtml()]).toEqual([day.toText(), day.toJson(), day.toHtml()]);
  });
});

describe('refused', () => {
  const calls: Record<string, (name: any) => unknown> = {
    peak: (name) => day.peak(name),
    lowest: (name) => day.lowest(name),
    peakReady: (name) => day.peakReady(name),
    replicaHours: (name) => day.replicaHours(name),
    unservedDemand: (name) => day.unservedDemand(name),
    timeAboveTarget: (name) => day.timeAboveTarget(name),
    timeAtMaximum: (name) => day.timeAtMaximum(name),
    replicasAt: (name) => day.replicasAt(name, minutes(1)),
    changes: (name) => day.changes(name),
    toSvg: (name) => day.toSvg(name),
  };

  test.each(Object.keys(calls))('%s of a service that is not there, or of what is no name', (call) => {
    for (const name of ['clasifier', '', undefined, null, 5, {}, [], Object.create(null), Symbol('x')]) {
      expect(refused(() => calls[call](name))).toEqual([['forecast/unknown-service', 'service']]);
    }
  });

  test.each([[5], ['1h'], [null], [undefined], [{}]])('the replicas at %j', (at) => {
    expect(refused(() => day.replicasAt('classifier', at as any))).toEqual([['forecast/not-a-duration', 'at']]);
  });

  test.each([[5], [null], [undefined], [{}], ['x']])('a comparison with %j', (before) => {
    expect(refused(() => day.comparedWith(before as any))).toEqual([['forecast/not-a-result', 'before']]);
  });
});
