import { ACCESS, MODELS } from './examples';
import { ROLE } from './sources';
import { namespaceOf, type Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import { JOINT_INFERENCE, WORKER_TYPES } from '../../kubernetes/sedna/api';
import type { Rule } from '../rule';

const VERBS = ['get', 'create', 'update', 'delete'];
/** The roles of Kubernetes itself that hold the right. */
const BUILT_IN = ['edit', 'admin', 'cluster-admin'];
/** The group of all ServiceAccounts of the namespace whose name follows. */
const NAMESPACE_GROUP = 'system:serviceaccounts:';

export const sednaAutoscalerAccess: Rule = {
  id: 'sedna-autoscaler-access',
  title: 'Sedna must be allowed to create the autoscalers of a JointInferenceService',
  severity: 'advice',
  description: [
    'Looks at JointInferenceServices of which a worker has `hpa`. Fires when no role that is bound among the',
    'objects allows to get, create, update and delete HorizontalPodAutoscalers in the namespace.',
    '',
    "A binding counts when its subject is the ServiceAccount of Sedna's Global Manager (image `sedna-gm`), or a",
    'group that holds it, such as `system:serviceaccounts:sedna`. Where no Global Manager is among the objects,',
    'any ServiceAccount counts. `edit`, `admin` and `cluster-admin`, which come with Kubernetes, have the right.',
    '',
    'Silent where an autoscaler that Sedna created for the JointInferenceService is among the objects.',
    '',
    'Sedna as it is installed does not have the right. It creates the cloud Deployment, gets `Forbidden` for the',
    'autoscaler and gives up: no Service, no edge worker, and the JointInferenceService is `Failed` permanently.',
  ].join('\n'),
  fix: [
    "Bind the right to Sedna's ServiceAccount, before the JointInferenceService. `SednaJointInference` does that;",
    'elsewhere use `SednaAutoscalerAccess`.',
    '',
    'Acknowledge it when the right is granted elsewhere.',
  ].join('\n'),
  source: ROLE,
  failing: `
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
`,
  check: (inventory, report) => {
    if (inventory.jointServices.length === 0) return;
    const granted = grantedNamespaces(inventory);
    if (granted.has(EVERYWHERE)) return;
    const scaled = scaledByNow(inventory);
    for (const object of inventory.jointServices) {
      const type = WORKER_TYPES.find((each) => object.spec?.[`${each}Worker`]?.hpa !== undefined);
      const namespace = namespaceOf(object);
      if (type === undefined || granted.has(namespace) || scaled.has(`${namespace}/${object.metadata?.name}`)) continue;
      report(object, {
        field: `spec.${type}Worker.hpa`,
        rule: 'no role among these objects lets Sedna create HorizontalPodAutoscalers in this namespace',
        why: "Sedna's own role does not: it gets Forbidden, creates nothing after that, "
          + 'and the JointInferenceService is Failed permanently',
        fix: 'bind get, create, update and delete on horizontalpodautoscalers to the ServiceAccount '
          + 'of the Global Manager, before the JointInferenceService is created (SednaAutoscalerAccess)',
      });
    }
  },
};

/** The JointInferenceServices for which Sedna created an autoscaler, as `<namespace>/<name>`. */
function scaledByNow(inventory: Inventory): Set<string> {
  const owners = new Set<string>();
  for (const object of inventory.of('HorizontalPodAutoscaler')) {
    for (const { kind, name } of object.metadata?.ownerReferences ?? []) {
      if (kind === JOINT_INFERENCE) owners.add(`${namespaceOf(object)}/${name}`);
    }
  }
  return owners;
}

const EVERYWHERE = '*';

/** Where the Global Manager may create autoscalers. */
function grantedNamespaces(inventory: Inventory): Set<string> {
  const isManager = managerOf(inventory);
  const roles = new Set<string>();
  for (const kind of ['Role', 'ClusterRole']) {
    for (const role of inventory.of(kind)) {
      if (grants(role)) roles.add(`${kind}/${namespaceOf(role)}/${role.metadata?.name}`);
    }
  }
  const granted = new Set<string>();
  for (const kind of ['ClusterRoleBinding', 'RoleBinding']) {
    for (const binding of inventory.of(kind)) {
      const { kind: roleKind = '', name = '' } = binding.roleRef ?? {};
      const isClusterRole = roleKind === 'ClusterRole';
      const place = isClusterRole ? '' : namespaceOf(binding);
      const holds = (isClusterRole && BUILT_IN.includes(name)) || roles.has(`${roleKind}/${place}/${name}`);
      if (!holds || !(binding.subjects ?? []).some(isManager)) continue;
      granted.add(kind === 'ClusterRoleBinding' ? EVERYWHERE : namespaceOf(binding));
    }
  }
  return granted;
}

interface Subject {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** Whether a subject is the Global Manager or holds it: the one among the objects, else any ServiceAccount. */
function managerOf(inventory: Inventory): (subject: Subject) => boolean {
  const isManager = (image: string = '') => /(^|\/)sedna-gm(:|@|$)/.test(image);
  const manager = inventory.workloads.find(({ containers }) => containers.some(({ image }) => isManager(image)));
  return ({ kind, name = '', namespace }) => {
    if (kind === 'ServiceAccount') {
      return !manager || (name === (manager.pod.serviceAccountName ?? 'default') && namespace === manager.namespace);
    }
    if (kind !== 'Group') return false;
    if (name === 'system:authenticated' || name === 'system:serviceaccounts') return true;
    return manager ? name === `${NAMESPACE_GROUP}${manager.namespace}` : name.startsWith(NAMESPACE_GROUP);
  };
}

function grants({ rules = [] }: Manifest): boolean {
  const verbs = new Set<string>();
  for (const rule of rules) {
    if (!has(rule.apiGroups, 'autoscaling') || !has(rule.resources, 'horizontalpodautoscalers')) continue;
    if (rule.resourceNames?.length) continue;
    for (const verb of rule.verbs ?? []) verbs.add(verb);
  }
  return verbs.has('*') || VERBS.every((verb) => verbs.has(verb));
}

function has(list: readonly string[] = [], value: string): boolean {
  return list.includes(value) || list.includes('*');
}
