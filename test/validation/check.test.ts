import { Duration } from 'cdk8s';
import * as check from '../../src/validation/check';
import { DNS_LABEL } from '../../src/validation/names';
import { describe as told, type Problem } from '../../src/validation/problem';

/** The problems as lines. */
function lines(problems: readonly Problem[]): string[] {
  return problems.map(told);
}

const KEY = 'the key must be [DNS subdomain/]name of at most 63 letters, digits, "-", "_" and "."';
const API = '(Kubernetes API validation)';

describe('name', () => {
  test('a name of the grammar is fine', () => {
    expect(check.name('name', 'qwen-2', DNS_LABEL)).toEqual([]);
  });

  test.each<[unknown, string]>([
    ['Qwen', '"Qwen"'],
    ['', '""'],
    [undefined, 'undefined'],
    [7, '7'],
  ])('%j is refused', (value, shown) => {
    expect(lines(check.name('name', value, DNS_LABEL))).toEqual([
      `name: got ${shown}; must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — the API server would reject the object; give another name ${API}`,
    ]);
  });

  test('the caller says what to change', () => {
    expect(check.name('name', '', DNS_LABEL, 'name the node')[0].fix).toBe('name the node');
  });
});

describe('image', () => {
  test('a complete reference is fine', () => {
    expect(check.image('image', 'docker.io/org/server:1.2')).toEqual([]);
  });

  test.each<[unknown, string]>([['', '""'], ['a b', '"a b"'], [undefined, 'undefined']])('%j is refused', (value, shown) => {
    expect(lines(check.image('image', value))).toEqual([
      `image: got ${shown}; must be an image reference ([registry/]name[:tag][@digest]) — the kubelet could not pull it (InvalidImageName); give a complete reference such as docker.io/org/server:1.2`,
    ]);
  });
});

describe('integer', () => {
  test.each([[1], [2], [3]])('%d lies in the range from 1 to 3', (value) => {
    expect(check.integer('count', value, { min: 1, max: 3 }, 'why', 'fix')).toEqual([]);
  });

  test('without a greatest value the largest number that the API holds is the limit', () => {
    expect(check.integer('count', 2 ** 31 - 1, { min: 1 }, 'why', 'fix')).toEqual([]);
    expect(check.integer('count', 2 ** 31, { min: 1 }, 'why', 'fix')).toMatchObject([{ field: 'count', value: 2 ** 31, why: 'why', fix: 'fix' }]);
    expect(check.integer('count', Number.MAX_SAFE_INTEGER, { min: 1 }, 'why', 'fix')).toMatchObject([{ field: 'count', value: Number.MAX_SAFE_INTEGER }]);
  });

  test.each<[unknown, string]>([
    [0, '0'], [4, '4'], [1.5, '1.5'], [NaN, 'NaN'], [Infinity, 'Infinity'], [-1, '-1'], ['2', '"2"'], [undefined, 'undefined'], [null, 'null'], [true, 'true'],
  ])('%j does not', (value, shown) => {
    expect(lines(check.integer('count', value, { min: 1, max: 3 }, 'it fails', 'change it'))).toEqual([
      `count: got ${shown}; must be a whole number from 1 to 3 — it fails; change it`,
    ]);
  });

  test.each<[unknown, string, string]>([
    [2 ** 31, '2147483648', 'from 1 to 2147483647'], ['3000000000', '"3000000000"', 'of at least 1'], [-Infinity, '-Infinity', 'of at least 1'],
    [0, '0', 'of at least 1'], [1.5, '1.5', 'of at least 1'], [NaN, 'NaN', 'of at least 1'], ['two', '"two"', 'of at least 1'], [{}, '{}', 'of at least 1'],
  ])('of %s, a range without an end tells the limit that is passed', (value, shown, limits) => {
    expect(lines(check.integer('count', value, { min: 1 }, 'it fails', 'change it'))).toEqual([`count: got ${shown}; must be a whole number ${limits} — it fails; change it`]);
  });

  test('a range without an end is told so', () => {
    expect(lines(check.integer('count', Infinity, { min: 1 }, 'it fails', 'change it'))).toEqual(['count: got Infinity; must be a whole number from 1 to 2147483647 — it fails; change it']);
  });
});

