import { Chart, type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { HeadIngress } from './head-ingress';
import { spokeAlerts } from './spoke-alerts';
import { guard } from '../app/validator';
import { plainObject } from '../kubernetes/plain-object';
import { alertLabelProblems, alertProblems, alertRule } from '../metrics/alert';
import type { AlertOptions } from '../metrics/alert-options';
import { checksArguments } from '../validation/checks-arguments';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { refuse } from '../validation/refuse';
import * as check from '../validation/value-checks';

/** Properties of `HeadIngressAlerts`. */
export interface HeadIngressAlertsProps {
  /** The head ingresses; each has its own PrometheusRule, with its name. */
  readonly of: HeadIngress[];

  /**
   * Labels of the PrometheusRules. Prometheus uses only the rules that its `ruleSelector` selects: with the Helm chart
   * kube-prometheus-stack, `{ release: '<name of the release>' }`.
   *
   * @default - none, for a Prometheus that selects every rule
   */
  readonly labels?: Record<string, string>;

  /**
   * Labels of each alert, by which Alertmanager routes, besides `severity`, `namespace`, `ingress` and `host`. Their
   * values are templates of Prometheus.
   *
   * @default - none
   */
  readonly alertLabels?: Record<string, string>;

  /**
   * The share of failed requests from which a spoke fails: above 0, at most 1. Failed are responses 502, 503 and 504,
   * and connections that were closed.
   *
   * @default 0.2
   */
  readonly failureRatio?: number;

  /**
   * The number of failed requests in five minutes below which a spoke is not said to fail: a whole number, 1 or more.
   *
   * @default 10
   */
  readonly failedRequests?: number;

  /**
   * `HeadIngressSpokeFailing`: requests to a spoke fail.
   *
   * @default - critical, after 2 minutes
   */
  readonly spokeFailing?: AlertOptions;

  /**
   * `HeadIngressSpokeEjected`: outlier detection has ejected a spoke. With `failover`, and while a spoke gets no
   * requests, only Envoy's own statistics show it, which the gateway exposes only with `.*outlier_detection.*` in its
   * `proxyStatsMatcher`.
   *
   * @default - warning, after 1 minute
   */
  readonly spokeEjected?: AlertOptions;
}

/**
 * Defines alerts for head ingresses, as a PrometheusRule for each: spokes to which requests fail, and spokes that
 * outlier detection has ejected. They read the metrics of Istio's gateway, which Prometheus must scrape in the cluster
 * of the ingress; the same with `HeadIngressMode.GATEWAY_API`.
 *
 * @see https://istio.io/latest/docs/reference/config/metrics/
 *
 * @example
 *
 * const hub = new Chart(app, 'hub', { namespace: 'demo' });
 * const mnist = new MLService(hub, 'Mnist', {
 *   releases: [{ name: 'origin', runtime: MLServiceRuntime.fromRuntimeName(hub, 'Runtime', 't9k-torchserve') }],
 * });
 * const fleet = new HyperMLService(hub, 'Fleet', {
 *   groups: [{ spokes: [Spoke.of('bj', { domain: 'bj.example.com' })], resources: [mnist] }],
 * });
 * const head = new HeadIngress(chart, 'Head', {
 *   fleet,
 *   gateway: 'istio-ingress/public',
 *   hosts: ['mnist.example.com'],
 * });
 * new HeadIngressAlerts(chart, 'Alerts', { of: [head], labels: { release: 'prometheus' } });
 */
@checksArguments
export class HeadIngressAlerts extends Construct {
  /** The PrometheusRules, in the order of `of`. */
  public readonly rules: ApiObject[];

  /**
   * Defines alerts.
   *
   * @param scope the scope of the construct
   * @param id its id there
   * @param props head ingresses, thresholds, and options of each alert
   */
  public constructor(scope: Construct, id: string, props: HeadIngressAlertsProps) {
    super(scope, id);
    refuse(this, headIngressAlertsProblems(props));
    this.rules = props.of.map((ingress, i) => plainObject(this, `Rule${i}`, {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: { name: ingress.name, labels: { ...props.labels } },
      spec: { groups: [group(ingress, props)] },
    }));
    this.node.defaultChild = this.rules[0];
    guard(this);
  }
}

function group(ingress: HeadIngress, props: HeadIngressAlertsProps): object {
  const { failureRatio: ratio = 0.2, failedRequests: requests = 10 } = props;
  const namespace = Chart.of(ingress).namespace ?? 'default';
  const rules: object[] = [];
  for (const destination of ingress._destinations) {
    const labels = { ...props.alertLabels, namespace, ingress: ingress.name, host: destination.host };
    const alerts = spokeAlerts(`${namespace}/${ingress.name}`, destination, { ratio, requests });
    for (const key of ['spokeFailing', 'spokeEjected'] as const) {
      const rule = alertRule(alerts[key], props[key], labels);
      if (rule) rules.push(rule);
    }
  }
  return { name: `head-ingress-${namespace}-${ingress.name}`, rules };
}

function headIngressAlertsProblems(props: HeadIngressAlertsProps): Problem[] {
  const { of, failureRatio, failedRequests, spokeFailing, spokeEjected } = props;
  const problems = new Problems();
  problems.addAll(ingressesProblems(of));
  problems.addAll(check.labels('labels', props.labels));
  problems.addAll(alertLabelProblems('alertLabels', props.alertLabels));
  problems.addAll(alertProblems('spokeFailing', spokeFailing));
  problems.addAll(alertProblems('spokeEjected', spokeEjected));
  if (failureRatio !== undefined && !(typeof failureRatio === 'number' && failureRatio > 0 && failureRatio <= 1)) {
    problems.add({
      code: 'head-ingress/failure-ratio',
      field: 'failureRatio',
      value: failureRatio,
      rule: 'must be a number above 0 and at most 1',
      why: 'the alert would always fire, or never',
      fix: 'omit it for 0.2',
    });
  }
  if (failedRequests !== undefined) {
    const why = 'the alert would fire without a failed request, or never';
    problems.addAll(check.integer('failedRequests', failedRequests, { min: 1 }, why, 'omit it for 10'));
  }
  if (problems.isEmpty && spokeFailing?.enabled === false && spokeEjected?.enabled === false) {
    problems.add({
      code: 'head-ingress/no-alert-left',
      field: 'of',
      value: of.map(({ name }) => name).join(', '),
      rule: 'must have at least one alert that is not switched off',
      why: 'a PrometheusRule without rules does nothing',
      fix: 'leave HeadIngressAlerts out, or remove enabled: false of an alert',
    });
  }
  return problems.all;
}

function ingressesProblems(of: unknown): Problem[] {
  if (!Array.isArray(of) || of.length === 0) {
    return [{
      code: 'head-ingress/no-ingress',
      field: 'of',
      value: of,
      rule: 'must name at least one HeadIngress',
      why: 'without one, no object would be created',
      fix: 'write a list of HeadIngress',
    }];
  }
  const problems = new Problems();
  for (const [i, ingress] of of.entries()) {
    if (!(ingress instanceof HeadIngress)) {
      problems.add({
        code: 'head-ingress/not-an-ingress',
        field: `of[${i}]`,
        value: ingress,
        rule: 'must be a HeadIngress',
        why: 'the hosts that anything else routes to are unknown',
        fix: 'use the construct HeadIngress',
      });
    } else if (of.indexOf(ingress) !== i) {
      problems.add({
        code: 'head-ingress/ingress-named-twice',
        field: `of[${i}]`,
        value: ingress.name,
        rule: 'must be named once',
        why: 'the second would overwrite the first',
        fix: 'remove it from the list',
      });
    }
  }
  return problems.all;
}
