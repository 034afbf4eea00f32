import { Duration } from 'cdk8s';
import { annotations, labels } from '../../src/validation/labels';
import { DNS_LABEL } from '../../src/validation/names';
import type { Problem } from '../../src/validation/problem';
import * as check from '../../src/validation/value-checks';
import { codes } from '../helpers';

/** Code, field and value of each problem. */
function found(problems: readonly Problem[]): unknown[] {
  return problems.map(({ code, field, value }) => [code, field, value]);
}

test('isObject is true for values with named parts only', () => {
  expect([{}, { a: 1 }, new Date()].map(check.isObject)).toEqual([true, true, true]);
  expect([null, undefined, [], 'text', 1, () => 1].map(check.isObject)).toEqual(Array(6).fill(false));
});

test('isRecord is false for what keeps its content elsewhere', () => {
  expect([{}, Object.create(null), new (class A {})()].map(check.isRecord)).toEqual([true, true, true]);
  const hidden = [new Map(), new Set(), new Date(), /a/, new String('a'), new Number(1), new Boolean(true), [], null];
  expect(hidden.map(check.isRecord)).toEqual(hidden.map(() => false));
});

test('the checks of labels and annotations are among the general ones', () => {
  expect([check.labels, check.annotations]).toEqual([labels, annotations]);
});

describe('name', () => {
  test('a name of the grammar is accepted', () => {
    expect(check.name('name', 'qwen-2', DNS_LABEL)).toEqual([]);
  });

  test.each<[unknown]>([['Qwen'], [''], [undefined], [7]])('%j is refused', (value) => {
    expect(found(check.name('name', value, DNS_LABEL))).toEqual([['validation/name', 'name', value]]);
  });

  test('a refusal names the grammar', () => {
    expect(check.name('name', 'Qwen', DNS_LABEL)[0].rule).toContain(DNS_LABEL.title);
  });

  test('the caller says what to change', () => {
    expect(check.name('name', '', DNS_LABEL, 'name the node')[0].fix).toBe('name the node');
  });
});

describe('image', () => {
  test('a complete reference is accepted', () => {
    expect(check.image('image', 'docker.io/org/server:1.2')).toEqual([]);
  });

  test.each<[unknown]>([[''], ['a b'], [undefined]])('%j is refused', (value) => {
    expect(found(check.image('image', value))).toEqual([['validation/image', 'image', value]]);
  });
});

describe('integer', () => {
  test.each([[1], [2], [3]])('%d is in the range from 1 to 3', (value) => {
    expect(check.integer('count', value, { min: 1, max: 3 }, 'why', 'fix')).toEqual([]);
  });

  test.each<[unknown, string]>([
    [0, 'write 1; or change it'], [4, 'write 3; or change it'], [1.5, 'write 2; or change it'], [NaN, 'change it'],
    [Infinity, 'write 3; or change it'], [-1, 'write 1; or change it'], ['2', 'write 2 without quotes; or change it'],
    [undefined, 'change it'], [null, 'change it'], [true, 'change it'],
  ])(
    '%j is not',
    (value, fix) => {
      expect(check.integer('count', value, { min: 1, max: 3 }, 'it fails', 'change it')).toEqual([{
        code: 'validation/integer',
        field: 'count',
        value,
        rule: 'must be a whole number from 1 to 3',
        why: 'it fails',
        fix,
      }]);
    },
  );

  test('without a maximum, the largest number that the API holds is the limit', () => {
    const above = [2 ** 31, Number.MAX_SAFE_INTEGER, Infinity];
    expect(check.integer('count', 2 ** 31 - 1, { min: 1 }, 'why', 'fix')).toEqual([]);
    for (const value of above) {
      expect(found(check.integer('count', value, { min: 1 }, 'why', 'fix'))).toEqual([
        ['validation/integer', 'count', value],
      ]);
    }
  });

  test.each<[unknown, string]>([
    [2 ** 31, 'from 1 to 2147483647'],
    [Infinity, 'from 1 to 2147483647'],
    ['3000000000', 'of at least 1'],
    [-Infinity, 'of at least 1'],
    [0, 'of at least 1'],
    [1.5, 'of at least 1'],
    [NaN, 'of at least 1'],
    ['two', 'of at least 1'],
    [{}, 'of at least 1'],
  ])('for %j, a range without a maximum names the limit that is exceeded', (value, limits) => {
    const [{ rule }] = check.integer('count', value, { min: 1 }, 'it fails', 'change it');
    expect(rule).toBe(`must be a whole number ${limits}`);
  });
});

describe('port', () => {
  test.each([[1], [8080], [65535]])('%d is a port', (value) => {
    expect(check.port('port', value)).toEqual([]);
  });

  test.each<[unknown]>([[0], [65536], [80.5], ['80'], [NaN]])('%j is none', (value) => {
    expect(found(check.port('port', value))).toEqual([['validation/port', 'port', value]]);
  });
});

describe('quantity', () => {
  test.each(['1', '1500m', '64M', '2Gi', '0.5', '1e3', '1n'])('%s is accepted', (value) => {
    expect(check.quantity('memory', value)).toEqual([]);
  });

  test.each<[unknown]>([['2 Gi'], [''], [2], [undefined], ['2GB']])('%j cannot be parsed', (value) => {
    expect(found(check.quantity('memory', value))).toEqual([['validation/quantity', 'memory', value]]);
  });

  test.each(['0', '0Gi', '-0', '-1', '-500m'])('%s is not above zero', (value) => {
    expect(found(check.quantity('memory', value))).toEqual([['validation/quantity-not-positive', 'memory', value]]);
  });

  test('the caller says why zero fails; a text that cannot be parsed fails for one reason only', () => {
    const whys = ['0', 'x'].map((value) => check.quantity('memory', value, 'nothing would be reserved')[0].why);
    expect(whys[0]).toBe('nothing would be reserved');
    expect(whys[1]).not.toBe('nothing would be reserved');
  });
});

