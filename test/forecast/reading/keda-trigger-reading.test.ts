import { metricSettings } from '../../../src/forecast/reading/hpa-settings-of';
import { readTrigger } from '../../../src/forecast/reading/keda-trigger-reading';

const trigger = (given: object, taken: string[] = [], resource?: object) => (
  readTrigger(given, 2, new Set(taken), resource) as any);
const QUERY = { serverAddress: 'http://p', query: 'sum(rate(a[1m]))', threshold: '5' };
const prometheus = (metadata: object, more: object = {}) => (
  { type: 'prometheus', metadata: { ...QUERY, ...metadata }, ...more });
const HOURS = { start: '0 8 * * *', end: '0 18 * * *', timezone: 'UTC', desiredReplicas: '4' };
const cron = (more: object = {}) => ({ type: 'cron', metadata: { ...HOURS, ...more } });
const name = (given: object, taken?: string[]) => trigger(given, taken).model.metric;

describe('the name of a metric', () => {
  test('is that of the trigger', () => expect(name(prometheus({}, { name: 'load' }))).toBe('load'));

  test('is the only series of its query', () => {
    expect(name(prometheus({ query: 'sum(requests_in_flight{namespace="a"}) by (pod)' }))).toBe('requests_in_flight');
  });

  test('is that of its place where nothing else is one', () => {
    expect(name(prometheus({ query: 'sum(a) / sum(b)' }))).toBe('s2-prometheus');
    expect(name({ type: 'redis', metadata: { address: 'a:1', listName: 'q' } })).toBe('s2-redis');
  });

  test('is taken once', () => {
    expect(name(prometheus({}, { name: 'load' }), ['load'])).toBe('a');
    expect(name(prometheus({}), ['a'])).toBe('s2-prometheus');
    expect(name(prometheus({}), ['a', 's2-prometheus'])).toBe('s2-prometheus-');
  });
});

describe('the target of a trigger', () => {
  const target = (given: object) => metricSettings(trigger(given).metric);

  test.each([
    ['an average over the pods', prometheus({ threshold: '1.5' }), 'averageValue', 1500],
    ['a value', prometheus({}, { metricType: 'Value' }), 'value', 5000],
    ['three digits', prometheus({ threshold: '0.0016' }), 'averageValue', 2],
    ['the default of KEDA', { type: 'redis', metadata: { address: 'a:1', listName: 'q' } }, 'averageValue', 5000],
    ['one for cron', cron(), 'averageValue', 1000],
  ])('is %s', (_, given, held, value) => {
    expect(target(given)).toMatchObject({ type: 'External', target: held, value });
  });

  test('may be nowhere in the manifests', () => {
    const external = { type: 'external', name: 'x', metadata: { scalerAddress: 'a:1' } };
    expect(target(external)).toBeUndefined();
    expect(trigger(external).notes).toEqual(['The target of trigger x is not in the manifests.']);
  });
});

describe('what makes a trigger active', () => {
  test.each([
    [prometheus({}), 0], [prometheus({ activationThreshold: '2.5' }), 2500],
    [{ type: 'redis', metadata: { address: 'a:1', listName: 'q', activationListLength: '5' } }, 5000],
  ])('%p is above %i thousandths', (given, milli) => expect(trigger(given).model.activationMilli).toBe(milli));

  test('cron has its hours', () => {
    expect(trigger(cron({ timezone: 'Europe/Berlin' }))).toMatchObject({
      model: { cron: { start: '0 8 * * *', end: '0 18 * * *', timeZone: 'Europe/Berlin', replicas: 4 } }, notes: [],
    });
    expect(trigger(cron({ timezone: 'Mars/X' })).notes[0]).toMatch(/time zone Mars\/X/);
  });

  test('a cache is told', () => {
    expect(trigger(prometheus({}, { useCachedMetrics: true })).notes[0]).toMatch(/^KEDA caches a between/);
  });
});

describe('what KEDA cannot build', () => {
  test.each([
    [{ type: 'nothing' }, /has no type nothing/],
    [{}, /has no type/],
    [prometheus({ threshold: undefined }), /lacks threshold/],
    [prometheus({ threshold: '0' }), /threshold is no number/],
    [prometheus({}, { metricType: 'Utilization' }), /metricType Utilization/],
    [{ type: 'gcp-pubsub', metadata: { subscriptionSize: '5' } }, /2\.20 removed subscriptionSize/],
    [{ type: 'cpu', metadata: { value: '60' } }, /needs a metricType/],
    [cron({ start: '@daily' }), /cannot read the time @daily/],
    [cron({ end: '0 8 * * *' }), /the same/],
    [cron({ desiredReplicas: '0' }), /desiredReplicas is 0/],
    [cron({ end: '0 0 8 * * *' }), /cannot read the time/],
  ])('%p', (given, because) => expect(trigger(given).because).toMatch(because));
});

test('cpu is left to the autoscaler', () => {
  const resource = { type: 'Resource', resource: { name: 'cpu', target: { averageUtilization: 60 } } };
  expect(trigger({ type: 'cpu', metricType: 'Utilization', metadata: { value: '60' } }, [], resource)).toEqual({
    metric: resource, model: { metric: 'cpu', type: 'cpu', activationMilli: 0 }, notes: [],
  });
  // Before KEDA 2.18 the type was in the metadata.
  expect(trigger({ type: 'cpu', metadata: { type: 'Utilization', value: '60' } }, [], resource).because)
    .toMatch(/needs a metricType/);
});
