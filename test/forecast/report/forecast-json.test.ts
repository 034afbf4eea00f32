import { COMPARISON, SEVERAL, SMALL, SUGGESTION } from './sample-data';
import { forecastJson } from '../../../src/forecast/report/forecast-json';

describe('the JSON of a forecast', () => {
  test.each([
    ['a forecast', SEVERAL],
    ['a comparison', COMPARISON],
    ['suggestions', [SUGGESTION]],
  ])('%s is read back as it was', (_, data) => {
    expect(JSON.parse(forecastJson(data))).toEqual(JSON.parse(JSON.stringify(data)));
  });

  test('has its fields in one order, whatever theirs', () => {
    const turned = Object.fromEntries(Object.entries(SMALL).reverse()) as unknown as typeof SMALL;
    expect(forecastJson(turned)).toBe(forecastJson(SMALL));
    expect(Object.keys(JSON.parse(forecastJson(SEVERAL)))).toEqual(['from', 'seconds', 'notes', 'nodes', 'services']);
  });

  test('is indented by two spaces, with a list of numbers on one line', () => {
    expect(forecastJson({ seconds: 1, services: [], nodes: { ...SEVERAL.nodes!, needed: [1, 2] }, notes: ['a'] }))
      .toContain('  "notes": [\n    "a"\n  ],\n  "nodes": {\n    "size": "8 CPU, 32Gi",');
    const few = { ...SEVERAL, nodes: { ...SEVERAL.nodes!, needed: [1, 2] } };
    expect(forecastJson(few)).toContain('    "needed": [1, 2]\n');
  });

  test('has null for what is no number', () => {
    expect(JSON.parse(forecastJson({ seconds: NaN, services: [], notes: [] })).seconds).toBeNull();
  });
});