describe('seconds', () => {
  const period = (value: unknown, range: { min: number; max?: number }) => (
    check.seconds('period', value as Duration, range, 'it fails'));

  test.each([[undefined], [Duration.seconds(1)], [Duration.millis(2000)], [Duration.minutes(1)]])(
    '%s is accepted',
    (value) => {
      expect(period(value, { min: 1, max: 60 })).toEqual([]);
    },
  );

  test.each([
    [Duration.seconds(0), 0, 'Duration.seconds(1)'],
    [Duration.seconds(61), 61, 'Duration.minutes(1)'],
    [Duration.millis(1500), 1.5, 'Duration.seconds(2)'],
  ])('%s is refused', (value, seconds, corrected) => {
    expect(period(value, { min: 1, max: 60 })).toEqual([{
      code: 'validation/seconds',
      field: 'period',
      value: seconds,
      rule: 'must be a whole number from 1 to 60',
      why: 'it fails',
      fix: `write ${corrected}; or give a Duration of whole seconds, from 1 to 60`,
    }]);
  });

  test('a range without a maximum is named so', () => {
    const [{ rule, fix }] = period(Duration.seconds(0), { min: 1 });
    expect([rule, fix]).toEqual([
      'must be a whole number of at least 1',
      'write Duration.seconds(1); or give a Duration of whole seconds, 1 or more',
    ]);
  });

  test.each<[unknown]>([[null], [60], ['60s'], [{}], [[]]])('%j is no Duration', (value) => {
    expect(found(period(value, { min: 1 }))).toEqual([['validation/duration', 'period', value]]);
  });
});

describe('absolutePath', () => {
  test.each(['/', '/models', '/models/resnet/1', '/a b', '/..a', '/a..b'])('%s is an absolute path', (value) => {
    expect(check.absolutePath('path', value)).toEqual([]);
  });

  test.each<[unknown]>([['models'], ['./models'], [''], ['/models/..'], ['/../etc'], ['/a:b'], [undefined], [1]])(
    '%j is none',
    (value) => {
      expect(found(check.absolutePath('path', value))).toEqual([['validation/path', 'path', value]]);
    },
  );

  test.each(["/it's", '/a"b', '/$HOME', '/`id`', '/a\\b', '/a\nb', '/a\tb', '/a\0'])(
    '%j has a character that a shell interprets',
    (value) => {
      expect(found(check.absolutePath('path', value))).toEqual([['validation/path-characters', 'path', value]]);
    },
  );

  test('the caller says why characters fail', () => {
    expect(check.absolutePath('path', '/$HOME', 'it is not expanded')[0].why).toBe('it is not expanded');
  });

  test('a path that is not absolute either is refused for that alone', () => {
    expect(found(check.absolutePath('path', 'a$b'))).toEqual([['validation/path', 'path', 'a$b']]);
  });
});

describe('wholeMebibytes', () => {
  test.each([1024, 2048, 3 * 2 ** 20])('%d kibibytes are whole mebibytes', (kibibytes) => {
    expect(check.wholeMebibytes('sizeLimit', kibibytes)).toEqual([]);
  });

  test.each([0, -1024, 1, 1023, 1500, 1024.5, NaN])('%d kibibytes are not', (kibibytes) => {
    expect(found(check.wholeMebibytes('sizeLimit', kibibytes))).toEqual([
      ['validation/mebibytes', 'sizeLimit', `${kibibytes}Ki`],
    ]);
  });
});

describe('a boolean', () => {
  test.each([true, false, undefined])('may be %s', (value) => {
    expect(check.boolean('drained', value)).toEqual([]);
  });

  test.each(['no', 'true', 'false', '', 0, 1, null, [], {}])('is refused as %j', (value) => {
    expect(codes(check.boolean('drained', value))).toEqual([['validation/boolean', 'drained']]);
  });
});

describe('what Kubernetes rejects', () => {
  test.each([
    ['a name', check.name('name', 'A b', DNS_LABEL)],
    ['an image', check.image('image', 'A b')],
    ['a port', check.port('port', 0)],
    ['a quantity', check.quantity('memory', '2GB')],
    ['a path', check.absolutePath('path', 'models')],
    ['a block of addresses', check.cidr('block', '10.0.0.1/8')],
    ['a size', check.wholeMebibytes('size', 1)],
    ['a label', check.labels('labels', { 'a b': 'x' })],
  ])('cites Kubernetes: %s', (_, problems) => {
    expect(problems.map(({ source }) => source)).toEqual([expect.stringMatching(/^https:\/\/kubernetes\.io\/docs\//)]);
  });

  test('a number and a time cite what their caller names', () => {
    const source = 'https://kubernetes.io/docs/reference/kubernetes-api/';
    expect(check.integer('a', 0, { min: 1 }, 'why', 'fix', source)[0].source).toBe(source);
    expect(check.integer('a', 0, { min: 1 }, 'why', 'fix')[0]).not.toHaveProperty('source');
    expect(check.seconds('a', Duration.seconds(0), { min: 1 }, 'why', source)[0].source).toBe(source);
  });
});
