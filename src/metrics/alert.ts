import type { AlertOptions } from './alert-options';
import { webPage } from '../validation/documentation-links';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** One alert of Prometheus. */
export interface Alert {
  /** Its name, which is also the heading of its section in docs/alerts.md. */
  readonly name: string;
  readonly expr: string;
  /** How long the expression must hold, in seconds. */
  readonly after: number;
  readonly severity: 'critical' | 'warning';
  /** What is wrong, in one sentence. */
  readonly summary: string;
  /** What follows from it, what to look at and what to change. */
  readonly description: string;
}

/** The labels that alerts have: a label of their user must have another name. */
export const OWN_LABELS: ReadonlySet<string> = new Set([
  'alertname', 'severity', 'namespace', 'inference', 'ingress', 'host', 'pod', 'container',
]);

/** An alert as the rule of a PrometheusRule; undefined where it is switched off. */
export function alertRule(
  alert: Alert,
  { enabled = true, after, severity }: AlertOptions = {},
  labels: Readonly<Record<string, string>> = {},
): object | undefined {
  if (!enabled) return undefined;
  const seconds = after?.toSeconds() ?? alert.after;
  return {
    alert: alert.name,
    expr: alert.expr,
    ...(seconds > 0 && { for: span(seconds) }),
    labels: { ...labels, severity: severity ?? alert.severity },
    annotations: {
      summary: alert.summary,
      description: alert.description,
      runbook_url: webPage(`alerts.md#${alert.name.toLowerCase()}`),
    },
  };
}

/** A time span as Prometheus writes it, in the largest unit that is whole. */
export function span(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

/** Text in a regular expression of PromQL, inside double quotes. */
export function literal(text: string): string {
  return text.replace(/[.+*?()[\]{}|^$\\]/g, '\\\\$&');
}

/** Problems of the options of one alert. */
export function alertProblems(field: string, options: AlertOptions | undefined): Problem[] {
  if (options === undefined) return [];
  if (!check.isObject(options)) {
    return [{
      code: 'metrics/alert-options',
      field,
      value: options,
      rule: 'must be an object with enabled, after and severity',
      why: 'a value of another type has no named properties',
      fix: 'write it as { enabled: false } or { after: Duration.minutes(20) }',
    }];
  }
  const { enabled, after, severity } = options;
  const problems = new Problems();
  problems.addAll(check.boolean(`${field}.enabled`, enabled));
  problems.addAll(check.seconds(`${field}.after`, after, { min: 0 }, 'Prometheus would reject the alert'));
  if (severity !== undefined && (typeof severity !== 'string' || severity === '')) {
    problems.add({
      code: 'metrics/alert-severity',
      field: `${field}.severity`,
      value: severity,
      rule: 'must be a non-empty string',
      why: 'Alertmanager routes by the label severity, and an empty label is the same as none',
      fix: 'use critical, warning, or the word that your Alertmanager routes by',
    });
  }
  return problems.all;
}

/** Problems of the labels of alerts. */
export function alertLabelProblems(field: string, labels: Readonly<Record<string, string>> | undefined): Problem[] {
  if (labels === undefined) return [];
  if (!check.isObject(labels)) {
    return [{
      code: 'metrics/alert-labels',
      field,
      value: labels,
      rule: 'must be an object of label names and values',
      why: 'the Prometheus operator would reject the rules',
      fix: 'write them as { team: "vision" }',
    }];
  }
  const problems = new Problems();
  for (const [name, value] of Object.entries<unknown>(labels)) {
    const at = `${field}[${JSON.stringify(name)}]`;
    if (!/^[a-zA-Z_]\w*$/.test(name)) {
      problems.add({
        code: 'metrics/alert-label-name',
        field: at,
        rule: 'the name must be letters, digits and "_", and not begin with a digit',
        why: 'Prometheus would reject the rules',
        fix: 'rename the label',
      });
    }
    if (OWN_LABELS.has(name)) {
      problems.add({
        code: 'metrics/alert-label-taken',
        field: at,
        value,
        rule: `must not be one of ${[...OWN_LABELS].join(', ')}`,
        why: 'alerts have this label already, with the value that tells one from the others',
        fix: name === 'severity' ? 'set severity in the options of an alert' : 'use another name',
      });
    }
    if (typeof value === 'string' && value !== '') continue;
    problems.add({
      code: 'metrics/alert-label-value',
      field: at,
      value,
      rule: 'must be a non-empty string',
      why: 'Prometheus drops an empty label, and the operator rejects any other type',
      fix: 'give a value, or leave the label out',
    });
  }
  return problems.all;
}