describe('port', () => {
  test.each([[1], [8080], [65535]])('%d is a port', (value) => {
    expect(check.port('port', value)).toEqual([]);
  });

  test.each<[unknown, string]>([[0, '0'], [65536, '65536'], [80.5, '80.5'], ['80', '"80"'], [NaN, 'NaN']])('%j is none', (value, shown) => {
    expect(lines(check.port('port', value))).toEqual([`port: got ${shown}; must be a whole number from 1 to 65535 — the API server would reject the port; give a port from 1 to 65535`]);
  });
});

describe('quantity', () => {
  test.each(['1', '1500m', '64M', '2Gi', '0.5', '1e3', '1n'])('%s is fine', (value) => {
    expect(check.quantity('memory', value)).toEqual([]);
  });

  test.each<[unknown, string]>([['2 Gi', '"2 Gi"'], ['', '""'], [2, '2'], [undefined, 'undefined'], ['2GB', '"2GB"']])('%j does not parse', (value, shown) => {
    expect(lines(check.quantity('memory', value))).toEqual([
      `memory: got ${shown}; must be a quantity in Kubernetes notation — the API server could not parse it; write a number with an optional suffix, such as 500m, 0.5, 64M or 2Gi ${API}`,
    ]);
  });

  test.each(['0', '0Gi', '-0', '-1', '-500m'])('%s is not above zero', (value) => {
    expect(lines(check.quantity('memory', value))).toEqual([`memory: got "${value}"; must be above zero — the API server would reject it; give a positive quantity ${API}`]);
  });

  test('the caller says why zero would fail; a text that does not parse fails for one reason only', () => {
    expect(lines(check.quantity('memory', '0', 'nothing would be reserved'))).toEqual([`memory: got "0"; must be above zero — nothing would be reserved; give a positive quantity ${API}`]);
    expect(check.quantity('memory', 'x', 'nothing would be reserved')[0].why).toBe('the API server could not parse it');
  });
});

describe('seconds', () => {
  test.each([[undefined], [Duration.seconds(1)], [Duration.millis(2000)], [Duration.minutes(1)]])('%s is fine', (value) => {
    expect(check.seconds('period', value, { min: 1, max: 60 }, 'it fails')).toEqual([]);
  });

  test.each([[Duration.seconds(0), '0'], [Duration.seconds(61), '61'], [Duration.millis(1500), '1.5']])('%s is refused', (value, shown) => {
    expect(lines(check.seconds('period', value, { min: 1, max: 60 }, 'it fails'))).toEqual([
      `period: got ${shown}; must be a whole number from 1 to 60 — it fails; give a Duration of whole seconds, from 1 to 60`,
    ]);
  });

  test('a range without an end is told so', () => {
    expect(lines(check.seconds('period', Duration.seconds(0), { min: 1 }, 'it fails'))).toEqual([
      'period: got 0; must be a whole number of at least 1 — it fails; give a Duration of whole seconds, 1 or more',
    ]);
  });
});

describe('labels', () => {
  test.each([[undefined], [{}], [{ 'app': 'qwen', 'app.kubernetes.io/name': '' }]])('%j is fine', (value) => {
    expect(check.labels('labels', value)).toEqual([]);
  });

  test('each bad key and each bad value is a problem', () => {
    expect(lines(check.labels('labels', { 'bad key': 'fine', 'fine': 'bad value' }))).toEqual([
      `labels["bad key"]: ${KEY} — the API server would reject the label; rename the key ${API}`,
      `labels["fine"]: got "bad value"; must be a label value (letters, digits, "-", "_" and ".", at most 63 characters) — the API server would reject the label; shorten or change the value ${API}`,
    ]);
  });

  test('a value that is no text is refused', () => {
    expect(check.labels('labels', { version: 2 as unknown as string })).toMatchObject([{ field: 'labels["version"]', value: 2 }]);
  });
});

describe('annotations', () => {
  test.each([[undefined], [{ note: 'any text, of any length: ü' }], [{ 'Prometheus.IO/scrape': '' }]])('%j is fine', (value) => {
    expect(check.annotations('annotations', value)).toEqual([]);
  });

  test('a bad key and a value that is no text are refused', () => {
    expect(lines(check.annotations('annotations', { '/key': 'fine', 'scrape': true as unknown as string }))).toEqual([
      `annotations["/key"]: ${KEY} — the API server would reject the annotation; rename the key ${API}`,
      `annotations["scrape"]: got true; must be a string — the API server would reject the annotation; write the value as a string ${API}`,
    ]);
  });
});

