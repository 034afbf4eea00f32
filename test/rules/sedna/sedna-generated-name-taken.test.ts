import { readFileSync } from 'fs';
import { join } from 'path';
import { sednaGeneratedNameTaken } from '../../../src/rules/sedna/sedna-generated-name-taken';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

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

const [JOINT, SERVICE] = TAKEN.split('---\n');
const NAME = 'name: helmet-cloud, namespace: vision';

/** An object beside the JointInferenceService, in the place of the Service. */
function beside(apiVersion: string, kind: string, name: string): string {
  return `${JOINT}---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: vision }\n`;
}

test('the examples of sedna-generated-name-taken', () => {
  expect(codes(sednaGeneratedNameTaken.failing)).toEqual(['sedna-generated-name-taken']);
  expect(codes(sednaGeneratedNameTaken.repaired)).toEqual([]);
});

describe('sedna-generated-name-taken fires', () => {
  test('with its message', () => {
    expect(told(sednaGeneratedNameTaken, TAKEN)).toEqual([[
      'Service vision/helmet-cloud',
      'metadata.name: got "helmet-cloud"; '
      + 'is the name of an object that Sedna creates for JointInferenceService vision/helmet — '
      + 'Sedna cannot create its own (AlreadyExists) and does not retry: '
      + 'the JointInferenceService is Failed permanently; '
      + `rename this object or the JointInferenceService (${sednaGeneratedNameTaken.source})`,
    ]]);
  });

  test.each<[string, string, string]>([
    ['v1', 'Service', 'helmet-cloud'],
    ['apps/v1', 'Deployment', 'helmet-deployment-edge'],
    ['apps/v1', 'Deployment', 'helmet-deployment-cloud'],
    ['autoscaling/v2', 'HorizontalPodAutoscaler', 'hpa-helmet-deployment-edge'],
    ['autoscaling/v1', 'HorizontalPodAutoscaler', 'hpa-helmet-deployment-cloud'],
  ])('on what is %s %s %s already', (apiVersion, kind, name) => {
    expect(fires(sednaGeneratedNameTaken, beside(apiVersion, kind, name))).toEqual([
      [`${kind} vision/${name}`, 'metadata.name'],
    ]);
  });

  test('in the default namespace, whether it is written or not', () => {
    const unwritten = change(TAKEN, 'name: helmet, namespace: vision', 'name: helmet');
    expect(fires(sednaGeneratedNameTaken, change(unwritten, NAME, 'name: helmet-cloud, namespace: default'))).toEqual([
      ['Service default/helmet-cloud', 'metadata.name'],
    ]);
  });

  test.each<[string, string]>([
    ['another object owns it', '[{ apiVersion: apps/v1, kind: Deployment, name: front }]'],
    ['nothing is said of its owner', 'null'],
    ['its owners are none', '[]'],
    ['its owner is a text', '[helmet]'],
  ])('when %s', (_, owners) => {
    expect(fires(sednaGeneratedNameTaken, change(TAKEN, NAME, `${NAME}, ownerReferences: ${owners}`))).toEqual([
      ['Service vision/helmet-cloud', 'metadata.name'],
    ]);
  });
});

describe('sedna-generated-name-taken is silent', () => {
  const owner = '{ apiVersion: sedna.io/v1alpha1, kind: JointInferenceService, name: helmet }';

  test.each<[string, string, string]>([
    ['on what the controller made itself', NAME, `${NAME}, ownerReferences: [${owner}]`],
    ['on another name', 'helmet-cloud', 'helmet-front'],
    ['on the Service of the edge worker, which Sedna does not make', 'helmet-cloud', 'helmet-edge'],
    ['in another namespace', NAME, 'name: helmet-cloud, namespace: audio'],
    ['on another kind', 'kind: Service', 'kind: ConfigMap'],
    ['on a name that is null', 'name: helmet-cloud', 'name: null'],
    ['where there is no metadata', `metadata: { ${NAME} }`, 'metadata:'],
    ['of a kind of that name in another group', 'sedna.io/v1alpha1', 'example.com/v1'],
  ])('%s', (_, from, to) => {
    expect(fires(sednaGeneratedNameTaken, change(TAKEN, from, to))).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['serving.knative.dev/v1', 'Service', 'helmet-cloud'],
    ['v1', 'Deployment', 'helmet-deployment-edge'],
    ['apps.example.com/v1', 'Deployment', 'helmet-deployment-cloud'],
    ['autoscaling.example.com/v2', 'HorizontalPodAutoscaler', 'hpa-helmet-deployment-edge'],
  ])('on what is %s %s %s: a kind of that name in another group', (apiVersion, kind, name) => {
    expect(fires(sednaGeneratedNameTaken, beside(apiVersion, kind, name))).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['is missing', ', hpa: { maxReplicas: 2 }', ''],
    ['is null', 'hpa: { maxReplicas: 2 }', 'hpa: null'],
  ])('on the name of an autoscaler that Sedna does not make, because hpa %s', (_, from, to) => {
    const text = beside('autoscaling/v2', 'HorizontalPodAutoscaler', 'hpa-helmet-deployment-edge');
    expect(fires(sednaGeneratedNameTaken, text)).toHaveLength(1);
    expect(fires(sednaGeneratedNameTaken, change(text, from, to))).toEqual([]);
  });

  test('on a StatefulSet with the name of a Deployment', () => {
    expect(fires(sednaGeneratedNameTaken, beside('apps/v1', 'StatefulSet', 'helmet-deployment-edge'))).toEqual([]);
  });

  test('on all that the controller was seen to make, beside its JointInferenceService', () => {
    const made = readFileSync(join(__dirname, '../../sedna/observed/seed-000.yaml'), 'utf8');
    const joint = change(JOINT, 'helmet, namespace: vision', 'helmet-detection-inference-example');
    expect(fires(sednaGeneratedNameTaken, `${joint}---\n${made}`)).toEqual([]);
    const unowned = made.replace(/ownerReferences/g, 'owners');
    expect(fires(sednaGeneratedNameTaken, `${joint}---\n${unowned}`)).toHaveLength(5);
  });

  test('where there is no JointInferenceService', () => {
    expect(fires(sednaGeneratedNameTaken, SERVICE)).toEqual([]);
  });
});
