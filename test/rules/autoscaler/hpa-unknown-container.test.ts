import { hpaUnknownContainer } from '../../../src/rules/autoscaler/hpa-unknown-container';
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
    - type: ContainerResource
      containerResource: { name: cpu, container: tf-serving, target: { averageUtilization: 60 } }
`;

const SCALER = 'HorizontalPodAutoscaler vision/scaler';
const FIELD = 'spec.metrics[1].containerResource.container';
const FIRES = [[SCALER, FIELD]];
const SOURCE = '{ name: cpu, container: tf-serving, target: { averageUtilization: 60 } }';

test('the examples of hpa-unknown-container', () => {
  expect(codes(hpaUnknownContainer.failing)).toEqual(['hpa-unknown-container']);
  expect(codes(hpaUnknownContainer.repaired)).toEqual([]);
});

describe('hpa-unknown-container fires', () => {
  test('on the name of a container that the pods do not have', () => {
    expect(told(hpaUnknownContainer, UNKNOWN)).toEqual([[
      SCALER,
      `${FIELD}: got "tf-serving"; Deployment vision/classifier has no container of that name — `
      + 'the autoscaler finds no metric (FailedGetContainerResourceMetric) and never scales; '
      + `use the name of a container: "server", "exporter", "proxy" (${hpaUnknownContainer.source})`,
    ]]);
  });

  test('on an init container that ends', () => {
    expect(fires(hpaUnknownContainer, change(UNKNOWN, 'container: tf-serving', 'container: fetch'))).toEqual(FIRES);
  });

  test('on a name that differs in case', () => {
    expect(fires(hpaUnknownContainer, change(UNKNOWN, 'container: tf-serving', 'container: Server'))).toEqual(FIRES);
  });

  test('on pods without containers', () => {
    const none = UNKNOWN.replace(/ {6}initContainers[^]*?---/, '      containers: null\n---');
    const [[, message]] = told(hpaUnknownContainer, none);
    expect(message).toContain('; use the name of a container: none so far (');
  });
});

describe('hpa-unknown-container is silent', () => {
  test.each<[string, string, string]>([
    ['when the container is there', 'container: tf-serving', 'container: exporter'],
    ['when the container is a native sidecar', 'container: tf-serving', 'container: proxy'],
    ['when the target is not among the objects',
      'kind: Deployment, name: classifier', 'kind: Deployment, name: elsewhere'],
    ['when the target is in another namespace', 'name: scaler, namespace: vision', 'name: scaler'],
    ['when the metric is of the whole pod',
      `type: ContainerResource\n      containerResource: ${SOURCE}`,
      'type: Resource\n      resource: { name: memory }'],
    ['when the metric is null', `containerResource: ${SOURCE}`, 'containerResource: null'],
  ])('%s', (_, from, to) => {
    expect(fires(hpaUnknownContainer, change(UNKNOWN, from, to))).toEqual([]);
  });

  test('of an autoscaler of v1, which knows no containers', () => {
    const v1 = UNKNOWN.split('  metrics:')[0].replace('autoscaling/v2', 'autoscaling/v1');
    expect(fires(hpaUnknownContainer, `${v1}  targetCPUUtilizationPercentage: 60\n`)).toEqual([]);
  });
});
