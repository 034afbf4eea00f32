import * as problems from '../../src/scaling/keda-trigger-problems';
import type { Problem } from '../../src/validation/problem';
import { codes } from '../helpers';

type Check = (field: string, value: unknown) => Problem[];

const atLeast = (least: number): Check => (field, value) => problems.countProblems(field, value, least);
const percent: Check = (field, value) => problems.resourceTargetProblems(field, value, 'Utilization');
const quantity: Check = (field, value) => problems.resourceTargetProblems(field, value, 'AverageValue');

/** Objects of no type that a check expects; one of them cannot become a string. */
const OBJECTS = [null, {}, [], Object.create(null)];

/** What each check of one value refuses, and what it accepts. */
const CHECKS: Array<[what: string, check: Check, code: string, wrong: unknown[], right: unknown[]]> = [
  ['a text', problems.textProblems, 'scaling/keda-text-missing', ['', ' ', '\n', undefined, 5], ['a', ' a ', 'a b']],
  [
    'a count of at least 1',
    atLeast(1),
    'scaling/keda-not-a-count',
    [0, -1, 1.5, NaN, Infinity, 1e21, '8', undefined],
    [1, 8, 1_000_000, 2 ** 31],
  ],
  ['a count of at least 0', atLeast(0), 'scaling/keda-not-a-count', [-1, 0.5, NaN, '0'], [0, 1]],
  [
    'a host and a port',
    problems.hostAndPortProblems,
    'scaling/keda-not-a-host-and-port',
    [
      'frames', 'redis://frames:6379', 'frames:', 'frames:0', 'frames:65536', 'a b:6379', ':6379', 'frames:a', '',
      undefined,
    ],
    ['frames:6379', 'frames.vision:1', '10.0.0.1:65535'],
  ],
  [
    'a query',
    problems.queryProblems,
    'scaling/keda-query-not-one-value',
    ['gateway_requests_total', 'sum(up) by (pod)', '', undefined, 5],
    ['sum(up)', 'max(x{a="b"})'],
  ],
  [
    'a target',
    problems.thresholdProblems,
    'scaling/keda-threshold-too-small',
    [0, 0.0004, -1, NaN, Infinity, '5', undefined],
    [0.001, 2.5, 20],
  ],
  [
    'an activation',
    problems.activationProblems,
    'scaling/keda-activation-below-zero',
    [-0.5, NaN, Infinity, '1', undefined],
    [0, 0.5, 20],
  ],
  [
    'a percentage',
    percent,
    'scaling/keda-resource-not-a-percentage',
    [undefined, '0', '60%', '1.5', '', 60],
    ['1', '60', '400'],
  ],
  [
    'a quantity',
    quantity,
    'scaling/keda-resource-not-a-quantity',
    [undefined, '1 GB', '0', '-1', '', 1],
    ['500m', '1Gi', '1'],
  ],
];

describe.each(CHECKS)('%s', (_, check, code, wrong, right) => {
  test.each([...wrong, ...OBJECTS].map((value) => [value]))('may not be %p', (value) => {
    expect(codes(check('at', value))).toEqual([[code, 'at']]);
    expect(check('at', value)[0].value).toBe(value);
  });

  test.each(right.map((value) => [value]))('may be %p', (value) => {
    expect(check('at', value)).toEqual([]);
  });
});

describe('metadata', () => {
  test.each<[unknown]>([['a=b'], [5], [['a']], [null]])('may not be %p', (metadata) => {
    expect(codes(problems.metadataProblems('metadata', metadata))).toEqual([
      ['scaling/keda-metadata-not-an-object', 'metadata'],
    ]);
  });

  test('may be left out, or hold strings', () => {
    expect(problems.metadataProblems('metadata', undefined)).toEqual([]);
    expect(problems.metadataProblems('metadata', { a: 'b', c: '' })).toEqual([]);
  });

  test('may hold nothing else', () => {
    expect(codes(problems.metadataProblems('metadata', { a: 1, b: 'c', d: undefined }))).toEqual([
      ['scaling/keda-metadata-not-text', 'metadata["a"]'],
      ['scaling/keda-metadata-not-text', 'metadata["d"]'],
    ]);
  });
});

describe('the type of a value', () => {
  test.each<[unknown, type: string, isResource: boolean]>([
    ['Utilization', 'redis', false],
    ['value', 'redis', false],
    ['Average', 'cron', false],
    [null, 'cron', false],
    [undefined, 'cpu', true],
    ['Value', 'memory', true],
    [{}, 'memory', true],
  ])('may not be %p for %s', (metricType, type, isResource) => {
    expect(codes(problems.metricTypeProblems('metricType', metricType, type, isResource))).toEqual([
      ['scaling/keda-unknown-metric-type', 'metricType'],
    ]);
  });

  test.each<[unknown, type: string, isResource: boolean]>([
    [undefined, 'redis', false],
    ['Value', 'redis', false],
    ['AverageValue', 'cron', false],
    ['Utilization', 'cpu', true],
    ['AverageValue', 'memory', true],
  ])('may be %p for %s', (metricType, type, isResource) => {
    expect(problems.metricTypeProblems('metricType', metricType, type, isResource)).toEqual([]);
  });

  test('is named in the message for each trigger', () => {
    const [outside] = problems.metricTypeProblems('metricType', 'x', 'redis', false);
    const [inside] = problems.metricTypeProblems('metricType', 'x', 'cpu', true);
    expect(outside.rule).toBe('must be AverageValue or Value');
    expect(inside.rule).toBe('must be Utilization or AverageValue');
  });
});

test('the time is linear in the length of an address', () => {
  const start = performance.now();
  for (const part of ['a', '1', ':', ' ', '.']) {
    expect(problems.hostAndPortProblems('address', `a:${part.repeat(100_000)}x`)).toHaveLength(1);
    expect(problems.hostAndPortProblems('address', `${part.repeat(100_000)}:x`)).toHaveLength(1);
  }
  expect(problems.textProblems('name', ' '.repeat(100_000))).toHaveLength(1);
  expect(percent('value', '1'.repeat(100_000))).toHaveLength(1);
  expect(performance.now() - start).toBeLessThan(500);
});
