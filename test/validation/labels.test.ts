import { annotations, labels } from '../../src/validation/labels';
import { codes } from '../helpers';

describe('labels', () => {
  test.each([[undefined], [null as never], [{}], [{ 'app': 'qwen', 'app.kubernetes.io/name': '' }]])(
    '%j is accepted',
    (value) => {
      expect(labels('labels', value)).toEqual([]);
    },
  );

  test('each bad key and each bad value is a problem', () => {
    expect(codes(labels('labels', { 'bad key': 'fine', 'fine': 'bad value' }))).toEqual([
      ['validation/label-key', 'labels["bad key"]'],
      ['validation/label-value', 'labels["fine"]'],
    ]);
  });

  test('a value that is no string is refused', () => {
    expect(labels('labels', { version: 2 as never })).toMatchObject([
      { code: 'validation/label-value', field: 'labels["version"]', value: 2 },
    ]);
  });

  test.each<[unknown]>([['app'], [1], [true], [['app']], [() => 1]])('%j is no object of labels', (value) => {
    expect(labels('labels', value as never)).toMatchObject([{ code: 'validation/labels', field: 'labels', value }]);
  });
});

describe('annotations', () => {
  test.each([[undefined], [null as never], [{ note: 'any text, of any length: ü' }], [{ 'Prometheus.IO/scrape': '' }]])(
    '%j is accepted',
    (value) => {
      expect(annotations('annotations', value)).toEqual([]);
    },
  );

  test('a bad key and a value that is no string are refused', () => {
    expect(annotations('annotations', { '/key': 'fine', 'scrape': true as never })).toMatchObject([
      { code: 'validation/annotation-key', field: 'annotations["/key"]' },
      { code: 'validation/annotation-value', field: 'annotations["scrape"]', value: true },
    ]);
  });

  test.each<[unknown]>([['note'], [1], [['note']]])('%j is no object of annotations', (value) => {
    expect(annotations('annotations', value as never)).toMatchObject([
      { code: 'validation/annotations', field: 'annotations', value },
    ]);
  });

  test('may be as long as the API server accepts, all together', () => {
    expect(annotations('annotations', { a: 'x'.repeat(131071), b: 'x'.repeat(131071) })).toEqual([]);
  });

  test('must not be longer, all together, counted in bytes', () => {
    const long = { code: 'validation/annotations-size', field: 'annotations', value: '262145 bytes' };
    expect(annotations('annotations', { a: 'x'.repeat(131071), b: 'x'.repeat(131072) })).toMatchObject([long]);
    expect(annotations('annotations', { a: 'ü'.repeat(131072) })).toMatchObject([long]);
  });

  test('of a wrong type crash nothing', () => {
    expect(codes(annotations('annotations', { a: Object.create(null) }))).toEqual([
      ['validation/annotation-value', 'annotations["a"]'],
    ]);
  });
});
