import { CONCURRENCY, RATE } from '../../kubernetes/keda/http-add-on';
import { SERVER_METRICS } from '../../servers/server-metrics';
import type { Course, Demand } from '../demand/demand';

/** What a signal of a server measures of its requests. */
type Measure = 'rate' | 'inFlight';

/**
 * The signals of the servers in the table, by the name of the metric: each is a rate of requests or the requests in
 * flight. So are the metrics of KEDA's HTTP add-on.
 */
const SIGNALS: ReadonlyMap<string, Measure> = new Map<string, Measure>([
  ...Object.values(SERVER_METRICS).flatMap(({ signal }) => {
    if (signal === undefined) return [];
    return [[signal.name, /_per_second$/.test(signal.name) ? 'rate' : 'inFlight'] as const];
  }),
  [CONCURRENCY, 'inFlight'],
  [RATE, 'rate'],
]);

/**
 * The total of a server's signal, where the load is in requests. What is in flight is the rate by the time of a request
 * (Little's law): requests that find no room do not wait in the forecast.
 */
export function derivedCourse(name: string, { requests }: Demand): Course | undefined {
  const measure = requests && SIGNALS.get(name);
  if (!requests || measure === undefined) return undefined;
  const { rate, serviceSeconds } = requests;
  return measure === 'rate' ? rate : { valueAt: (seconds) => rate.valueAt(seconds) * serviceSeconds };
}
