import { COMPARISON, LONG_NAME, many, SEVERAL, SMALL, SUGGESTION } from './sample-data';
import { comparisonTable } from '../../../src/forecast/report/comparison-table';
import { forecastTable, suggestionTable } from '../../../src/forecast/report/forecast-table';

const LONG_SETTINGS = { ...SUGGESTION.present, settings: 'a b '.repeat(90) };
const widest = (text: string) => Math.max(...text.split('\n').map((line) => [...line].length));
const lineOf = (text: string, start: string) => text.split('\n').find((line) => line.startsWith(start));

describe('the table of a forecast', () => {
  test('has a line of figures for each service', () => {
    const lines = forecastTable(SMALL).split('\n');
    expect(lines[0]).toBe('1 service over 24 h from 2 Nov 2026, 00:00 UTC: 112 replica-hours.');
    expect(lineOf(forecastTable(SEVERAL), 'ranker')?.split(/ {2,}/))
      .toEqual(['ranker', '3 to 12 of 12', '12', '184', '1.4 %', '7 h 30 min', '7 h']);
  });

  test('keeps the order that was given', () => {
    const text = forecastTable(many(1000));
    const names = text.split('\n').filter((line) => /^service-\d+ /.test(line)).map((line) => line.split(' ')[0]);
    expect(names).toEqual(Array.from({ length: 1000 }, (_, i) => `service-${i}`));
  });

  test.each([
    ['a forecast', forecastTable(SEVERAL).replace(LONG_NAME, '')],
    ['a comparison', comparisonTable(COMPARISON)],
    ['suggestions', suggestionTable(SUGGESTION)],
    ['long settings', suggestionTable({ ...SUGGESTION, present: LONG_SETTINGS })],
  ])('%s fits a terminal of 100 columns', (_, text) => {
    expect(widest(text)).toBeLessThanOrEqual(100);
  });

  test('sets a long name on a line of its own, so that columns stay columns', () => {
    const lines = forecastTable(SEVERAL).split('\n');
    const at = lines.indexOf(LONG_NAME);
    expect(lines[at + 1].trim()).toMatch(/^1 to 2 of 40 /);
    expect(lines[at + 1].indexOf('1 to 2')).toBe(lineOf(forecastTable(SEVERAL), 'ranker')?.indexOf('3 to 12'));
  });

  test('lets no name move the cursor of the terminal', () => {
    [forecastTable(SEVERAL), comparisonTable(COMPARISON)].forEach((text) => {
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    });
  });

  test('says a figure that is not known as such', () => {
    expect(lineOf(forecastTable(SEVERAL), 'without-load')).toMatch(/unknown/);
    expect(forecastTable(SEVERAL)).toContain('The capacity of 1');
  });

  test('says a note of several services once', () => {
    const text = forecastTable(many(1000));
    expect(text.match(/startup probe/g)).toHaveLength(1);
    expect(text).toContain('service-0, service-1, service-2 and 997 more services');
  });

  test('of no services is still a text', () => {
    expect(forecastTable({ ...SMALL, services: [], notes: [] }))
      .toBe('0 services over 24 h from 2 Nov 2026, 00:00 UTC: 0 replica-hours.\n'
        + 'Whether all demand found room is unknown.\n');
  });
});

describe('the table of a comparison', () => {
  const text = comparisonTable(COMPARISON);

  test('shows both, and the difference', () => {
    expect(text.split('\n').find((line) => /peak replicas/.test(line))?.trim().split(/ {2,}/))
      .toEqual(['peak replicas', '12', '20', '+8']);
  });

  test('counts what is the same, and names what only one of them has', () => {
    expect(text).toContain('Only after: newcomer.');
    expect(text).toContain('Only before: without-load.');
    expect(text).toContain('The same figures in both: 3 services');
    expect(text).not.toMatch(/^classifier$/m);
  });
});

describe('the table of suggestions', () => {
  test('begins with the present settings, then goes from the cheapest, and marks the best', () => {
    const lines = suggestionTable(SUGGESTION).split('\n');
    const at = lines.findIndex((line) => line.startsWith('present'));
    const hours = lines.slice(at + 1, at + 1 + SUGGESTION.frontier.length)
      .map((line) => Number(line.slice(7).trim().split(' ')[0]));
    expect(hours).toEqual([...hours].sort((a, b) => a - b));
    expect(lines.filter((line) => line.startsWith('best')))
      .toEqual([expect.stringMatching(/met {5}target 60 %, minimum 1/)]);
  });

  test('says where none meets the goal', () => {
    const text = suggestionTable({ ...SUGGESTION, best: undefined });
    expect(text).toContain('None of the settings meets the goal.');
    expect(text).not.toMatch(/^best/m);
  });
});
