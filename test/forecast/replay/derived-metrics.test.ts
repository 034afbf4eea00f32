import { derivedCourse } from '../../../src/forecast/replay/derived-metrics';
import { SERVER_METRICS } from '../../../src/servers/server-metrics';
import { cores, course, demand } from '../models';

const REQUESTS = demand({ requests: { rate: course([0, 8], [60, 20]), serviceSeconds: 0.25, cpuSeconds: 0.1 } });
const SIGNALS = Object.values(SERVER_METRICS).flatMap(({ signal }) => (signal ? [signal.name] : []));

describe('the signal of a server', () => {
  test('that is a rate is the rate of requests', () => {
    const signal = derivedCourse('tfserving_requests_per_second', REQUESTS)!;
    expect([0, 60].map((at) => signal.valueAt(at))).toEqual([8, 20]);
  });

  test('that is of requests in flight is the rate by the time of a request', () => {
    const signal = derivedCourse('triton_requests_in_flight', REQUESTS)!;
    expect([0, 60].map((at) => signal.valueAt(at))).toEqual([2, 5]);
  });

  test.each(SIGNALS)('%s is derived from requests', (name) => {
    expect([8, 2]).toContain(derivedCourse(name, REQUESTS)?.valueAt(0));
  });

  test('of the HTTP add-on is the rate of requests, or the requests at once', () => {
    expect(derivedCourse('http_rate', REQUESTS)?.valueAt(0)).toBe(8);
    expect(derivedCourse('http_concurrency', REQUESTS)?.valueAt(60)).toBe(5);
  });

  test('is not derived from a load of another unit, nor is another metric', () => {
    expect(derivedCourse('triton_requests_in_flight', cores([0, 1]))).toBeUndefined();
    expect(derivedCourse('queue', REQUESTS)).toBeUndefined();
    expect(derivedCourse('toString', REQUESTS)).toBeUndefined();
  });
});
