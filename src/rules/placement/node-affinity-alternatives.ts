import { EDGE_LABEL } from '../../kubernetes/kubeedge-labels';
import { conform, type Of } from '../../kubernetes/schema/manifest-shape';
import { NODE_TERM } from '../../kubernetes/schema/reference-schema';
import type { Rule } from '../rule';

const HOSTNAME = 'kubernetes.io/hostname';

type NodeTerm = Of<typeof NODE_TERM>;

/** What one node selector term requires. */
interface Term {
  readonly index: number;
  /** Each requirement as text, so that equal ones are found. */
  readonly requirements: ReadonlySet<string>;
  /** How it selects edge nodes, or names nodes: the operator, by the key of the label. */
  readonly choices: ReadonlyMap<string, string>;
}

export const nodeAffinityAlternatives: Rule = {
  id: 'node-affinity-alternatives',
  title: 'A node selector term must not be an alternative to one for edge nodes',
  severity: 'warning',
  description: [
    'Fires when a pod has several node selector terms in its required node affinity, one of them selects by the label',
    '`node-role.kubernetes.io/edge` or names nodes by `kubernetes.io/hostname`, and',
    '',
    '- another does not select in the same way, or',
    '- another only adds expressions to the first.',
    '',
    'Kubernetes accepts a node that matches any one of the terms; only the expressions inside a term must all match.',
    'So a second term does not narrow the selection: pods for edge nodes also run in the cloud, or the reverse.',
    '',
    'Silent where each term selects in the same way and adds different expressions, such as two kinds of edge nodes:',
    'these may be alternatives on purpose. A term without expressions matches no node, and does not count.',
  ].join('\n'),
  fix: [
    'Put all expressions into one term: `EdgeNodes.labelled` adds labels to the selection of edge nodes. A second',
    '`scheduling.attract` of cdk8s-plus needs a weight, which makes it a preference.',
    '',
    'Acknowledge it when the pods may run on the nodes of either term.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: qwen }
spec:
  selector: { matchLabels: { app: qwen } }
  template:
    metadata: { labels: { app: qwen } }
    spec:
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
              - matchExpressions: [{ key: node-role.kubernetes.io/edge, operator: Exists }]
              - matchExpressions: [{ key: gpu, operator: In, values: ['true'] }]
      containers:
        - { name: server, image: 'registry.example.com/qwen:1.0', resources: { requests: { cpu: '3' } } }
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
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
              - matchExpressions:
                  - { key: node-role.kubernetes.io/edge, operator: Exists }
                  - { key: gpu, operator: In, values: ['true'] }
      containers:
        - { name: server, image: 'registry.example.com/qwen:1.0', resources: { requests: { cpu: '3' } } }
`,
  check: (inventory, report) => {
    for (const { object, pod, podPath } of inventory.workloads) {
      const required = pod.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
      const pair = required && alternatives(termsOf(required.nodeSelectorTerms));
      if (!pair) continue;
      const [choosing, other] = pair;
      const terms = `${podPath}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`;
      report(object, {
        field: `${terms}[${other.index}]`,
        value: [...other.requirements].join(', '),
        rule: `must not be an alternative to nodeSelectorTerms[${choosing.index}], which selects by `
          + [...choosing.choices.keys()].join(' and '),
        why: 'a node that matches any one of the terms is accepted, so a second term does not narrow the selection',
        fix: 'put all expressions into one term (EdgeNodes.labelled), or make the second a preference '
          + '(scheduling.attract with a weight)',
      });
    }
  },
};

/** A term that selects edge nodes, and another that allows other nodes or only adds expressions to it. */
function alternatives(terms: readonly Term[]): [choosing: Term, other: Term] | undefined {
  for (const key of [EDGE_LABEL, HOSTNAME]) {
    const choosing = terms.find(({ choices }) => choices.has(key));
    const other = choosing && terms.find(({ choices }) => choices.get(key) !== choosing.choices.get(key));
    if (choosing && other) return [choosing, other];
  }
  const choosing = terms.filter(({ choices }) => choices.size > 0);
  if (choosing.length === 0) return undefined;
  const widest = choosing.reduce((a, b) => (b.requirements.size < a.requirements.size ? b : a));
  const narrower = terms.find((term) => isPart(widest, term));
  return narrower && [widest, narrower];
}

/** Whether a term has all requirements of another one, and more. */
function isPart({ requirements }: Term, other: Term): boolean {
  return other.requirements.size > requirements.size && [...requirements].every((r) => other.requirements.has(r));
}

/** The terms that can match a node. Each keeps its index, whatever else the list contains. */
function termsOf(terms: unknown): Term[] {
  const found: Term[] = [];
  for (const [index, given] of (Array.isArray(terms) ? terms : []).entries()) {
    const { matchExpressions: expressions = [], matchFields = [] }: NodeTerm = conform(given, NODE_TERM) ?? {};
    const all = [...expressions, ...matchFields];
    if (all.length === 0) continue;
    const requirements = new Set(all.map(({ key, operator, values = [] }) => [key, operator, ...values].join(' ')));
    const choices = new Map<string, string>();
    for (const { key, operator } of expressions) {
      if (key === EDGE_LABEL) choices.set(key, operator === 'In' ? 'Exists' : String(operator));
      if (key === HOSTNAME && operator === 'In') choices.set(key, operator);
    }
    found.push({ index, requirements, choices });
  }
  return found;
}
