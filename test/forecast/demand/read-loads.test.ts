import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { messages } from './messages';
import { readLoads } from '../../../src/forecast/demand/read-loads';
import type { ReadLoadsOptions } from '../../../src/forecast/demand/read-loads-options';
import { codes } from '../../helpers';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

const SERVICE_TIME = { serviceTime: Duration.millis(100) };

/** The demand of each service of a file without problems, with the values at some times. */
function read(text: string, times: number[] = [0], options: ReadLoadsOptions = {}, file = 'f.csv') {
  const { loads, problems, ...rest } = readLoads(text, file, options);
  expect(problems).toEqual([]);
  const at = (course?: { valueAt(t: number): number }) => course && times.map((t) => course.valueAt(t));
  return {
    ...rest,
    loads: Object.fromEntries([...loads].map(([name, load]) => {
      const { cores, requests, metrics, outages } = load._demand();
      return [name, {
        ...(cores && { cores: at(cores) }),
        ...(requests && { requests: { ...requests, rate: at(requests.rate) } }),
        ...(metrics.size > 0 && { metrics: Object.fromEntries([...metrics].map(([n, c]) => [n, at(c)])) }),
        ...(outages.size > 0 && { outages: Object.fromEntries(outages) }),
      }];
    })),
  };
}

/** An answer of Prometheus: values each 60 seconds from 1000 on, none where undefined. */
function matrix(...series: Array<[labels: object, ...values: Array<string | undefined>]>): string {
  const result = series.map(([metric, ...values]) => ({
    metric,
    values: values.map((value, i) => [1000 + i * 60, value]).filter(([, value]) => value !== undefined),
  }));
  return JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } });
}

describe('a file in CSV', () => {
  test('has the load of a service in each column, in the unit of its header', () => {
    const head = 'time,classifier requests/s@200ms,big cores,chat vllm_in_flight';
    const text = `${head}\n08:00,5,1,7\n08:15,6,2,\n08:30,8,,9\n`;
    expect(read(text, [0, 900, 1800])).toEqual({
      loads: {
        classifier: { requests: { rate: [5, 6, 8], serviceSeconds: 0.2, cpuSeconds: 0.2 } },
        big: { cores: [1, 2, 2] },
        chat: { metrics: { vllm_in_flight: [7, 7, 9] }, outages: { vllm_in_flight: [[900, 1800]] } },
      },
      seconds: 2700,
      timeOfDay: 28_800,
      notes: [],
    });
  });

  test('has all that is known of a service in several columns', () => {
    const text = 'time,a requests/s@1s,a queue,a cores\n2026-11-02T08:00:00Z,1,2,3\n2026-11-02T08:01:00Z,4,5,6\n';
    expect(read(text, [60])).toEqual({
      loads: { a: { requests: { rate: [4], serviceSeconds: 1, cpuSeconds: 1 }, metrics: { queue: [5] }, cores: [6] } },
      seconds: 120,
      from: new Date('2026-11-02T08:00:00Z'),
      notes: [],
    });
  });

  test('takes from its options what it does not say itself', () => {
    const options = { ...SERVICE_TIME, cpuTime: Duration.millis(5), parallel: 4 };
    const cost = { cpuSeconds: 0.005, parallel: 4 };
    expect(read('time,a,b requests/s@1s\n0,5,6\n60,5,6\n', [0], options).loads).toEqual({
      a: { requests: { rate: [5], serviceSeconds: 0.1, ...cost } },
      b: { requests: { rate: [6], serviceSeconds: 1, ...cost } },
    });
    expect(read('time,a\n0,5\n', [0], { unit: 'cores' }).loads).toEqual({ a: { cores: [5] } });
    expect(read('Time,Value\n0,5\n', [0], { unit: 'cores', service: 'a' }).loads).toEqual({ a: { cores: [5] } });
  });

  test('of Grafana has labels in its header', () => {
    const head = '"Time","{deployment=""a"", pod=""x""}","{deployment=""a"", pod=""y""}","queue{deployment=""b""}"';
    const text = `${head}\n1704067200000,1,2,9\n1704067215000,,3,8\n1704067230000,,,7\n`;
    expect(read(text, [0, 15, 30], SERVICE_TIME)).toEqual({
      loads: {
        a: { requests: { rate: [3, 3, 3], serviceSeconds: 0.1, cpuSeconds: 0.1 } },
        b: { metrics: { queue: [9, 8, 7] } },
      },
      seconds: 45,
      from: new Date('2024-01-01T00:00:00Z'),
      notes: ['2 series of a are added up.'],
    });
  });

  test('with a single row holds all the time', () => {
    expect(read('time,a cores\n0,5\n', [0, 1e9])).toEqual({
      loads: { a: { cores: [5, 5] } },
      notes: ['The file has a single row: its values hold all the time.'],
    });
  });
});

