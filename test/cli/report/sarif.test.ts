import { readFileSync } from 'fs';
import Ajv from 'ajv';
import { finding, HOSTILE, reportOf } from './findings';
import type { Report } from '../../../src/cli/report/reported-finding';
import { sarifReport } from '../../../src/cli/report/sarif';

/** The schema of SARIF 2.1.0, as the package of Microsoft's matchers carries it. */
function schemaCheck(): (given: unknown) => unknown {
  const json = (name: string): any => JSON.parse(readFileSync(require.resolve(name), 'utf8'));
  const ajv = new Ajv({ schemaId: 'auto', allErrors: true });
  ajv.addMetaSchema(json('ajv/lib/refs/json-schema-draft-04.json'));
  const validate = ajv.compile(json('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));
  return (given) => (validate(given) ? [] : validate.errors);
}

const faults = schemaCheck();

function log(report: Report): any {
  const parsed = JSON.parse(sarifReport(report, '1.2.3'));
  expect(faults(parsed)).toEqual([]);
  return parsed;
}

const run = (report: Report): any => log(report).runs[0];

describe('the report in SARIF', () => {
  test('is checked by a schema that refuses what is wrong', () => {
    expect(faults({ version: '2.1.0' })).not.toEqual([]);
    expect(
      faults({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results: [{ level: 'fatal' }] }] }),
    ).not.toEqual([]);
  });

  test('names the tool, its version, and each rule that found something, once', () => {
    const { driver } = run(reportOf([finding(), finding({ rule: 'hpa-missing-request' }), finding()])).tool;
    expect(driver).toMatchObject({ name: 'elastic-inference', semanticVersion: '1.2.3' });
    expect(driver.rules.map(({ id }: any) => id)).toEqual(['latest-tag', 'hpa-missing-request']);
  });

  test('has what code scanning shows of a rule', () => {
    const [rule] = run(reportOf([finding()])).tool.driver.rules;
    expect(Object.keys(rule).sort()).toEqual([
      'defaultConfiguration',
      'fullDescription',
      'help',
      'helpUri',
      'id',
      'properties',
      'shortDescription',
    ]);
    expect(rule.help.markdown).toContain('**Fix.**');
    expect(rule.defaultConfiguration.level).toBe('warning');
  });

  test('also names what the reader finds, which no rule does', () => {
    const { tool, results } = run(reportOf([finding({ rule: 'cli/repeated-key', field: '' })]));
    expect(tool.driver.rules).toMatchObject([{ id: 'cli/repeated-key' }]);
    expect(results[0].locations[0].logicalLocations[0].fullyQualifiedName).toBe('Deployment vision/a');
  });

  test.each([
    ['error', 'error'],
    ['warning', 'warning'],
    ['advice', 'note'],
  ] as const)('has levels: %s is %s', (severity, level) => {
    expect(run(reportOf([finding({ severity })])).results[0].level).toBe(level);
  });

  test('has a result for each finding: its rule, its place, its message', () => {
    const { results } = run(reportOf([finding({ rule: 'hpa-missing-request' }), finding()]));
    expect(results.map(({ ruleId, ruleIndex }: any) => [ruleId, ruleIndex])).toEqual([
      ['hpa-missing-request', 0],
      ['latest-tag', 1],
    ]);
    expect(results[1].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'a.yaml' },
      region: { startLine: 3, startColumn: 5 },
    });
    expect(results[1].message.text).toBe(
      'Deployment vision/a spec.x: got "x"; should have a fixed tag. Why: the tag moves. Fix: set a version.',
    );
  });

  test('has a fingerprint that stays where lines move', () => {
    const prints = [finding(), finding({ line: 9 }), finding({ name: 'b' })].map(
      (one) => run(reportOf([one])).results[0].partialFingerprints['object/v1'],
    );
    expect(prints[0]).toBe(prints[1]);
    expect(prints[0]).not.toBe(prints[2]);
  });

  test('shows as suppressed what is acknowledged', () => {
    const { results } = run(
      reportOf([
        finding(),
        finding({ acknowledged: 'x', acknowledgedIn: 'annotation' }),
        finding({ acknowledged: 'y', acknowledgedIn: 'configuration' }),
      ]),
    );
    expect(results.map(({ suppressions }: any) => suppressions)).toEqual([
      undefined,
      [{ kind: 'inSource', justification: 'x' }],
      [{ kind: 'external', justification: 'y' }],
    ]);
  });

  test('says what could not be read', () => {
    const unusable = [
      { file: 'a.yaml', message: 'bad', expected: 'good' },
      { file: 'b.yaml', line: 7, message: 'bad', expected: 'good' },
    ];
    const [invocation] = run(reportOf([], { unusable })).invocations;
    expect(invocation.executionSuccessful).toBe(false);
    expect(
      invocation.toolExecutionNotifications.map(({ message, locations: [{ physicalLocation }] }: any) => [
        message.text,
        physicalLocation.artifactLocation.uri,
        physicalLocation.region.startLine,
      ]),
    ).toEqual([
      ['bad; expected good', 'a.yaml', 1],
      ['bad; expected good', 'b.yaml', 7],
    ]);
    expect(run(reportOf([])).invocations[0].executionSuccessful).toBe(true);
  });

  test.each([
    ['deploy/a b.yaml', 'deploy/a%20b.yaml'],
    ['a#b?c%.yaml', 'a%23b%3Fc%25.yaml'],
    ['a:b.yaml', 'a%3Ab.yaml'],
    ['/tmp/ü.yaml', 'file:///tmp/%C3%BC.yaml'],
    ['C:/x/a.yaml', 'file:///C:/x/a.yaml'],
    ['stdin', 'stdin'],
    ['a\ud83d.yaml', 'a%EF%BF%BD.yaml'],
  ])('has URIs: %j is %s', (file, uri) => {
    expect(run(reportOf([finding({ file })])).results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  });

  test.each(HOSTILE)('is valid, whatever is in it: %j', (text) => {
    const hostile = finding({
      file: text,
      message: text,
      why: text,
      fix: text,
      name: text,
      field: text,
      acknowledged: text,
      acknowledgedIn: 'annotation',
    });
    expect(
      run(reportOf([hostile], { unusable: [{ file: text, message: text, expected: text }] })).results,
    ).toHaveLength(1);
  });
});
