import { Duration } from 'cdk8s';
import { alertLabelProblems, alertProblems, alertRule, literal, span, type Alert } from '../../src/metrics/alert';
import type { AlertOptions } from '../../src/metrics/alert-options';
import { codes } from '../helpers';

const ALERT: Alert = {
  name: 'InferenceAtMaximum', expr: 'a > 1', after: 600, severity: 'warning', summary: 's', description: 'd',
};

test('an alert is a rule with the page of its section', () => {
  expect(alertRule(ALERT, {}, { namespace: 'vision' })).toEqual({
    alert: 'InferenceAtMaximum',
    expr: 'a > 1',
    for: '10m',
    labels: { namespace: 'vision', severity: 'warning' },
    annotations: {
      summary: 's',
      description: 'd',
      runbook_url: 'https://github.com/cdk8s-elastic-inference/cdk8s-elastic-inference/blob/main/docs/alerts.md'
        + '#inferenceatmaximum',
    },
  });
});

test('its options win, and none is left of one that is switched off', () => {
  expect(alertRule(ALERT, { after: Duration.hours(2), severity: 'page' })).toMatchObject({
    for: '2h', labels: { severity: 'page' },
  });
  expect(alertRule(ALERT, { after: Duration.seconds(0) })).not.toHaveProperty('for');
  expect(alertRule(ALERT, { enabled: false })).toBeUndefined();
});

test.each([[30, '30s'], [90, '90s'], [900, '15m'], [5400, '90m'], [7200, '2h']])('%d seconds are %s', (given, text) => {
  expect(span(given)).toBe(text);
});

test('a name with a dot is matched literally', () => {
  expect(literal('resnet.v1')).toBe('resnet\\\\.v1');
});

describe('refused are', () => {
  test.each<[string, unknown, string, string]>([
    ['a Duration for options', 5, 'metrics/alert-options', 'atMaximum'],
    ['a list', [], 'metrics/alert-options', 'atMaximum'],
    ['null', null, 'metrics/alert-options', 'atMaximum'],
    ['a text for a switch', { enabled: 'no' }, 'validation/boolean', 'atMaximum.enabled'],
    ['a number for a time', { after: 5 }, 'validation/duration', 'atMaximum.after'],
    ['an empty severity', { severity: '' }, 'metrics/alert-severity', 'atMaximum.severity'],
    ['a number for a severity', { severity: 1 }, 'metrics/alert-severity', 'atMaximum.severity'],
  ])('%s', (_, options, code, field) => {
    expect(codes(alertProblems('atMaximum', options as AlertOptions))).toEqual([[code, field]]);
  });

  test.each<[string, unknown, string, string]>([
    ['a list for labels', ['a'], 'metrics/alert-labels', 'alertLabels'],
    ['a name with a dash', { 'my-team': 'a' }, 'metrics/alert-label-name', 'alertLabels["my-team"]'],
    ['a name that alerts have', { severity: 'page' }, 'metrics/alert-label-taken', 'alertLabels["severity"]'],
    ['an empty value', { team: '' }, 'metrics/alert-label-value', 'alertLabels["team"]'],
    ['a number', { team: 1 }, 'metrics/alert-label-value', 'alertLabels["team"]'],
  ])('%s', (_, labels, code, field) => {
    expect(codes(alertLabelProblems('alertLabels', labels as Record<string, string>))).toEqual([[code, field]]);
  });

  test('nothing that is right', () => {
    expect(alertProblems('a', { enabled: true, after: Duration.minutes(5), severity: 'info' })).toEqual([]);
    expect(alertLabelProblems('a', { team: 'vision', _x: '{{ $labels.pod }}' })).toEqual([]);
  });
});