describe('annotations, all together,', () => {
  test('may be as long as the API server takes', () => {
    expect(check.annotations('annotations', { a: 'x'.repeat(131071), b: 'x'.repeat(131071) })).toEqual([]);
  });

  test('must not be longer', () => {
    expect(lines(check.annotations('annotations', { a: 'x'.repeat(131071), b: 'x'.repeat(131072) }))).toEqual([
      `annotations: got "262145 bytes"; must not be above 262144 bytes — the API server would reject the object; put it into a ConfigMap ${API}`,
    ]);
  });
});

describe('absolutePath', () => {
  test.each(['/', '/models', '/models/resnet/1', '/a b', '/..a', '/a..b'])('%s is an absolute path', (value) => {
    expect(check.absolutePath('path', value)).toEqual([]);
  });

  test.each<[unknown]>([['models'], ['./models'], [''], ['/models/..'], ['/../etc'], ['/a:b'], [undefined], [1]])('%j is none', (value) => {
    expect(check.absolutePath('path', value)).toEqual([{
      field: 'path',
      value: value,
      rule: 'must be an absolute path without ".." and ":"',
      why: 'the API server or the kubelet would reject the mount',
      fix: 'give a path that starts with "/"',
      source: 'Kubernetes API validation',
    }]);
  });

  test.each(['/it\'s', '/a"b', '/$HOME', '/`id`', '/a\\b', '/a\nb', '/a\tb', '/a\0'])('%j would be read by a shell', (value) => {
    expect(lines(check.absolutePath('path', value))).toEqual([
      `path: got ${JSON.stringify(value)}; must not contain quotes, "$", backslashes and control characters — a shell that fetches the model would read them; give a path of plain characters`,
    ]);
  });

  test('a path that is not absolute either is told that alone', () => {
    expect(check.absolutePath('path', 'a$b').map(({ rule }) => rule)).toEqual(['must be an absolute path without ".." and ":"']);
  });
});

describe('cidr', () => {
  test.each(['10.0.0.0/8', '0.0.0.0/0', '192.0.2.7/32', '128.0.0.0/1', '192.0.2.128/25', '::/0', '2001:db8::/32', '2001:db8::1/128'])('%s is a block of addresses', (value) => {
    expect(check.cidr('block', value)).toEqual([]);
  });

  test.each<[unknown, string]>([
    ['10.0.0.0', '"10.0.0.0"'], ['10.0.0.0/', '"10.0.0.0/"'], ['10.0.0.0/33', '"10.0.0.0/33"'], ['10.0.0.0/8/8', '"10.0.0.0/8/8"'], ['10.0.0/8', '"10.0.0/8"'], ['10.0.0.0/-1', '"10.0.0.0/-1"'],
    ['::/129', '"::/129"'], ['', '""'], ['office', '"office"'], [undefined, 'undefined'], [8, '8'],
  ])('%j is none', (value, shown) => {
    expect(lines(check.cidr('block', value))).toEqual([`block: got ${shown}; must be a block of addresses in CIDR notation — the API server would reject it; write it as 10.0.0.0/8 ${API}`]);
  });

  test.each(['10.0.0.1/8', '0.0.0.1/0', '192.0.2.1/31', '255.255.255.255/1'])('%s has bits beyond its prefix', (value) => {
    expect(lines(check.cidr('block', value))).toEqual([`block: got "${value}"; must have no bits beyond its prefix — the API server would reject it; write it as 10.0.0.0/8 ${API}`]);
  });
});

describe('wholeMebibytes', () => {
  test.each([1024, 2048, 3 * 2 ** 20])('%d kibibytes are whole mebibytes', (kibibytes) => {
    expect(check.wholeMebibytes('sizeLimit', kibibytes)).toEqual([]);
  });

  test.each([0, -1024, 1, 1023, 1500, 1024.5, NaN])('%d kibibytes are not', (kibibytes) => {
    expect(lines(check.wholeMebibytes('sizeLimit', kibibytes))).toEqual([
      `sizeLimit: got "${kibibytes}Ki"; must be a whole number of mebibytes above zero — the size of an empty volume is printed in mebibytes; round it to mebibytes`,
    ]);
  });
});
