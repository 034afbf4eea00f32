import { createColors } from 'picocolors';
import { finding, HOSTILE, reportOf } from './findings';
import type { Report } from '../../../src/cli/report/reported-finding';
import { textReport } from '../../../src/cli/report/text';

const text = (report: Report): string => textReport(report, createColors(false));
const summary = (report: Report): string => text(report).trimEnd().split('\n').pop()!;

describe('the report for people', () => {
  test('shows a finding with its place, cause, fix and link', () => {
    expect(text(reportOf([finding()]))).toBe(`a.yaml
  warning  latest-tag  Deployment vision/a  spec.x
    a.yaml:3:5
    got "x"; should have a fixed tag
    why: the tag moves
    fix: set a version
    see: https://example.com/latest-tag.md

1 object in 1 file: 1 warning
`);
  });

  test('shows what is heaviest first in each file, then by line', () => {
    const findings = [
      finding({ line: 9, column: 2 }),
      finding({ line: 9, column: 1 }),
      finding({ severity: 'advice', line: 1 }),
      finding({ severity: 'error', line: 20 }),
      finding({ line: 2 }),
      finding({ file: 'b.yaml' }),
    ];
    expect([...text(reportOf(findings)).matchAll(/^ {4}(\S+:\d+:\d+)$/gm)].map(([, at]) => at)).toEqual([
      'a.yaml:20:5',
      'a.yaml:2:5',
      'a.yaml:9:1',
      'a.yaml:9:2',
      'a.yaml:1:5',
      'b.yaml:3:5',
    ]);
  });

  test('counts what is acknowledged, and does not show it', () => {
    expect(text(reportOf([finding({ acknowledged: 'x' })]))).toBe('1 object in 1 file: 1 acknowledged finding\n');
  });

  test('ends with a sentence on all', () => {
    const unusable = [{ file: 'c', message: 'bad', expected: 'good' }];
    expect(summary(reportOf([], { objects: 7, files: ['a', 'b'] }))).toBe('7 objects in 2 files: no findings');
    expect(summary(reportOf([finding()], { unusable }))).toBe(
      '1 object in 1 file: 1 warning; 1 input could not be used',
    );
    expect(summary(reportOf([], { objects: 0, unusable }))).toBe('no object in no file: 1 input could not be used');
  });

  test.each(HOSTILE)('commands no terminal, and keeps its lines, whatever is in it: %j', (hostile) => {
    const one = finding({ file: hostile, message: hostile, why: hostile, fix: hostile, name: hostile, field: hostile });
    const printed = text(reportOf([one]));
    expect(printed.replaceAll('\n', '')).not.toMatch(/\p{Control}/u);
    expect(printed.split('\n')).toHaveLength(10);
  });

  test('has colours only where they are wanted', () => {
    const report = reportOf([finding({ severity: 'error' }), finding(), finding({ severity: 'advice' })]);
    // eslint-disable-next-line no-control-regex -- escape sequences are what is looked for
    expect(text(report)).not.toMatch(/\u001b/);
    const colored = textReport(report, createColors(true));
    expect(colored).toContain('\u001b[31merror\u001b[39m');
    expect(colored).toContain('\u001b[33mwarning\u001b[39m');
    expect(colored).toContain('\u001b[36madvice\u001b[39m');
  });
});
