import { ApiObject } from 'cdk8s';
import { InferenceDeployment, InferenceRules } from '../../../src';
import { monitorPortUnknown } from '../../../src/rules/metrics/monitor-port-unknown';
import { deploymentProps, testChart } from '../../helpers';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const UNKNOWN = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  template:
    metadata: { labels: { app: classifier } }
    spec:
      initContainers: [{ name: proxy, restartPolicy: Always, ports: [{ name: admin, containerPort: 15000 }] }]
      containers: [{ name: server, ports: [{ name: http, containerPort: 8501 }, { containerPort: 8500 }] }]
---
apiVersion: v1
kind: Service
metadata: { name: classifier, namespace: vision, labels: { tier: ai } }
spec: { selector: { app: classifier }, ports: [{ name: rest, port: 80, targetPort: 8501 }, { port: 81 }] }
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: pods, namespace: vision }
spec: { selector: { matchLabels: { app: classifier } }, podMetricsEndpoints: [{ port: http }, { port: metrics }] }
`;

const SERVICES = `
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: services, namespace: vision }
spec: { selector: { matchLabels: { tier: ai } }, endpoints: [{ port: http }] }
`;

const POD_SELECTOR = 'selector: { matchLabels: { app: classifier } }, podMetricsEndpoints';
const POD_MONITOR = 'name: pods, namespace: vision }\nspec: {';
const PODS: [string, string] = ['PodMonitor vision/pods', 'spec.podMetricsEndpoints[1].port'];
const SERVICE: [string, string] = ['ServiceMonitor vision/services', 'spec.endpoints[0].port'];

test('the examples of monitor-port-unknown', () => {
  expect(codes(monitorPortUnknown.failing)).toEqual(['monitor-port-unknown']);
  expect(codes(monitorPortUnknown.repaired)).toEqual([]);
});

describe('monitor-port-unknown fires', () => {
  test('on a port that no container of the pods calls so', () => {
    expect(told(monitorPortUnknown, UNKNOWN)).toEqual([[
      PODS[0],
      `${PODS[1]}: got "metrics"; is not the name of a port of any selected container: they have http, admin — `
      + 'Prometheus finds no target, and does not report that; '
      + 'give a port of the container this name, or scrape a port that it has '
      + `(${monitorPortUnknown.source})`,
    ]]);
  });

  test('on a port that no Service calls so, whatever the containers call it', () => {
    const text = `${change(UNKNOWN, '{ port: metrics }', '{ port: admin }')}${SERVICES}`;
    expect(told(monitorPortUnknown, text)).toEqual([[
      SERVICE[0],
      `${SERVICE[1]}: got "http"; is not the name of a port of any selected Service: they have rest — `
      + 'Prometheus finds no target, and does not report that; '
      + 'give a port of the Service this name, or scrape a port that it has '
      + `(${monitorPortUnknown.source})`,
    ]]);
  });

  test('where no port has a name', () => {
    const text = change(UNKNOWN, '{ name: rest, port: 80, targetPort: 8501 }', '{ port: 80 }');
    const found = told(monitorPortUnknown, `${text}${SERVICES}`);
    expect(found.map(([object]) => object)).toEqual([PODS[0], SERVICE[0]]);
    expect(found[1][1]).toContain('of any selected Service: none of their ports has a name — ');
  });

  test('with five names at most, each once', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'http'];
    const ports = names.map((name, i) => `{ name: ${name}, containerPort: ${i + 1} }`);
    const more = `{ name: more, ports: [${ports.join(', ')}] }`;
    const text = change(UNKNOWN, '{ name: server', `${more}, { name: server`);
    expect(told(monitorPortUnknown, text)[0][1]).toContain('they have a, b, c, d, e and 3 more — ');
  });

  test('on a name that differs in case', () => {
    expect(fires(monitorPortUnknown, change(UNKNOWN, '{ port: metrics }', '{ port: Http }'))).toEqual([PODS]);
  });

  test('where the monitor looks into the namespace of the pods', () => {
    const elsewhere = 'name: pods, namespace: monitoring }\n'
      + 'spec: { namespaceSelector: { matchNames: [audio, vision] },';
    expect(fires(monitorPortUnknown, change(UNKNOWN, POD_MONITOR, elsewhere))).toEqual([
      ['PodMonitor monitoring/pods', PODS[1]],
    ]);
  });

  test('by expressions', () => {
    const byExpression = 'selector: { matchExpressions: [{ key: app, operator: Exists }] }, podMetricsEndpoints';
    expect(fires(monitorPortUnknown, change(UNKNOWN, POD_SELECTOR, byExpression))).toEqual([PODS]);
    const services = change(
      SERVICES, 'matchLabels: { tier: ai }', 'matchExpressions: [{ key: tier, operator: In, values: [ai] }]',
    );
    expect(fires(monitorPortUnknown, `${UNKNOWN}${services}`)).toEqual([PODS, SERVICE]);
  });
});

describe('monitor-port-unknown is silent', () => {
  test.each<[string, string, string]>([
    ['when the port has the name', '{ port: metrics }', '{ port: http }'],
    ['when a native sidecar has the port', '{ port: metrics }', '{ port: admin }'],
    ['when the port is given by its number', '{ port: metrics }', '{ portNumber: 8500 }'],
    ['when what it selects is not among the objects',
      POD_SELECTOR, 'selector: { matchLabels: { app: detector } }, podMetricsEndpoints'],
    ['when it is in another namespace', 'name: pods, namespace: vision', 'name: pods, namespace: monitoring'],
    ['when it looks into every namespace', POD_MONITOR, `${POD_MONITOR} namespaceSelector: { any: true },`],
    ['when it looks elsewhere', POD_MONITOR, `${POD_MONITOR} namespaceSelector: { matchNames: [audio] },`],
    ['when it scrapes nothing', '[{ port: http }, { port: metrics }]', 'null'],
    ['when it is a monitor of another kind', 'kind: PodMonitor', 'kind: Probe'],
  ])('%s', (_, from, to) => {
    expect(fires(monitorPortUnknown, change(UNKNOWN, from, to))).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['when the Service has the name', '{ port: http }', '{ port: rest }'],
    ['when it selects no Service of these', 'tier: ai', 'tier: web'],
    ['when its selector is empty, which may pick others', '{ matchLabels: { tier: ai } }', '{}'],
  ])('on a ServiceMonitor %s', (_, from, to) => {
    expect(fires(monitorPortUnknown, `${UNKNOWN}${change(SERVICES, from, to)}`)).toEqual([PODS]);
  });
});

describe('in a program', () => {
  /** The findings where a monitor that is not of this library selects what is. */
  function found(kind: string, spec: object): string[][] {
    const chart = testChart();
    new InferenceDeployment(chart, 'Server', deploymentProps());
    const monitor = { apiVersion: 'monitoring.coreos.com/v1', kind, metadata: { name: 'monitor' }, spec };
    new ApiObject(chart, 'Monitor', monitor);
    const all = InferenceRules.check(chart).filter(({ rule }) => rule === 'monitor-port-unknown');
    return all.map((f) => [f.rule, f.object]);
  }

  test.each<[string, string[][]]>([
    ['metrics', [['monitor-port-unknown', 'ServiceMonitor vision/monitor']]],
    ['http', []],
  ])('a ServiceMonitor that scrapes the port %s', (port, findings) => {
    const selector = { matchLabels: { app: 'server' } };
    expect(found('ServiceMonitor', { selector, endpoints: [{ port }] })).toEqual(findings);
  });

  test.each<[string, string[][]]>([
    ['web', [['monitor-port-unknown', 'PodMonitor vision/monitor']]],
    ['grpc', []],
  ])('a PodMonitor that scrapes the port %s', (port, findings) => {
    const selector = { matchLabels: { app: 'server' } };
    expect(found('PodMonitor', { selector, podMetricsEndpoints: [{ port }] })).toEqual(findings);
  });
});
