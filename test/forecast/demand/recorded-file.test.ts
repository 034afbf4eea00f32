import { readFile } from '../../../src/forecast/demand/recorded-file';
import { codes } from '../../helpers';

/** What is known of a file beside its values. */
function read(text: string): object {
  const { file, problems } = readFile(text, 'f');
  expect(problems).toEqual([]);
  return { ...file, series: file!.series.map(({ times: _, values: __, ...rest }) => rest) };
}

test('CSV begins at 0, and its last row is as long as the one before', () => {
  expect(read('time,a cores\n08:00,1\n08:15,2\n08:20,3\n')).toEqual({
    series: [{ name: 'a', unit: 'cores', at: 'f "a cores"' }], start: 0, end: 1500, seconds: 1500, timeOfDay: 28_800,
  });
  expect(read('time,a\n2026-11-02,1\n2026-11-03,2\n')).toMatchObject({ from: new Date('2026-11-02T00:00:00Z') });
  expect(read('time,a\n5,1\n')).toEqual({ series: [{ name: 'a', at: 'f "a"' }], start: 0, end: 0 });
});

test.each(['', ' \n', '\uFEFF'])('JSON behind %j lasts from its first sample until a step after its last', (before) => {
  const early = { metric: { app: 'a' }, values: [[1000, '1'], [1060, '2']] };
  const late = { metric: { app: 'b' }, values: [[1060, '1'], [1120, '2']] };
  expect(read(`${before}${JSON.stringify([late, early, { metric: {}, values: [] }])}`)).toEqual({
    series: [
      { name: '', labels: { app: 'b' }, at: 'f result[0]' },
      { name: '', labels: { app: 'a' }, at: 'f result[1]' },
      { name: '', labels: {}, at: 'f result[2]' },
    ],
    start: 1000,
    end: 1180,
    step: 60,
    seconds: 180,
    from: new Date(1_000_000),
  });
});

test('what begins like JSON is refused as JSON, everything else as CSV', () => {
  expect(codes(readFile('{', 'f').problems)).toEqual([['forecast/not-a-prometheus-answer', 'f']]);
  expect(codes(readFile('time', 'f').problems)).toEqual([['forecast/csv-without-column', 'f:1']]);
});
