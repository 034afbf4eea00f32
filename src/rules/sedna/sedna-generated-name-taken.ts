import { MODELS } from './examples';
import { CONTROLLER } from './sources';
import { namespaceOf, type Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import { WORKER_TYPES } from '../../kubernetes/sedna/api';
import { generatedNames } from '../../kubernetes/sedna/generated-names';
import { title, type Rule } from '../rule';

/** What Sedna creates, with its group: other groups have kinds of these names too. */
const CREATED: ReadonlyArray<readonly [kind: string, apiVersion: RegExp]> = [
  ['Deployment', /^apps\//],
  ['HorizontalPodAutoscaler', /^autoscaling\//],
  ['Service', /^v1$/],
];

export const sednaGeneratedNameTaken: Rule = {
  id: 'sedna-generated-name-taken',
  title: 'No other object may have the name of one that Sedna creates',
  severity: 'error',
  description: [
    'Looks at Deployments, Services and HorizontalPodAutoscalers. Fires when one has the name of an object that',
    'Sedna creates for a JointInferenceService:',
    '',
    '- the Deployments `<name>-deployment-edge` and `<name>-deployment-cloud`;',
    '- the Service `<name>-cloud`;',
    '- the autoscalers `hpa-<name>-deployment-edge` and `hpa-<name>-deployment-cloud`, each where its worker has',
    '  `hpa`.',
    '',
    'Ignores those that Sedna owns, as in a dump of a cluster, and kinds of these names in other groups, such as',
    'a Service of Knative.',
    '',
    'Sedna cannot create its own object (`AlreadyExists`) and does not retry: the JointInferenceService is',
    '`Failed` permanently.',
  ].join('\n'),
  fix: [
    'Rename one of them. Often the object can be removed: Sedna creates the Service of the cloud worker itself.',
    '',
    'There is no reason to acknowledge it.',
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
    template:
      spec:
        containers:
          - name: big-model
            image: registry.example.com/big:1.0
            ports: [{ containerPort: 5000 }]
            readinessProbe: { httpGet: { path: /sedna, port: 5000 } }
---
apiVersion: v1
kind: Service
metadata: { name: helmet-cloud, namespace: vision }
spec:
  selector: { jointinferenceservice.sedna.io/name: helmet, jointinferenceservice.sedna.io/worker-type: cloud }
  ports: [{ port: 5000 }]
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
    template:
      spec:
        containers:
          - name: big-model
            image: registry.example.com/big:1.0
            ports: [{ containerPort: 5000 }]
            readinessProbe: { httpGet: { path: /sedna, port: 5000 } }
---
apiVersion: v1
kind: Service
metadata: { name: helmet-big, namespace: vision }
spec:
  selector: { jointinferenceservice.sedna.io/name: helmet, jointinferenceservice.sedna.io/worker-type: cloud }
  ports: [{ port: 5000 }]
`,
  check: (inventory, report) => {
    const makers = makersOf(inventory);
    if (makers.size === 0) return;
    for (const [kind, apiVersion] of CREATED) {
      for (const object of inventory.of(kind)) {
        if (!apiVersion.test(object.apiVersion)) continue;
        const maker = makers.get(placeOf(object, kind, object.metadata?.name));
        if (!maker || isMadeBy(maker, object)) continue;
        report(object, {
          field: 'metadata.name',
          value: object.metadata?.name,
          rule: `is the name of an object that Sedna creates for ${title(maker)}`,
          why: 'Sedna cannot create its own (AlreadyExists) and does not retry: '
            + 'the JointInferenceService is Failed permanently',
          fix: 'rename this object or the JointInferenceService',
        });
      }
    }
  },
};

/** The JointInferenceServices by what Sedna creates for them. */
function makersOf(inventory: Inventory): Map<string, Manifest> {
  const makers = new Map<string, Manifest>();
  for (const maker of inventory.jointServices) {
    for (const type of WORKER_TYPES) {
      const names = generatedNames(String(maker.metadata?.name), type);
      const isScaled = maker.spec?.[`${type}Worker`]?.hpa !== undefined;
      makers.set(placeOf(maker, 'Deployment', names.deployment), maker);
      if (isScaled) makers.set(placeOf(maker, 'HorizontalPodAutoscaler', names.autoscaler), maker);
      if (names.service !== undefined) makers.set(placeOf(maker, 'Service', names.service), maker);
    }
  }
  return makers;
}

function placeOf(object: Manifest, kind: string, name: string | undefined): string {
  return `${namespaceOf(object)}/${kind}/${name}`;
}

/** What the controller created says so. */
function isMadeBy(maker: Manifest, { metadata }: Manifest): boolean {
  return (metadata?.ownerReferences ?? []).some(({ kind }) => kind === maker.kind);
}
