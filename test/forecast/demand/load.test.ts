import { Duration } from 'cdk8s';
import { Load, LoadProfile } from '../../../src';
import type { Demand } from '../../../src/forecast/demand/demand';

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
