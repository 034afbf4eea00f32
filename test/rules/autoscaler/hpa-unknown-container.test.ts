import { change, told } from '../manifests';
import { hpaUnknownContainer } from '../../../src/rules/autoscaler/hpa-unknown-container';

const UNKNOWN = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  template:
    metadata: { labels: { app: classifier } }
    spec:
      initContainers: [{ name: proxy, restartPolicy: Always }, { name: fetch }]
      containers: [{ name: server }, { name: exporter }]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { averageUtilization: 60 } } }
    - { type: ContainerResource, containerResource: { name: cpu, container: tf-serving, target: { averageUtilization: 60 } } }
`;

function message(container: string): string {
  return `spec.metrics[1].containerResource.container: got "${container}"; Deployment vision/classifier has no container of that name — `
    + 'the autoscaler finds no metric (FailedGetContainerResourceMetric) and never scales; name one of "server", "exporter", "proxy"';
}

describe('hpa-unknown-container fires', () => {
  test('on the name of a container that the pods do not have', () => {
    expect(told(hpaUnknownContainer, UNKNOWN)).toEqual([['HorizontalPodAutoscaler vision/scaler', message('tf-serving')]]);
  });

  test('on an init container that ends', () => {
    expect(told(hpaUnknownContainer, change(UNKNOWN, 'container: tf-serving', 'container: fetch'))).toEqual([['HorizontalPodAutoscaler vision/scaler', message('fetch')]]);
  });

  test('on a name that differs in case', () => {
    expect(told(hpaUnknownContainer, change(UNKNOWN, 'container: tf-serving', 'container: Server'))).toHaveLength(1);
  });
});

describe('hpa-unknown-container is silent', () => {
  test.each<[string, string, string]>([
    ['when the container is there', 'container: tf-serving', 'container: exporter'],
    ['when the container is a native sidecar', 'container: tf-serving', 'container: proxy'],
    ['when the target is not among the objects', 'kind: Deployment, name: classifier', 'kind: Deployment, name: elsewhere'],
    ['when the target is in another namespace', 'name: scaler, namespace: vision', 'name: scaler'],
    ['when the metric is of the whole pod', '{ type: ContainerResource, containerResource: { name: cpu, container: tf-serving, target: { averageUtilization: 60 } } }', '{ type: Resource, resource: { name: memory } }'],
    ['when the metric is null', 'containerResource: { name: cpu, container: tf-serving, target: { averageUtilization: 60 } }', 'containerResource: null'],
  ])('%s', (_, from, to) => {
    expect(told(hpaUnknownContainer, change(UNKNOWN, from, to))).toEqual([]);
  });

  test('of an autoscaler of v1, which knows no containers', () => {
    expect(told(hpaUnknownContainer, `${UNKNOWN.split('  metrics:')[0].replace('autoscaling/v2', 'autoscaling/v1')}  targetCPUUtilizationPercentage: 60\n`)).toEqual([]);
  });
});
