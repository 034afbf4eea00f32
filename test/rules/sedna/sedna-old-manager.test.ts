import { sednaOldManager } from '../../../src/rules/sedna/sedna-old-manager';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const OLD = `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker: { model: { name: little }, hpa: { maxReplicas: 2 } }
  cloudWorker: { model: { name: big } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: gm, namespace: sedna }
spec:
  template:
    metadata: { labels: { sedna: gm } }
    spec:
      containers: [{ name: gm, image: 'kubeedge/sedna-gm:v0.6.0' }]
`;

const IMAGE = "'kubeedge/sedna-gm:v0.6.0'";

test('the examples of sedna-old-manager', () => {
  expect(codes(sednaOldManager.failing)).toEqual(['sedna-old-manager']);
  expect(codes(sednaOldManager.repaired)).toEqual([]);
});

const [SERVICE, DEPLOYMENT] = OLD.split('---');

function place(kind: string = 'Deployment', pod: string = 'spec.template.spec'): [string, string] {
  return [`${kind} sedna/gm`, `${pod}.containers["gm"].image`];
}

describe('sedna-old-manager fires', () => {
  test('with its message', () => {
    expect(told(sednaOldManager, OLD)).toEqual([[
      'Deployment sedna/gm',
      'spec.template.spec.containers["gm"].image: got "kubeedge/sedna-gm:v0.6.0"; must be v0.7.0 or newer — '
      + 'an older Global Manager silently ignores hpa, and creates pods instead of Deployments; '
      + `use kubeedge/sedna-gm:v0.7.0 (the Helm chart of Sedna pins v0.6.0) (${sednaOldManager.source})`,
    ]]);
  });

  test.each([
    'kubeedge/sedna-gm:v0.6.0',
    'sedna-gm:v0.1.0',
    'docker.io/kubeedge/sedna-gm:0.6.9',
    'registry.example.com:5000/mirror/sedna-gm:v0.6',
    'kubeedge/sedna-gm:v0.6.0-amd64',
    `kubeedge/sedna-gm:v0.6.0@sha256:${'0'.repeat(64)}`,
  ])('on the image %s', (image) => {
    expect(fires(sednaOldManager, change(OLD, IMAGE, `'${image}'`))).toEqual([place()]);
  });

  test('when the cloud worker alone scales', () => {
    const none = change(OLD, ', hpa: { maxReplicas: 2 }', '');
    const cloud = change(none, 'model: { name: big }', 'model: { name: big }, hpa: { maxReplicas: 3 }');
    expect(fires(sednaOldManager, cloud)).toEqual([place()]);
  });

  test('on each kind, with the place of its containers', () => {
    const pod = `
apiVersion: v1
kind: Pod
metadata: { name: gm, namespace: sedna }
spec: { containers: [{ name: gm, image: ${IMAGE} }] }
`;
    expect(fires(sednaOldManager, `${SERVICE}---${pod}`)).toEqual([place('Pod', 'spec')]);
    const statefulSet = change(OLD, 'kind: Deployment', 'kind: StatefulSet');
    expect(fires(sednaOldManager, statefulSet)).toEqual([place('StatefulSet')]);
  });

  test('once, on the Deployment of a dump, not on its old ReplicaSets', () => {
    const replicaSet = change(DEPLOYMENT, 'kind: Deployment', 'kind: ReplicaSet');
    expect(fires(sednaOldManager, `${OLD}---${replicaSet}`)).toEqual([place()]);
  });
});

describe('sedna-old-manager is silent', () => {
  test.each([
    'kubeedge/sedna-gm:v0.7.0', 'kubeedge/sedna-gm:v0.7', 'kubeedge/sedna-gm:v0.7.1', 'kubeedge/sedna-gm:v0.10.0',
    'kubeedge/sedna-gm:v1.0.0', 'kubeedge/sedna-gm:0.8.0-rc.1', 'kubeedge/sedna-gm:latest', 'kubeedge/sedna-gm:main',
    'kubeedge/sedna-gm', `kubeedge/sedna-gm@sha256:${'0'.repeat(64)}`, 'kubeedge/sedna-lc:v0.6.0',
    'kubeedge/sedna-kb:v0.6.0', 'example.com/my-sedna-gm:v0.6.0', 'example.com/sedna-gm-tools:v0.6.0',
    'sedna-gm/tools:v0.6.0', '',
  ])('on the image "%s"', (image) => {
    expect(fires(sednaOldManager, change(OLD, IMAGE, `'${image}'`))).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['when the image is null', IMAGE, 'null'],
    ['when the image is a number', IMAGE, '0.6'],
    ['when the containers are null', `containers: [{ name: gm, image: ${IMAGE} }]`, 'containers: null'],
    ['when nothing but a ConfigMap names the image',
      DEPLOYMENT, `\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: gm }\ndata: { image: ${IMAGE} }\n`],
    ['when the only joint inference is of another group', 'sedna.io/v1alpha1', 'example.com/v1'],
    ['when no service scales: an older one makes pods, and they work', ', hpa: { maxReplicas: 2 }', ''],
    ['when hpa is null', 'hpa: { maxReplicas: 2 }', 'hpa: null'],
    ['when only a ReplicaSet has the image, which may be left over', 'kind: Deployment', 'kind: ReplicaSet'],
  ])('%s', (_, from, to) => {
    expect(fires(sednaOldManager, change(OLD, from, to))).toEqual([]);
  });

  test('of a Sedna that is installed for its other features', () => {
    expect(fires(sednaOldManager, DEPLOYMENT)).toEqual([]);
  });
});
