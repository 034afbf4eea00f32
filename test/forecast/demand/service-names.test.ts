import type { NamedSeries } from '../../../src/forecast/demand/recorded-file';
import { ServiceNames } from '../../../src/forecast/demand/service-names';
import { codes } from '../../helpers';

const NO_VALUES = { times: Float64Array.of(), values: Float64Array.of() };

/** What the series of a file are called. */
function names(options: object, ...series: Array<string | Record<string, string>>): Array<string | undefined> {
  const all = series.map((one): NamedSeries => (
    { ...NO_VALUES, at: 'f', ...(typeof one === 'string' ? { name: one } : { name: '', labels: one }) }
  ));
  const services = new ServiceNames(all, options);
  return all.map((one) => services.of(one));
}

test('a column is of the service of its name, a series of that of its label', () => {
  expect(names({}, 'vision/a', { deployment: 'b', pod: 'b-0' })).toEqual(['vision/a', 'b']);
});

test('all series have the same label', () => {
  expect(names({}, { deployment: 'a', app: 'x' }, { app: 'y' })).toEqual(['x', 'y']);
  expect(names({}, { deployment: 'a' }, { app: 'y' })).toEqual([undefined, undefined]);
});

test('a namespace is named only where the same name is in several', () => {
  const [a, b, c] = [{ app: 'a', namespace: 'x' }, { app: 'a', namespace: 'y' }, { app: 'c', namespace: 'x' }];
  expect(names({}, a, b, c)).toEqual(['x/a', 'y/a', 'c']);
  expect(names({}, a, c)).toEqual(['a', 'c']);
  expect(names({}, a, { app: 'a' })).toEqual(['x/a', 'a']);
});

test('a label or a service that is given goes before', () => {
  expect(names({ label: 'model' }, { app: 'a', model: 'm' }, { app: 'b' })).toEqual(['m', undefined]);
  expect(names({ service: 's' }, { app: 'a' }, 'b', {})).toEqual(['s', 's', 's']);
});

test.each([{}, { label: 'model' }])('a series without a service is a problem: %j', (options) => {
  const one: NamedSeries = { ...NO_VALUES, at: 'f.json result[0]', name: '', labels: { instance: 'i' } };
  const problem = new ServiceNames([one], options).problem(one);
  expect(codes([problem])).toEqual([['forecast/series-without-service', 'f.json result[0]']]);
});