describe('an answer of Prometheus', () => {
  test('has the load of a service in each series, by the label that all have', () => {
    const text = matrix([{ deployment: 'a', job: 'x' }, '1', '2'], [{ deployment: 'b', job: 'x' }, '3', '4']);
    expect(read(text, [0, 60], { unit: 'cores' }, 'f.json')).toEqual({
      loads: { a: { cores: [1, 2] }, b: { cores: [3, 4] } },
      seconds: 120,
      from: new Date(1_000_000),
      notes: [],
    });
  });

  test('has metrics by their names, and outages where values are missing', () => {
    const text = matrix(
      [{ __name__: 'queue', pod: 'a-7d4b9c6f5d-x2x9k' }, '1', 'NaN', undefined, '4', '5', undefined],
      [{ __name__: 'queue', pod: 'b-0' }, undefined, '2', '3', '4', '5', '6'],
    );
    expect(read(text, [0, 60, 180, 300]).loads).toEqual({
      a: { metrics: { queue: [1, 1, 4, 5] }, outages: { queue: [[60, 180], [300, 360]] } },
      b: { metrics: { queue: [0, 2, 4, 6] }, outages: { queue: [[0, 60]] } },
    });
  });

  test('adds the pods of a service up; one that is gone counts nothing', () => {
    const text = matrix(
      [{ pod: 'a-7d4b9c6f5d-x2x9k' }, '1', '1', undefined, undefined],
      [{ pod: 'a-7d4b9c6f5d-bbbbb' }, undefined, '2', '3', '4'],
    );
    expect(read(text, [0, 60, 120, 180], { unit: 'queue' })).toMatchObject({
      loads: { a: { metrics: { queue: [1, 3, 3, 4] } } }, notes: ['2 series of a are added up.'],
    });
  });

  test('names services with their namespaces where they are in several', () => {
    const text = matrix(
      [{ app: 'a', namespace: 'x' }, '1', '1'],
      [{ app: 'a', namespace: 'y' }, '2', '2'],
      [{ app: 'b', namespace: 'y' }, '3', '3'],
    );
    expect(read(text, [0], { unit: 'cores' }).loads).toEqual({
      'x/a': { cores: [1] }, 'y/a': { cores: [2] }, 'b': { cores: [3] },
    });
  });

  test('is of the service and the label that are given', () => {
    expect(Object.keys(read(matrix([{}, '1', '2']), [0], { unit: 'cores', service: 'a' }).loads)).toEqual(['a']);
    const text = matrix([{ app: 'x', model: 'a' }, '1', '2']);
    expect(Object.keys(read(text, [0], { unit: 'cores', label: 'model' }).loads)).toEqual(['a']);
  });

  test('with a counter is noted', () => {
    expect(read(matrix([{ __name__: 'requests_total', app: 'a' }, '1', '2']), [0]).notes).toEqual([
      'requests_total looks like a counter, which only rises: record rate(requests_total[5m]) instead.',
    ]);
  });
});

describe('the guide', () => {
  const guide = readFileSync(join(__dirname, '../../../docs/forecast-loads.md'), 'utf8');
  const example = (language: string) => new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'm').exec(guide)![1];

  test('has an example in CSV that is read as it says', () => {
    expect(read(example('csv'), [0, 900, 1800, 2700])).toEqual({
      loads: {
        classifier: { requests: { rate: [12, 31, 26, 18], serviceSeconds: 0.2, cpuSeconds: 0.2 } },
        segmenter: { cores: [0.5, 1.5, 1.2, 0.8] },
        chat: {
          metrics: { vllm_requests_in_flight: [3, 4, 4, 2] },
          outages: { vllm_requests_in_flight: [[1800, 2700]] },
        },
      },
      seconds: 3600,
      timeOfDay: 28_800,
      notes: [],
    });
  });

  test('has an example in JSON that is read as it says', () => {
    expect(read(example('json'), [0, 60, 120, 180], SERVICE_TIME)).toEqual({
      loads: { classifier: { requests: { rate: [12, 12.4, 12.4, 13.1], serviceSeconds: 0.1, cpuSeconds: 0.1 } } },
      seconds: 240,
      from: new Date('2026-11-02T00:00:00Z'),
      notes: [],
    });
  });
});

