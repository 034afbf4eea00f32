import { finding, HOSTILE, reportOf } from './findings';
import { jsonReport } from '../../../src/cli/report/json';

const parsed = (...given: Parameters<typeof reportOf>): any => JSON.parse(jsonReport(reportOf(...given)));

describe('the report in JSON', () => {
  test('is one object of findings, unusable input and a summary', () => {
    const unusable = [{ file: 'b.yaml', line: 2, message: 'bad', expected: 'good' }];
    const report = parsed(
      [finding(), finding({ severity: 'error', acknowledged: 'x', acknowledgedIn: 'annotation' })],
      { unusable },
    );
    expect(Object.keys(report)).toEqual(['findings', 'unusable', 'summary']);
    expect(report.unusable).toEqual(unusable);
    expect(report.summary).toEqual({
      files: 1,
      objects: 1,
      errors: 0,
      warnings: 1,
      advice: 0,
      acknowledged: 1,
      unusable: 1,
      failOn: 'error',
    });
  });

  test('has every property of a finding, and acknowledged where it is', () => {
    const given = [
      'rule',
      'severity',
      'apiVersion',
      'kind',
      'namespace',
      'name',
      'field',
      'file',
      'line',
      'column',
      'message',
      'why',
      'fix',
      'link',
    ];
    const { findings } = parsed([finding(), finding({ acknowledged: 'x', acknowledgedIn: 'configuration' })]);
    expect(findings.map((found: object) => Object.keys(found).sort())).toEqual([
      [...given].sort(),
      [...given, 'acknowledged'].sort(),
    ]);
  });

  test.each(HOSTILE)('holds any text: %j', (text) => {
    expect(parsed([finding({ message: text })]).findings[0].message).toBe(text);
  });
});
