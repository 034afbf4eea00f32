import { messages } from './messages';
import { LoadProfile } from '../../../src';
import { codes } from '../../helpers';

const at = (profile: LoadProfile, ...times: number[]) => {
  const course = profile._course();
  return times.map((t) => course.valueAt(t * 60));
};

describe('a recorded profile', () => {
  test('of CSV is the column of its name, or the only one', () => {
    const text = 'time,a,b cores\n08:00,1,10\n08:01,,20\n08:02,3,30\n';
    expect(at(LoadProfile.csv(text, 'a'), 0, 1, 2, 9)).toEqual([1, 1, 3, 3]);
    expect(at(LoadProfile.csv(text, 'b'), 0, 1)).toEqual([10, 20]);
    expect(at(LoadProfile.csv(text, 'b cores'), 0, 1)).toEqual([10, 20]);
    expect(at(LoadProfile.csv('time,a\n0,\n60,5\n'), 0, 1)).toEqual([0, 5]);
  });

  test('of Prometheus is the series of its labels, or the only one', () => {
    const series = (app: string, ...values: string[]) => (
      { metric: { app, zone: 'x' }, values: values.map((v, i) => [1000 + i * 60, v]) }
    );
    const two = JSON.stringify({ data: { result: [series('a', '1', '2'), series('b', '5', 'NaN', '7')] } });
    expect(at(LoadProfile.prometheus(two, { app: 'b' }), 0, 1, 2)).toEqual([5, 5, 7]);
    expect(at(LoadProfile.prometheus(JSON.stringify([series('a', '1', '2')])), 0, 1)).toEqual([1, 2]);
  });

  test('without a value is 0', () => {
    const profile = LoadProfile.csv('time,a\n0,\n60,NaN\n');
    expect([at(profile, 0, 1), profile._seconds]).toEqual([[0, 0], 120]);
    expect(at(LoadProfile.prometheus('[{"values":[[0,"NaN"]]}]'), 0, 1)).toEqual([0, 0]);
  });

  test('with a single value has no end', () => {
    expect(LoadProfile.csv('time,a\n0,1\n')._seconds).toBeUndefined();
    expect(LoadProfile.prometheus('[{"values":[[0,"1"]]}]')._seconds).toBeUndefined();
  });
});

const WRONG: Array<[what: string, profile: LoadProfile, ...problems: Array<[code: string, field: string]>]> = [
  ['a wrong line of CSV', LoadProfile.csv('time,a\n0,1\n60,x\n'), ['forecast/csv-value', 'text:3 "a"']],
  ['one of two columns', LoadProfile.csv('time,a,b\n0,1,2\n'), ['forecast/csv-column-choice', 'column']],
  ['a column that is not there', LoadProfile.csv('time,a\n0,1\n', 'b'), ['forecast/csv-column-choice', 'column']],
  ['no JSON', LoadProfile.prometheus('time,a'), ['forecast/not-a-prometheus-answer', 'text']],
  ['a series that is not there', LoadProfile.prometheus('[{"metric":{},"values":[[0,"1"]]}]', { a: 'b' }),
    ['forecast/prometheus-series-choice', 'labels']],
];

test.each(WRONG)('%s is a problem', (_, profile, ...problems) => {
  expect(codes(profile._problems('profile'))).toEqual(problems.map(([code, field]) => [code, `profile.${field}`]));
});

test('messages say what to change', () => {
  const problems = WRONG.flatMap(([, profile]) => profile._problems('profile'));
  expect(messages(problems.filter(({ code }) => code.endsWith('-choice')))).toMatchInlineSnapshot(`
"error  forecast/csv-column-choice  profile.column
  got undefined; must name one column of values
  why: the columns are a, b
  fix: give the name in the first row
error  forecast/prometheus-series-choice  profile.labels
  got {"a":"b"}; must be labels that one series has
  why: 0 of 1 series have them
  fix: give labels that tell the series apart, or add the series up in the query"
`);
});
