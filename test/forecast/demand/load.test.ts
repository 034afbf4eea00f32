import { Duration } from 'cdk8s';
import { Load, LoadProfile } from '../../../src';
import type { Demand } from '../../../src/forecast/demand/demand';
import { codes } from '../../helpers';

const minutes = (n: number) => Duration.minutes(n);
const FIVE = LoadProfile.constant(5);
const REQUESTS = { profile: FIVE, serviceTime: Duration.millis(200) };

/** The values of a demand at a time. */
function at({ cores, requests, metrics, ...rest }: Demand, seconds: number): object {
  return {
    ...(cores && { cores: cores.valueAt(seconds) }),
    ...(requests && { requests: { ...requests, rate: requests.rate.valueAt(seconds) } }),
    metrics: Object.fromEntries([...metrics].map(([name, course]) => [name, course.valueAt(seconds)])),
    ...rest,
    outages: Object.fromEntries(rest.outages),
  };
}

describe('a load', () => {
  test('of requests keeps one core busy with each, unless its CPU time is given', () => {
    expect(at(Load.requests(REQUESTS)._demand(), 0)).toEqual({
      requests: { rate: 5, serviceSeconds: 0.2, cpuSeconds: 0.2 }, metrics: {}, outages: {},
    });
    const onGpu = Load.requests({ ...REQUESTS, cpuTime: Duration.millis(10), parallel: 8 });
    expect(at(onGpu._demand(), 0)).toEqual({
      requests: { rate: 5, serviceSeconds: 0.2, cpuSeconds: 0.01, parallel: 8 }, metrics: {}, outages: {},
    });
  });

  test('of cores and of a metric has their values', () => {
    expect(at(Load.cores(FIVE)._demand(), 0)).toEqual({ cores: 5, metrics: {}, outages: {} });
    expect(at(Load.metric('queue', FIVE)._demand(), 0)).toEqual({ metrics: { queue: 5 }, outages: {} });
  });

  test('added to another has all that both have', () => {
    const load = Load.requests(REQUESTS)
      .plus(Load.requests({ ...REQUESTS, profile: LoadProfile.constant(2) }))
      .plus(Load.cores(FIVE)).plus(Load.cores(FIVE.scaled(2)))
      .plus(Load.metric('queue', FIVE)).plus(Load.metric('queue', FIVE)).plus(Load.metric('frames', FIVE))
      .withHardExamples(0.2);
    expect(load._problems('load')).toEqual([]);
    expect(at(load._demand(), 0)).toEqual({
      cores: 15,
      requests: { rate: 7, serviceSeconds: 0.2, cpuSeconds: 0.2 },
      metrics: { queue: 10, frames: 5 },
      outages: {},
      hardExamples: 0.2,
    });
  });

  test('has the outages of each metric in order, as one where they overlap', () => {
    const load = Load.cores(FIVE)
      .withOutage('cpu', minutes(9), minutes(10))
      .withOutage('cpu', minutes(1), minutes(3))
      .withOutage('queue', minutes(0), minutes(1))
      .withOutage('cpu', minutes(2), minutes(4));
    expect(Object.fromEntries(load._demand().outages)).toEqual({ cpu: [[60, 240], [540, 600]], queue: [[0, 60]] });
  });

  test('is not changed by what is made of it', () => {
    const load = Load.cores(FIVE);
    load.withOutage('cpu', minutes(1), minutes(2)).withHardExamples(1);
    load.plus(load);
    expect(at(load._demand(), 0)).toEqual({ cores: 5, metrics: {}, outages: {} });
  });

  test('gives each of its readers courses of their own', () => {
    const load = Load.cores(LoadProfile.csv('time,a\n0,1\n60,2'));
    expect(load._demand().cores).not.toBe(load._demand().cores);
  });

  test('ends with the last of its profiles, if all end', () => {
    const ramp = LoadProfile.ramp({ start: 0, end: 1, over: minutes(10) });
    const both = Load.cores(ramp).plus(Load.metric('queue', ramp.shifted(minutes(5))));
    expect(both._seconds).toBe(900);
    expect(both.plus(Load.requests(REQUESTS))._seconds).toBeUndefined();
  });
});

const requests = (changes: object) => Load.requests({ ...REQUESTS, ...changes });
const CORES = Load.cores(FIVE);

test.each<[string, Load, ...Array<[code: string, field: string]>]>([
  ['no requests', Load.requests(undefined as never), ['forecast/not-a-load-profile', 'profile'],
    ['forecast/not-a-duration', 'serviceTime']],
  ['requests that are a number', requests({ profile: 5 }), ['forecast/not-a-load-profile', 'profile']],
  ['requests of a wrong profile', requests({ profile: FIVE.scaled(-1) }), ['forecast/load-factor', 'profile.factor']],
  ['requests in no time', requests({ serviceTime: minutes(0) }), ['forecast/duration-not-positive', 'serviceTime']],
  ['requests without a unit of time', requests({ serviceTime: 0.2, cpuTime: null }),
    ['forecast/not-a-duration', 'serviceTime'], ['forecast/not-a-duration', 'cpuTime']],
  ['half a request at a time', requests({ parallel: 0.5 }), ['forecast/load-count', 'parallel']],
  ['cores that are a string', Load.cores('5' as never), ['forecast/not-a-load-profile', 'profile']],
  ['a metric without a name', Load.metric('', FIVE), ['forecast/metric-name', 'name']],
  ['a metric of a name with spaces', Load.metric('a b', FIVE), ['forecast/metric-name', 'name']],
  ['a metric of wrong types', Load.metric(5 as never, null as never), ['forecast/metric-name', 'name'],
    ['forecast/not-a-load-profile', 'profile']],
  ['CPU as a metric', Load.metric('cpu', FIVE), ['forecast/cpu-as-metric', 'name']],
  ['an outage that ends first', CORES.withOutage('cpu', minutes(2), minutes(2)),
    ['forecast/outage-ends-before-it-begins', 'end']],
  ['an outage of wrong types', CORES.withOutage(null as never, 1 as never, 'x' as never),
    ['forecast/metric-name', 'metric'], ['forecast/not-a-duration', 'start'], ['forecast/not-a-duration', 'end']],
  ['hard examples in percent', CORES.withHardExamples(20), ['forecast/hard-example-share', 'share']],
  ['hard examples that are a string', CORES.withHardExamples('0.2' as never), ['forecast/hard-example-share', 'share']],
  ['two shares of hard examples', CORES.withHardExamples(0.2).withHardExamples(0.3),
    ['forecast/hard-examples-differ', 'share']],
  ['two kinds of requests', requests({}).plus(requests({ parallel: 2 })), ['forecast/requests-differ', 'other']],
  ['a sum with a profile', CORES.plus(FIVE as never), ['forecast/not-a-load', 'other']],
  ['a sum with nothing', CORES.plus(undefined as never), ['forecast/not-a-load', 'other']],
])('%s is a problem', (_, load, ...problems) => {
  expect(codes(load._problems('load'))).toEqual(problems.map(([code, field]) => [code, `load.${field}`]));
});

test('the same CPU time, given or not, is one kind of request', () => {
  expect(requests({}).plus(requests({ cpuTime: Duration.millis(200) }))._problems('load')).toEqual([]);
});
