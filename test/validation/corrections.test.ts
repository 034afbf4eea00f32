import * as fc from 'fast-check';
import * as correct from '../../src/validation/corrections';
import * as names from '../../src/validation/names';
import { parseQuantity } from '../../src/validation/quantity';
import * as check from '../../src/validation/value-checks';

test('a fix names the correction before the general advice, where there is one', () => {
  expect(correct.fixWith('/models', 'give a path')).toBe('write /models; or give a path');
  expect(correct.fixWith(undefined, 'give a path')).toBe('give a path');
});

test.each<[names.Grammar, unknown, string | undefined]>([
  [names.DNS_LABEL, 'Qwen', 'qwen'],
  [names.DNS_LABEL, 'my_model v2', 'my-model-v2'],
  [names.DNS_LABEL, 'llama.cpp', 'llama-cpp'],
  [names.DNS_LABEL, 'Größe', 'groe'],
  [names.DNS_LABEL, '-a-', 'a'],
  [names.DNS_1035_LABEL, '7b-chat', 'b-chat'],
  [names.DNS_SUBDOMAIN, 'Models.Example', 'models.example'],
  [names.DNS_LABEL, 'a'.repeat(70), 'a'.repeat(63)],
  [names.LABEL_VALUE, 'a b', 'a-b'],
  [names.LABEL_VALUE, 'Team A!', 'Team-A'],
  [names.DNS_LABEL, '', undefined],
  [names.DNS_LABEL, '???', undefined],
  [names.DNS_LABEL, 7, undefined],
])('%# a name', (grammar, value, correction) => {
  expect(correct.correctedName(grammar, value)).toBe(correction);
});

test.each([
  ['my key', 'my-key'], ['Example.com/Team', 'example.com/Team'], ['a/b/c', 'a-b/c'],
  ['/x', undefined], ['', undefined],
])('the key %j', (key, correction) => {
  expect(correct.correctedKey(key)).toBe(correction);
});

test.each<[unknown, string | undefined]>([
  ['3', '3 without quotes'], [1.5, '2'], [0, '1'], [-4, '1'], [99, '10'], ['12', '10'], [Infinity, '10'],
  [NaN, undefined], ['two', undefined], [null, undefined], [{}, undefined],
])('the number %p from 1 to 10', (value, correction) => {
  expect(correct.correctedInteger(value, 1, 10)).toBe(correction);
});

test.each<[unknown, string | undefined]>([
  [0.5, "'500m'"], [2, "'2'"], [1.25, "'1250m'"], ['2GB', "'2G'"], ['2 Gi', "'2Gi'"], ['500MiB', "'500Mi'"],
  ['0,5', "'0.5'"], ['500 m', "'500m'"], ['2cores', "'2'"], ['64MB', "'64M'"], ['4gib', "'4Gi'"],
  ['', undefined], ['much', undefined], [0, undefined], [-1, undefined], [NaN, undefined], [null, undefined],
])('the quantity %p', (value, correction) => {
  expect(correct.correctedQuantity(value)).toBe(correction);
});

test.each<[unknown, string | undefined]>([
  [30, 'Duration.seconds(30)'], ['90s', 'Duration.seconds(90)'], ['5m', 'Duration.minutes(5)'],
  [0, 'Duration.seconds(1)'],
  [1.5, 'Duration.seconds(2)'], [7200, 'Duration.minutes(60)'], ['soon', undefined], [null, undefined], [[], undefined],
])('the time %p from 1 second to 1 hour', (value, correction) => {
  expect(correct.correctedSeconds(value, 1, 3600)).toBe(correction);
});

test.each<[unknown, string | undefined]>([
  ['models', '/models'], ['./models/', '/models'], ['/a/../b', '/b'], ['C:\\models', undefined], ['a\\b', '/a/b'],
  ['', undefined], ['..', undefined], ['~/models', undefined], [7, undefined],
])('the path %p', (value, correction) => {
  expect(correct.correctedPath(value)).toBe(correction);
});

test.each<[unknown, string | undefined]>([
  ['Docker.io/Org/Server:Tag', 'docker.io/org/server:Tag'], ['https://example.com/a:1', 'example.com/a:1'],
  [' a:1 ', 'a:1'], ['localhost:5000/Team/A:1', 'localhost:5000/team/a:1'], ['', undefined], [':', undefined],
  [undefined, undefined],
])('the image %p', (value, correction) => {
  expect(correct.correctedImage(value)).toBe(correction);
});

test.each<[unknown, string | undefined]>([
  ['10.0.0.1/8', '10.0.0.0/8'], ['10.0.0.7', '10.0.0.7/32'], ['10.0.0.0/33', '10.0.0.0/32'], ['::1', '::1/128'],
  ['192.168.300.1', undefined], ['office', undefined], ['a/b/c', undefined], [8, undefined],
])('the block %p', (value, correction) => {
  expect(correct.correctedCidr(value)).toBe(correction);
});

test.each([[1500, 'Size.mebibytes(2)'], [1, 'Size.mebibytes(1)'], [0, undefined], [NaN, undefined]])(
  '%p kibibytes', (kibibytes, correction) => {
    expect(correct.correctedMebibytes(kibibytes)).toBe(correction);
  },
);

test.each<[unknown, string | undefined]>([
  ['true', 'true'], ['No', 'false'], [1, 'true'], [0, 'false'], ['maybe', undefined], [null, undefined],
])('%p as true or false', (value, correction) => {
  expect(correct.correctedBoolean(value)).toBe(correction);
});

describe('whatever is written, a correction is accepted', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'aB9-_./: Gi%~') });
  const written = fc.oneof(fc.string(), letters, fc.double(), fc.anything());
  type Problems = (correction: string) => readonly unknown[];
  const accepted = (of: (value: unknown) => string | undefined, problems: Problems) => {
    fc.assert(fc.property(written, (value) => {
      const correction = of(value);
      return correction === undefined || problems(correction).length === 0;
    }));
  };

  test.each([names.DNS_LABEL, names.DNS_1035_LABEL, names.DNS_SUBDOMAIN, names.LABEL_VALUE, names.PORT_NAME])(
    '%# a name', (grammar) => {
      accepted((value) => correct.correctedName(grammar, value), (name) => check.name('name', name, grammar));
    },
  );

  test('a quantity', () => {
    accepted(correct.correctedQuantity, (text) => (parseQuantity(text.slice(1, -1)) === undefined ? [text] : []));
  });

  test('an image, a path, a block of addresses', () => {
    accepted(correct.correctedImage, (image) => check.image('image', image));
    accepted(correct.correctedPath, (path) => check.absolutePath('path', path).filter(({ code }) => (
      code === 'validation/path')));
    accepted(correct.correctedCidr, (block) => check.cidr('block', block));
  });

  test('a key', () => {
    accepted((value) => (typeof value === 'string' ? correct.correctedKey(value) : undefined), (key) => (
      names.isLabelKey(key) ? [] : [key]));
  });
});
