import { change, told } from '../manifests';
import { sednaOldManager } from '../../../src/rules/sedna/sedna-old-manager';

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

function message(image: string, path: string = 'spec.template.spec'): string {
  return `${path}.containers["gm"].image: got "${image}"; must be v0.7.0 or newer — `
    + 'an older Global Manager ignores hpa without a word, and makes pods in place of Deployments; '
    + 'use kubeedge/sedna-gm:v0.7.0; the Helm chart of Sedna pins v0.6.0 (https://github.com/kubeedge/sedna)';
}

describe('sedna-old-manager fires', () => {
  test.each([
    'kubeedge/sedna-gm:v0.6.0',
    'sedna-gm:v0.1.0',
    'docker.io/kubeedge/sedna-gm:0.6.9',
    'registry.example.com:5000/mirror/sedna-gm:v0.6',
    'kubeedge/sedna-gm:v0.6.0-amd64',
    'kubeedge/sedna-gm:v0.6.0@sha256:0000000000000000000000000000000000000000000000000000000000000000',
  ])('on the image %s', (image) => {
    expect(told(sednaOldManager, change(OLD, IMAGE, `'${image}'`))).toEqual([['Deployment sedna/gm', message(image)]]);
  });

  test('when the cloud worker alone scales', () => {
    const cloud = change(change(OLD, ', hpa: { maxReplicas: 2 }', ''), 'model: { name: big }', 'model: { name: big }, hpa: { maxReplicas: 3 }');
    expect(told(sednaOldManager, cloud)).toEqual([['Deployment sedna/gm', message('kubeedge/sedna-gm:v0.6.0')]]);
  });

  test('on each kind, with the place of its containers', () => {
    const pod = `apiVersion: v1\nkind: Pod\nmetadata: { name: gm, namespace: sedna }\nspec: { containers: [{ name: gm, image: ${IMAGE} }] }\n`;
    expect(told(sednaOldManager, `${OLD.split('---')[0]}---\n${pod}`)).toEqual([['Pod sedna/gm', message('kubeedge/sedna-gm:v0.6.0', 'spec')]]);
    expect(told(sednaOldManager, change(OLD, 'kind: Deployment', 'kind: StatefulSet'))).toEqual([['StatefulSet sedna/gm', message('kubeedge/sedna-gm:v0.6.0')]]);
  });

  test('once, on the Deployment of a dump, not on its old ReplicaSets', () => {
    expect(told(sednaOldManager, `${OLD}---\n${OLD.split('---')[1].replace('kind: Deployment', 'kind: ReplicaSet')}`)).toEqual([
      ['Deployment sedna/gm', message('kubeedge/sedna-gm:v0.6.0')],
    ]);
  });
});

describe('sedna-old-manager is silent', () => {
  test.each([
    'kubeedge/sedna-gm:v0.7.0', 'kubeedge/sedna-gm:v0.7', 'kubeedge/sedna-gm:v0.7.1', 'kubeedge/sedna-gm:v0.10.0', 'kubeedge/sedna-gm:v1.0.0', 'kubeedge/sedna-gm:0.8.0-rc.1',
    'kubeedge/sedna-gm:latest', 'kubeedge/sedna-gm:main', 'kubeedge/sedna-gm', 'kubeedge/sedna-gm@sha256:0000000000000000000000000000000000000000000000000000000000000000',
    'kubeedge/sedna-lc:v0.6.0', 'kubeedge/sedna-kb:v0.6.0', 'example.com/my-sedna-gm:v0.6.0', 'example.com/sedna-gm-tools:v0.6.0', 'sedna-gm/tools:v0.6.0', '',
  ])('on the image "%s"', (image) => {
    expect(told(sednaOldManager, change(OLD, IMAGE, `'${image}'`))).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['when the image is null', IMAGE, 'null'],
    ['when the image is a number', IMAGE, '0.6'],
    ['when the containers are null', `containers: [{ name: gm, image: ${IMAGE} }]`, 'containers: null'],
    ['when nothing but a ConfigMap names the image', `apiVersion: apps/v1
kind: Deployment
metadata: { name: gm, namespace: sedna }
spec:
  template:
    metadata: { labels: { sedna: gm } }
    spec:
      containers: [{ name: gm, image: ${IMAGE} }]`, `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: gm }\ndata: { image: ${IMAGE} }`],
    ['when the only joint inference is of another group', 'sedna.io/v1alpha1', 'example.com/v1'],
    ['when no service scales: an older one makes pods, and they work', ', hpa: { maxReplicas: 2 }', ''],
    ['when hpa is null', 'hpa: { maxReplicas: 2 }', 'hpa: null'],
    ['when only a ReplicaSet has the image, which may be left over', 'kind: Deployment', 'kind: ReplicaSet'],
  ])('%s', (_, from, to) => {
    expect(told(sednaOldManager, change(OLD, from, to))).toEqual([]);
  });

  test('of a Sedna that is installed for its other features', () => {
    expect(told(sednaOldManager, OLD.split('---')[1])).toEqual([]);
  });
});