test('the same load is read from CSV and from JSON', () => {
  const rows = fc.array(fc.option(fc.nat(1000), { freq: 4 }), { minLength: 2, maxLength: 30 })
    .filter((values) => values[0] !== null && values[1] !== null && values.at(-1) !== null);
  fc.assert(fc.property(rows, (values) => {
    const csv = ['time,a queue', ...values.map((v, i) => `${1_700_000_000 + i * 60},${v ?? ''}`)].join('\n');
    const samples = values.flatMap((v, i) => (v === null ? [] : [[1_700_000_000 + i * 60, String(v)]]));
    const json = JSON.stringify([{ metric: { app: 'a', __name__: 'queue' }, values: samples }]);
    const times = values.map((_, i) => i * 60);
    expect(read(json, times)).toEqual(read(csv, times));
  }));
});

const WRONG: Array<[string, string, ReadLoadsOptions, ...Array<[code: string, field: string]>]> = [
  ['a wrong file', 'time,a\n0,x\n', SERVICE_TIME, ['forecast/csv-value', 'f.csv:2 "a"']],
  ['a wrong answer', '{"status":"error"}', SERVICE_TIME, ['forecast/prometheus-error', 'f.csv']],
  ['requests that take unknown time', 'time,a,b\n0,1,2\n', {}, ['forecast/service-time-missing', 'f.csv "a"']],
  ['an unknown unit', 'time,a requests/s@soon\n0,1\n', {}, ['forecast/load-unit', 'f.csv "a requests/s@soon"']],
  ['a column twice', 'time,a cores,a cores\n0,1,2\n', {}, ['forecast/csv-column-repeated', 'f.csv "a cores"']],
  ['requests of two service times', 'time,a requests/s@1s,a requests/s@2s\n0,1,2\n', {},
    ['forecast/requests-differ', 'f.csv "a".other']],
  ['a series without a service', matrix([{ instance: 'i' }, '1']), SERVICE_TIME,
    ['forecast/series-without-service', 'f.csv result[0]']],
  ['a series without the label', matrix([{ app: 'a' }, '1']), { ...SERVICE_TIME, label: 'model' },
    ['forecast/series-without-service', 'f.csv result[0]']],
  ['wrong options', 'time,a\n0,1\n',
    { serviceTime: Duration.seconds(0), cpuTime: 5 as never, parallel: 0, unit: 'two words' },
    ['forecast/duration-not-positive', 'serviceTime'], ['forecast/not-a-duration', 'cpuTime'],
    ['forecast/load-count', 'parallel'], ['forecast/load-unit', 'unit']],
  ['no text', undefined as never, {}, ['forecast/data-not-text', 'f.csv']],
];

test.each(WRONG)('%s is a problem', (_, text, options, ...problems) => {
  const found = readLoads(text, 'f.csv', options);
  expect(codes(found.problems)).toEqual(problems);
  expect(found.loads.size).toBe(0);
});

test('any text is read or refused, never thrown', () => {
  const text = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom('time', 'a', ',', '\n', '"', '0', '1', ';', '08:00', 'NaN', '{', '}', '='))
      .map((parts) => parts.join('')),
    fc.json(),
    fc.json().map((json) => `{"data":{"result":[{"metric":${json},"values":[${json},[1,"2"]]}]}}`),
  );
  fc.assert(fc.property(text, (any) => {
    const { loads, problems } = readLoads(any, 'f.csv', SERVICE_TIME);
    expect(loads.size > 0).toBe(problems.length === 0);
  }), { numRuns: 2000 });
});

test('messages say what to change', () => {
  const problems = WRONG.flatMap(([, text, options]) => readLoads(text, 'f.csv', options).problems);
  expect(messages(problems.filter(({ code }) => /load-unit|service|repeated/.test(code)))).toMatchInlineSnapshot(`
"error  forecast/service-time-missing  f.csv "a"
  must have the time that one request takes (columns or series without it: 2)
  why: the cores in use, and what a pod can serve, follow from it
  fix: write it behind the unit, such as "classifier requests/s@200ms", or set --service-time 200ms for all
error  forecast/csv-column-repeated  f.csv "a cores"
  got "a"; must not have the same service and unit as another column
  why: it is unknown which of them is the load
  fix: delete one of the columns, or add them up in one
error  forecast/series-without-service  f.csv result[0]
  got {"instance":"i"}; must have a label that names its service
  why: all need the same one of deployment, statefulset, workload, service, app, app_kubernetes_io_name, pod, job
  fix: query with sum by (deployment), or name the label or the service
error  forecast/load-unit  f.csv "a requests/s@soon"
  got "requests/s@soon"; must be requests/s, requests/s@200ms, cores or the name of a metric
  why: replicas cannot be computed from a load in another unit
  fix: write the unit behind the name of the service, such as "classifier cores""
`);
});
