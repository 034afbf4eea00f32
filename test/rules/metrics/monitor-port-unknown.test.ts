import { ApiObject } from 'cdk8s';
import { change, told } from '../manifests';
import { InferenceDeployment } from '../../../src';
import { monitorPortUnknown } from '../../../src/rules/metrics/monitor-port-unknown';
import { deploymentProps, refusal, synth, testChart } from '../../helpers';

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

function message(at: string, got: string, ports: string, of: string): string {
  return `spec.${at}.port: got "${got}"; is no port of what it selects: ${ports} — Prometheus finds no target, and says nothing; name a port of the ${of} so, or ask one of these `
    + '(https://prometheus-operator.dev/docs/api-reference/api/)';
}

const PODS: [string, string] = ['PodMonitor vision/pods', message('podMetricsEndpoints[1]', 'metrics', 'http, admin', 'container')];

describe('monitor-port-unknown fires', () => {
  test('on a port that no container of the pods calls so', () => {
    expect(told(monitorPortUnknown, UNKNOWN)).toEqual([PODS]);
  });

  test('on a port that no Service calls so, whatever the containers call it', () => {
    expect(told(monitorPortUnknown, `${change(UNKNOWN, '{ port: metrics }', '{ port: admin }')}${SERVICES}`)).toEqual([['ServiceMonitor vision/services', message('endpoints[0]', 'http', 'rest', 'Service')]]);
  });

  test('where no port has a name', () => {
    const text = change(UNKNOWN, '{ name: rest, port: 80, targetPort: 8501 }', '{ port: 80 }');
    expect(told(monitorPortUnknown, `${text}${SERVICES}`)[1]).toEqual(['ServiceMonitor vision/services', message('endpoints[0]', 'http', 'none has a name', 'Service')]);
  });

  test('on a name that differs in case', () => {
    expect(told(monitorPortUnknown, change(UNKNOWN, '{ port: metrics }', '{ port: Http }'))).toHaveLength(1);
  });

  test('where the monitor looks into the namespace of the pods', () => {
    const text = change(UNKNOWN, 'name: pods, namespace: vision }\nspec: {', 'name: pods, namespace: monitoring }\nspec: { namespaceSelector: { matchNames: [audio, vision] },');
    expect(told(monitorPortUnknown, text).map(([object]) => object)).toEqual(['PodMonitor monitoring/pods']);
  });

  test('by expressions', () => {
    const text = change(UNKNOWN, 'selector: { matchLabels: { app: classifier } }, podMetricsEndpoints', 'selector: { matchExpressions: [{ key: app, operator: Exists }] }, podMetricsEndpoints');
    expect(told(monitorPortUnknown, text)).toHaveLength(1);
    expect(told(monitorPortUnknown, `${UNKNOWN}${change(SERVICES, 'matchLabels: { tier: ai }', 'matchExpressions: [{ key: tier, operator: In, values: [ai] }]')}`)).toHaveLength(2);
  });

  test('at the synth of an app', () => {
    const chart = testChart();
    new InferenceDeployment(chart, 'M', deploymentProps());
    const spec = { selector: { matchLabels: { app: 'm' } }, podMetricsEndpoints: [{ port: 'web' }] };
    new ApiObject(chart, 'Monitor', { apiVersion: 'monitoring.coreos.com/v1', kind: 'PodMonitor', spec } as never);
    expect(refusal(() => synth(chart))).toContain('spec.podMetricsEndpoints[0].port: got "web"; is no port of what it selects: http, grpc');
  });
});

describe('monitor-port-unknown is silent', () => {
  test.each<[string, string, string]>([
    ['when the port has the name', '{ port: metrics }', '{ port: http }'],
    ['when a native sidecar has the port', '{ port: metrics }', '{ port: admin }'],
    ['when the port is asked by its number', '{ port: metrics }', '{ portNumber: 8500 }'],
    ['when what it selects is not among the objects', 'selector: { matchLabels: { app: classifier } }, podMetricsEndpoints', 'selector: { matchLabels: { app: detector } }, podMetricsEndpoints'],
    ['when it is in another namespace', 'name: pods, namespace: vision', 'name: pods, namespace: monitoring'],
    ['when it looks into every namespace', 'name: pods, namespace: vision }\nspec: {', 'name: pods, namespace: vision }\nspec: { namespaceSelector: { any: true },'],
    ['when it looks elsewhere', 'name: pods, namespace: vision }\nspec: {', 'name: pods, namespace: vision }\nspec: { namespaceSelector: { matchNames: [audio] },'],
    ['when it asks nothing', '[{ port: http }, { port: metrics }]', 'null'],
    ['when it is a monitor of another kind', 'kind: PodMonitor', 'kind: Probe'],
  ])('%s', (_, from, to) => {
    expect(told(monitorPortUnknown, change(UNKNOWN, from, to))).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['when the Service has the name', '{ port: http }', '{ port: rest }'],
    ['when it selects no Service of these', 'tier: ai', 'tier: web'],
    ['when its selector is empty, which may pick others', '{ matchLabels: { tier: ai } }', '{}'],
  ])('on a ServiceMonitor %s', (_, from, to) => {
    expect(told(monitorPortUnknown, `${UNKNOWN}${change(SERVICES, from, to)}`).map(([object]) => object)).toEqual(['PodMonitor vision/pods']);
  });
});

/** A ServiceMonitor that is not of this library, beside a Service that is. */
function monitored(port: string) {
  const chart = testChart();
  new InferenceDeployment(chart, 'Server', deploymentProps());
  new ApiObject(chart, 'Monitor', {
    apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor', metadata: { name: 'monitor' }, spec: { selector: { matchLabels: { app: 'server' } }, endpoints: [{ port }] },
  });
  return refusal(() => synth(chart));
}

test('a monitor of one\'s own that asks a port which the Service does not have stops the synth', () => {
  expect(monitored('metrics')).toContain('ServiceMonitor monitor spec.endpoints[0].port: got "metrics"; is no port of what it selects: http, grpc — ');
});

test('one that asks a port of the Service does not', () => {
  expect(monitored('http')).toBeUndefined();
});
