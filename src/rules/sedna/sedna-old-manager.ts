import { ACCESS, MODELS } from './examples';
import { PROPOSAL } from './sources';
import { isOlder, sednaVersion } from '../../kubernetes/sedna/version';
import type { Rule } from '../rule';

export const sednaOldManager: Rule = {
  id: 'sedna-old-manager',
  title: 'The Global Manager of Sedna must be v0.7.0 or newer where a worker has an autoscaler',
  severity: 'error',
  description: [
    "Looks at the images of Sedna's Global Manager (`sedna-gm`). Fires when one is older than v0.7.0 and a worker",
    'of a JointInferenceService among the objects has an autoscaler. Ignores ReplicaSets, which may be left over,',
    'and tags that cannot be parsed as a version.',
    '',
    'An older Global Manager silently ignores `hpa`, and creates pods instead of Deployments. The schema does not',
    'show it: the Helm chart of Sedna installs the one with `hpa`, and pins the images to v0.6.0.',
  ].join('\n'),
  fix: [
    'Use `kubeedge/sedna-gm:v0.7.0` or newer.',
    '',
    'Acknowledge it when the two are applied to different clusters.',
  ].join('\n'),
  source: PROPOSAL,
  failing: `
${ACCESS}
${MODELS}
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker:
    model: { name: little }
    hardExampleMining: { name: CrossEntropy }
    hpa:
      maxReplicas: 4
      metrics:
        - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
    template:
      spec:
        containers:
          - { name: little-model, image: 'registry.example.com/little:1.0', resources: { requests: { cpu: '1' } } }
  cloudWorker:
    model: { name: big }
    template: { spec: { containers: [{ name: big-model, image: 'registry.example.com/big:1.0' }] } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: gm, namespace: sedna }
spec:
  selector: { matchLabels: { sedna: gm } }
  template:
    metadata: { labels: { sedna: gm } }
    spec: { serviceAccountName: sedna, containers: [{ name: gm, image: 'kubeedge/sedna-gm:v0.6.0' }] }
`,
  repaired: `
${ACCESS}
${MODELS}
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker:
    model: { name: little }
    hardExampleMining: { name: CrossEntropy }
    hpa:
      maxReplicas: 4
      metrics:
        - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
    template:
      spec:
        containers:
          - { name: little-model, image: 'registry.example.com/little:1.0', resources: { requests: { cpu: '1' } } }
  cloudWorker:
    model: { name: big }
    template: { spec: { containers: [{ name: big-model, image: 'registry.example.com/big:1.0' }] } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: gm, namespace: sedna }
spec:
  selector: { matchLabels: { sedna: gm } }
  template:
    metadata: { labels: { sedna: gm } }
    spec: { serviceAccountName: sedna, containers: [{ name: gm, image: 'kubeedge/sedna-gm:v0.7.0' }] }
`,
  check: (inventory, report) => {
    if (!inventory.autoscalers.some(({ target }) => target?.worker)) return;
    for (const { object, podPath, containers } of inventory.workloads) {
      if (object.kind === 'ReplicaSet' || object.metadata?.ownerReferences?.length) continue;
      for (const { name, image = '' } of containers) {
        const [, tag] = /(?:^|\/)sedna-gm:([^@]*)/.exec(image) ?? [];
        const version = sednaVersion(tag);
        if (!version || !isOlder(version, [0, 7, 0])) continue;
        report(object, {
          field: `${podPath}.containers[${JSON.stringify(name ?? '(no name)')}].image`,
          value: image,
          rule: 'must be v0.7.0 or newer',
          why: 'an older Global Manager silently ignores hpa, and creates pods instead of Deployments',
          fix: 'use kubeedge/sedna-gm:v0.7.0 (the Helm chart of Sedna pins v0.6.0)',
        });
      }
    }
  },
};
