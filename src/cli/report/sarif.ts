import { objectOf, type Report, type ReportedFinding, type UnusableInput } from './reported-finding';
import { RULES } from '../../rules/catalogue/all-rules';
import type { Rule, Severity } from '../../rules/rule';
import { page } from '../../validation/documentation-links';

/**
 * SARIF 2.1.0, as code scanning reads it: every rule that found something, a result for each finding, and what was
 * acknowledged as suppressed.
 *
 * @param version the version of this package
 */
export function sarifReport(report: Report, version: string): string {
  const ids = [...new Set(report.findings.map(({ rule }) => rule))];
  const run = {
    tool: {
      driver: {
        name: 'elastic-inference',
        semanticVersion: version,
        rules: ids.map(ruleOf),
      },
    },
    results: report.findings.map((finding) => resultOf(finding, ids.indexOf(finding.rule))),
    invocations: [{
      executionSuccessful: report.unusable.length === 0,
      toolExecutionNotifications: report.unusable.map(notificationOf),
    }],
    columnKind: 'utf16CodeUnits',
    properties: report.kubernetes === undefined ? undefined : { kubernetesVersion: report.kubernetes },
  };
  const schema = 'https://json.schemastore.org/sarif-2.1.0.json';
  return `${JSON.stringify({ $schema: schema, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', advice: 'note' };

function ruleOf(id: string): object {
  const rule = RULES.find((known) => known.id === id);
  if (!rule) return { id, shortDescription: { text: id }, help: { text: `See ${page('problems.md')}` } };
  return {
    id,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.title },
    help: { text: `${rule.description}\n\n${rule.fix}`, markdown: helpOf(rule) },
    // A URI must be absolute: the page of the rule is a file of the package.
    helpUri: rule.source,
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: { tags: ['kubernetes', 'autoscaling'] },
  };
}

function helpOf({ id, description, fix, source }: Rule): string {
  const examples = `Failing and repaired manifests: \`elastic-inference explain ${id}\``;
  return `${description}\n\n**Fix.** ${fix}\n\n${examples}, [source](${source})`;
}

function resultOf(finding: ReportedFinding, ruleIndex: number): object {
  const { rule, severity, field, message, why, fix, line, column } = finding;
  const object = objectOf(finding);
  const place = field === '' ? object : `${object} ${field}`;
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: `${place}: ${message}. Why: ${why}. Fix: ${fix}.` },
    locations: [{
      physicalLocation: {
        artifactLocation: { uri: uriOf(finding.file) },
        region: { startLine: line, startColumn: column },
      },
      logicalLocations: [{ fullyQualifiedName: place, kind: 'object' }],
    }],
    // What stays the same when lines move.
    partialFingerprints: { 'object/v1': `${rule}:${finding.file}:${place}` },
    suppressions: suppressions(finding),
  };
}

/** A path from where the command runs stays relative, so that code scanning finds it in the repository. */
function uriOf(file: string): string {
  const [, drive = '', rest] = /^([A-Za-z]:(?=\/))?(.*)$/s.exec(file)!;
  const path = rest.replace(/\p{Surrogate}/gu, '\uFFFD').split('/').map(encodeURIComponent).join('/');
  if (drive !== '') return `file:///${drive}${path}`;
  return path.startsWith('/') ? `file://${path}` : path;
}

function suppressions({ acknowledged, acknowledgedIn }: ReportedFinding): object[] | undefined {
  if (acknowledged === undefined) return undefined;
  return [{ kind: acknowledgedIn === 'annotation' ? 'inSource' : 'external', justification: acknowledged }];
}

function notificationOf({ file, line = 1, message, expected }: UnusableInput): object {
  return {
    level: 'error',
    message: { text: `${message}; expected ${expected}` },
    locations: [{
      physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine: line } },
    }],
  };
}
