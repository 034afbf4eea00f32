import { SaxesParser } from 'saxes';
import { finding, HOSTILE, reportOf } from './findings';
import { junitReport } from '../../../src/cli/report/junit';

interface Element {
  readonly name: string;
  readonly attributes: Record<string, string>;
  text: string;
}

/** The elements of a well-formed document; fails for any other. */
function elements(xml: string): Element[] {
  const found: Element[] = [];
  const open: Element[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, text: '' };
    found.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    if (open.length > 0) open[open.length - 1].text += text;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(xml).close();
  return found;
}

const named = (xml: string, name: string): Element[] => elements(xml).filter((element) => element.name === name);

describe('the report for JUnit', () => {
  test('is a suite for each file, and a test for each finding', () => {
    const findings = [
      finding({ severity: 'error' }),
      finding(),
      finding({ severity: 'error', acknowledged: 'because' }),
      finding({ file: 'b.yaml' }),
    ];
    const unusable = [{ file: 'c.yaml', line: 2, message: 'bad', expected: 'good' }];
    const xml = junitReport(reportOf(findings, { unusable, files: ['a.yaml', 'b.yaml', 'clean.yaml'] }));
    expect(named(xml, 'testsuites')[0].attributes).toEqual({
      name: 'elastic-inference check',
      tests: '6',
      failures: '1',
      errors: '1',
    });
    expect(
      named(xml, 'testsuite').map(({ attributes: { name, tests, failures, errors, skipped } }) => [
        name,
        tests,
        failures,
        errors,
        skipped,
      ]),
    ).toEqual([
      ['a.yaml', '3', '1', '0', '1'],
      ['b.yaml', '1', '0', '0', '0'],
      ['clean.yaml', '1', '0', '0', '0'],
      ['c.yaml', '1', '0', '1', '0'],
    ]);
    expect(named(xml, 'testcase').map(({ attributes }) => attributes.name)).toEqual([
      'latest-tag Deployment vision/a spec.x',
      'latest-tag Deployment vision/a spec.x',
      'latest-tag Deployment vision/a spec.x',
      'latest-tag Deployment vision/a spec.x',
      'no findings',
      'c.yaml can be read',
    ]);
    expect(named(xml, 'skipped').map(({ attributes }) => attributes.message)).toEqual(['acknowledged: because']);
    expect(named(xml, 'error').map(({ text }) => text)).toEqual(['c.yaml:2: bad; expected good']);
  });

  test.each([
    ['error', 1],
    ['warning', 2],
    ['advice', 3],
  ] as const)('fails from %s on, as the command does', (failOn, failures) => {
    const findings = (['error', 'warning', 'advice'] as const).map((severity) => finding({ severity }));
    const xml = junitReport(reportOf(findings, { failOn }));
    expect(named(xml, 'failure')).toHaveLength(failures);
    expect(named(xml, 'system-out')).toHaveLength(3 - failures);
  });

  test.each(HOSTILE)('is well formed, whatever is in it: %j', (text) => {
    const hostile = finding({
      file: text,
      message: text,
      why: text,
      fix: text,
      name: text,
      field: text,
      severity: 'error',
    });
    const unusable = [{ file: text, message: text, expected: text }];
    const acknowledged = finding({ acknowledged: text });
    const xml = junitReport(reportOf([hostile, acknowledged, finding({ message: text })], { unusable }));
    expect(named(xml, 'failure')).toHaveLength(1);
    expect(named(xml, 'failure')[0].attributes.message).toBeTruthy();
  });

  test('keeps what XML can hold', () => {
    const xml = junitReport(reportOf([finding({ severity: 'error', message: '<a> & "b" ]]> 🙂' })]));
    expect(named(xml, 'failure')[0].text).toContain('<a> & "b" ]]> 🙂\n');
  });
});
