import { hasNoPolicy, isWithKubeEdge } from './kube-edge-service';
import { namespaceOf, type Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import type { Reported, Rule } from '../rule';

/** The algorithms that the agent applies. */
const APPLIED = ['ROUND_ROBIN', 'RANDOM'];

/** Those that its version of Istio's API can read: that of Istio 1.12. */
const READ = [...APPLIED, 'LEAST_CONN', 'PASSTHROUGH'];

export const edgeMeshUnknownPolicy: Rule = {
  id: 'edge-mesh-unknown-policy',
  title: 'The DestinationRule of an edge Service should have an algorithm that EdgeMesh knows',
  severity: 'warning',
  description: [
    'Fires when a DestinationRule of Istio has the name or the host of a Service of the cluster of KubeEdge, and an',
    'algorithm (`loadBalancer.simple`) that EdgeMesh does not know. A Service is of that cluster when it selects pods',
    'that are placed by the labels of KubeEdge or tolerate its taint, or when it is labelled for EdgeMesh.',
    '',
    'EdgeMesh reads every DestinationRule of its cluster with the API of Istio 1.12: `ROUND_ROBIN`, `RANDOM`,',
    '`LEAST_CONN` and `PASSTHROUGH`. With another algorithm, such as `LEAST_REQUEST` of newer versions of Istio, the',
    'agent can read no DestinationRule at all until the object is repaired, whatever mesh it is for. Its log has',
    '`failed to list *v1alpha3.DestinationRule`. The CRD that EdgeMesh installs rejects such an algorithm; the CRD of',
    'a newer Istio accepts it.',
    '',
    '`LEAST_CONN` and `PASSTHROUGH` are reported where the name is that of the Service, by which EdgeMesh finds its',
    'policy: they have no effect, and the log has `unsupported loadBalance policy`. They are not reported where',
    'EdgeMesh applies no policy: on a headless Service, one of type ExternalName, and one with',
    '`sessionAffinity: ClientIP`.',
    '',
    'It is silent on the DestinationRules of other Services: objects of one program may go to several clusters.',
  ].join('\n'),
  fix: [
    'Use `RANDOM`, or remove the algorithm: EdgeMesh then balances round robin. Where another mesh needs it, run the',
    'two in different clusters.',
    '',
    'Acknowledge it when EdgeMesh does not run in the cluster.',
  ].join('\n'),
  source: 'https://github.com/kubeedge/edgemesh/blob/main/pkg/loadbalancer/util.go',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: qwen }
spec:
  selector: { matchLabels: { app: qwen } }
  template:
    metadata: { labels: { app: qwen } }
    spec:
      nodeSelector: { node-role.kubernetes.io/edge: '' }
      containers:
        - name: server
          image: registry.example.com/qwen:1.0
          ports: [{ containerPort: 8080 }]
          readinessProbe: { tcpSocket: { port: 8080 } }
---
apiVersion: v1
kind: Service
metadata: { name: qwen }
spec: { selector: { app: qwen }, ports: [{ name: http-0, port: 8080 }] }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: qwen }
spec:
  host: qwen
  trafficPolicy: { loadBalancer: { simple: LEAST_REQUEST } }
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: qwen }
spec:
  selector: { matchLabels: { app: qwen } }
  template:
    metadata: { labels: { app: qwen } }
    spec:
      nodeSelector: { node-role.kubernetes.io/edge: '' }
      containers:
        - name: server
          image: registry.example.com/qwen:1.0
          ports: [{ containerPort: 8080 }]
          readinessProbe: { tcpSocket: { port: 8080 } }
---
apiVersion: v1
kind: Service
metadata: { name: qwen }
spec: { selector: { app: qwen }, ports: [{ name: http-0, port: 8080 }] }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: qwen }
spec:
  host: qwen
  trafficPolicy: { loadBalancer: { simple: RANDOM } }
`,
  check: (inventory, report) => {
    for (const policy of inventory.of('DestinationRule')) {
      if (!policy.apiVersion.startsWith('networking.istio.io/')) continue;
      const problem = unread(policy) ?? unapplied(inventory, policy);
      if (problem && servicesOf(inventory, policy).some((s) => isWithKubeEdge(inventory, s))) report(policy, problem);
    }
  },
};

/** An algorithm that the agent cannot read, wherever it is. */
function unread({ spec }: Manifest): Reported | undefined {
  const found = algorithms(spec).find(({ simple }) => !READ.includes(simple));
  return found && {
    field: found.field,
    value: found.simple,
    rule: `is not one of the algorithms that EdgeMesh can read: ${READ.join(', ')}`,
    why: 'the agent then reads no DestinationRule of the cluster ("failed to list *v1alpha3.DestinationRule")',
    fix: 'use RANDOM, or remove the algorithm for round robin',
  };
}

/** An algorithm that the agent reads, for a Service that it finds by the name, and does not apply. */
function unapplied(inventory: Inventory, policy: Manifest): Reported | undefined {
  const simple: string | undefined = policy.spec?.trafficPolicy?.loadBalancer?.simple;
  if (simple === undefined || APPLIED.includes(simple)) return undefined;
  const service = inventory.find('Service', namespaceOf(policy), policy.metadata?.name);
  if (!service || hasNoPolicy(service)) return undefined;
  return {
    field: 'spec.trafficPolicy.loadBalancer.simple',
    value: simple,
    rule: 'has no effect in EdgeMesh',
    why: 'the agent logs "unsupported loadBalance policy" and balances round robin',
    fix: 'use RANDOM, or remove the algorithm for round robin',
  };
}

interface Algorithm {
  readonly field: string;
  readonly simple: string;
}

/** The algorithms of a DestinationRule: for all, for a port, for a subset. */
function algorithms(spec: any): Algorithm[] {
  const subsets: readonly any[] = spec?.subsets ?? [];
  return [
    ...ofPolicy(spec?.trafficPolicy, 'spec.trafficPolicy'),
    ...subsets.flatMap((subset, i) => ofPolicy(subset.trafficPolicy, `spec.subsets[${i}].trafficPolicy`)),
  ];
}

function ofPolicy(policy: any, field: string): Algorithm[] {
  const ports: readonly any[] = policy?.portLevelSettings ?? [];
  const all = [
    { simple: policy?.loadBalancer?.simple, field: `${field}.loadBalancer.simple` },
    ...ports.map((port, i) => (
      { simple: port.loadBalancer?.simple, field: `${field}.portLevelSettings[${i}].loadBalancer.simple` })),
  ];
  return all.filter(({ simple }) => simple !== undefined);
}

/** The Services of a DestinationRule: by its name, as EdgeMesh finds it, and by its host, as Istio does. */
function servicesOf(inventory: Inventory, policy: Manifest): Manifest[] {
  const own = namespaceOf(policy);
  const [name, namespace = own, svc = 'svc'] = String(policy.spec?.host ?? '').split('.');
  const byHost = svc === 'svc' ? inventory.find('Service', namespace, name) : undefined;
  return [inventory.find('Service', own, policy.metadata?.name), byHost].filter((s) => s !== undefined);
}
