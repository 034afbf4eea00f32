import { readFileSync } from 'fs';
import { join } from 'path';
import { sednaGeneratedNameTaken } from '../../../src/rules/sedna/sedna-generated-name-taken';
import { change, told } from '../manifests';

const TAKEN = `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker: { model: { name: little }, hpa: { maxReplicas: 2 } }
  cloudWorker: { model: { name: big }, hpa: { maxReplicas: 4 } }
---
apiVersion: v1
kind: Service
metadata: { name: helmet-cloud, namespace: vision }
`;

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: { name: helmet-cloud, namespace: vision }';

function message(name: string, service: string = 'vision/helmet'): string {
  return `metadata.name: got "${name}"; is the name of what Sedna makes for JointInferenceService ${service} — `
    + 'Sedna gives up when its own cannot be created (AlreadyExists): the service is Failed for good; '
    + 'give this object or the JointInferenceService another name (https://github.com/kubeedge/sedna)';
}

describe('sedna-generated-name-taken fires', () => {
  test.each<[string, string, string]>([
    ['v1', 'Service', 'helmet-cloud'],
    ['apps/v1', 'Deployment', 'helmet-deployment-edge'],
    ['apps/v1', 'Deployment', 'helmet-deployment-cloud'],
    ['autoscaling/v2', 'HorizontalPodAutoscaler', 'hpa-helmet-deployment-edge'],
    ['autoscaling/v1', 'HorizontalPodAutoscaler', 'hpa-helmet-deployment-cloud'],
  ])('on what is %s %s %s already', (apiVersion, kind, name) => {
    const text = change(TAKEN, SERVICE, `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: vision }`);
    expect(told(sednaGeneratedNameTaken, text)).toEqual([[`${kind} vision/${name}`, message(name)]]);
  });

  test('in the default namespace, whether it is written or not', () => {
    const text = change(change(TAKEN, 'name: helmet, namespace: vision', 'name: helmet'), 'name: helmet-cloud, namespace: vision', 'name: helmet-cloud, namespace: default');
    expect(told(sednaGeneratedNameTaken, text)).toEqual([['Service default/helmet-cloud', message('helmet-cloud', 'helmet')]]);
  });

  test.each<[string, string]>([
    ['another object owns it', '[{ apiVersion: apps/v1, kind: Deployment, name: front }]'],
    ['nothing is said of its owner', 'null'],
    ['its owners are none', '[]'],
    ['its owner is a text', '[helmet]'],
  ])('when %s', (_, owners) => {
    expect(told(sednaGeneratedNameTaken, change(TAKEN, 'name: helmet-cloud, namespace: vision', `name: helmet-cloud, namespace: vision, ownerReferences: ${owners}`))).toHaveLength(1);
  });
});

describe('sedna-generated-name-taken is silent', () => {
  test.each<[string, string, string]>([
    ['on what the controller made itself', 'name: helmet-cloud, namespace: vision', 'name: helmet-cloud, namespace: vision, ownerReferences: [{ apiVersion: sedna.io/v1alpha1, kind: JointInferenceService, name: helmet }]'],
    ['on another name', 'helmet-cloud', 'helmet-front'],
    ['on the Service of the edge worker, which Sedna does not make', 'helmet-cloud', 'helmet-edge'],
    ['in another namespace', 'name: helmet-cloud, namespace: vision', 'name: helmet-cloud, namespace: audio'],
    ['on another kind', 'kind: Service', 'kind: ConfigMap'],
    ['on a name that is null', 'name: helmet-cloud', 'name: null'],
    ['where there is no metadata', 'metadata: { name: helmet-cloud, namespace: vision }', 'metadata:'],
    ['of a kind of that name in another group', 'sedna.io/v1alpha1', 'example.com/v1'],
  ])('%s', (_, from, to) => {
    expect(told(sednaGeneratedNameTaken, change(TAKEN, from, to))).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['serving.knative.dev/v1', 'Service', 'helmet-cloud'],
    ['v1', 'Deployment', 'helmet-deployment-edge'],
    ['apps.example.com/v1', 'Deployment', 'helmet-deployment-cloud'],
    ['autoscaling.example.com/v2', 'HorizontalPodAutoscaler', 'hpa-helmet-deployment-edge'],
  ])('on what is %s %s %s: a kind of that name in another group', (apiVersion, kind, name) => {
    expect(told(sednaGeneratedNameTaken, change(TAKEN, SERVICE, `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: vision }`))).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['is missing', ', hpa: { maxReplicas: 2 }', ''],
    ['is null', 'hpa: { maxReplicas: 2 }', 'hpa: null'],
  ])('on the name of an autoscaler that Sedna does not make, because hpa %s', (_, from, to) => {
    const text = change(TAKEN, SERVICE, 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: hpa-helmet-deployment-edge, namespace: vision }');
    expect(told(sednaGeneratedNameTaken, text)).toHaveLength(1);
    expect(told(sednaGeneratedNameTaken, change(text, from, to))).toEqual([]);
  });

  test('on a StatefulSet with the name of a Deployment', () => {
    expect(told(sednaGeneratedNameTaken, change(TAKEN, SERVICE, 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: helmet-deployment-edge, namespace: vision }'))).toEqual([]);
  });

  test('on all that the controller was seen to make, beside its JointInferenceService', () => {
    const made = readFileSync(join(__dirname, '../../sedna/observed/seed-000.yaml'), 'utf8');
    const name = 'helmet-detection-inference-example';
    expect(told(sednaGeneratedNameTaken, `${TAKEN.split('---')[0].replace('helmet, namespace: vision', name)}---\n${made}`)).toEqual([]);
    expect(told(sednaGeneratedNameTaken, `${TAKEN.split('---')[0].replace('helmet, namespace: vision', name)}---\n${made.replace(/ownerReferences/g, 'owners')}`)).toHaveLength(5);
  });

  test('where there is no JointInferenceService', () => {
    expect(told(sednaGeneratedNameTaken, SERVICE)).toEqual([]);
  });
});
