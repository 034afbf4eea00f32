import { MODELS } from './examples';
import { CONTROLLER } from './sources';
import { namespaceOf } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import { JOINT_INFERENCE, WORKER_TYPES } from '../../kubernetes/sedna/api';
import { generatedNames, recreatedFor } from '../../kubernetes/sedna/generated-names';
import { title, type Rule } from '../rule';

export const sednaRecreatedDeployment: Rule = {
  id: 'sedna-recreated-deployment',
  title: 'No Deployment may have a name that Sedna would create again',
  severity: 'error',
  description: [
    'Looks at Deployments, and at JointInferenceServices, from which Sedna creates Deployments. Fires when the part',
    'of the name before the first `-deployment` is the name of another JointInferenceService in the namespace:',
    '',
    '- a Deployment `<name>`, or `<name>-deployment…` beside the two of the service itself;',
    '- a JointInferenceService `<name>-deployment…`.',
    '',
    'Ignores Deployments that Sedna made, as in a dump of a cluster. A Deployment with the very name of one that',
    'Sedna makes is found by [`sedna-generated-name-taken`](sedna-generated-name-taken.md).',
    '',
    'When a Deployment is deleted, Sedna takes that part of its name for the name of a service. If there is such a',
    'service, Sedna creates the Deployment again, with its old owner: nobody can delete it as long as the service',
    'exists. If its owner is gone, the garbage collector deletes it, and Sedna creates it again. After a service',
    '`a-deployment-b` beside a service `a` was deleted, its Deployments were created again five times a second.',
  ].join('\n'),
  fix: [
    'Rename one of them, or put it into another namespace.',
    '',
    'Acknowledge it when the Deployment is never deleted before the JointInferenceService.',
  ].join('\n'),
  source: CONTROLLER,
  failing: `
${MODELS}
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker:
    model: { name: little }
    hardExampleMining: { name: CrossEntropy }
    template: { spec: { containers: [{ name: little-model, image: 'registry.example.com/little:1.0' }] } }
  cloudWorker:
    model: { name: big }
    template: { spec: { containers: [{ name: big-model, image: 'registry.example.com/big:1.0' }] } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: helmet, namespace: vision }
spec:
  selector: { matchLabels: { app: dashboard } }
  template:
    metadata: { labels: { app: dashboard } }
    spec: { containers: [{ name: dashboard, image: 'registry.example.com/dashboard:1.0' }] }
`,
  repaired: `
${MODELS}
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker:
    model: { name: little }
    hardExampleMining: { name: CrossEntropy }
    template: { spec: { containers: [{ name: little-model, image: 'registry.example.com/little:1.0' }] } }
  cloudWorker:
    model: { name: big }
    template: { spec: { containers: [{ name: big-model, image: 'registry.example.com/big:1.0' }] } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: helmet-dashboard, namespace: vision }
spec:
  selector: { matchLabels: { app: dashboard } }
  template:
    metadata: { labels: { app: dashboard } }
    spec: { containers: [{ name: dashboard, image: 'registry.example.com/dashboard:1.0' }] }
`,
  check: (inventory, report) => {
    const services = new Map<string, Manifest>();
    const generated = new Set<string>();
    for (const service of inventory.jointServices) {
      const { name } = service.metadata ?? {};
      if (name === undefined) continue;
      services.set(placeOf(service, name), service);
      for (const type of WORKER_TYPES) generated.add(placeOf(service, generatedNames(name, type).deployment));
    }
    if (services.size === 0) return;
    for (const object of inventory.of('Deployment')) {
      const { name } = object.metadata ?? {};
      if (name === undefined || !object.apiVersion.startsWith('apps/') || isMadeBySedna(object)) continue;
      const service = services.get(placeOf(object, recreatedFor(name)));
      if (!service || generated.has(placeOf(object, name))) continue;
      report(object, {
        field: 'metadata.name',
        value: name,
        rule: `is the name of ${title(service)}, or begins with it and "-deployment"`,
        why: 'Sedna takes it for a Deployment of that service: when it is deleted, Sedna creates it again',
        fix: 'rename this Deployment or the JointInferenceService, or put one of them into another namespace',
      });
    }
    for (const object of services.values()) {
      const name = object.metadata!.name!;
      const service = services.get(placeOf(object, recreatedFor(name)));
      if (!service || service === object) continue;
      report(object, {
        field: 'metadata.name',
        value: name,
        rule: `begins with the name of ${title(service)} and "-deployment"`,
        why: 'Sedna takes its Deployments for those of that service: when this one is deleted, Sedna creates them '
          + 'again each time that the garbage collector deletes them, several times a second',
        fix: 'rename one of the two services, or put one of them into another namespace',
      });
    }
  },
};

function placeOf(object: Manifest, name: string): string {
  return `${namespaceOf(object)}/${name}`;
}

function isMadeBySedna({ metadata }: Manifest): boolean {
  return (metadata?.ownerReferences ?? []).some(({ kind }) => kind === JOINT_INFERENCE);
}
