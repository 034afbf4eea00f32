import { kubectl, shown } from './kubectl';
import type { Needed, PrerequisiteKind } from './prerequisite';
import { EDGE_LABEL } from '../../kubernetes/kubeedge-labels';
import { conform } from '../../kubernetes/schema/manifest-shape';
import type { Of } from '../../kubernetes/schema/manifest-shape';
import { NODE_TERMS, type NODE_TERM } from '../../kubernetes/schema/reference-schema';
import { podsOf, type Pods } from '../../rules/pods';

type Term = Of<typeof NODE_TERM>;
type Expression = NonNullable<Term['matchExpressions']>[number];

const KUBEEDGE: Needed = {
  id: 'kubeedge',
  title: 'KubeEdge, with an edge node',
  why: 'The pods are placed on edge nodes, which KubeEdge labels. Without one they stay Pending.',
  check: `kubectl get nodes -l ${EDGE_LABEL}`,
  expected: 'at least one node that is Ready',
  install: 'https://kubeedge.io/docs/setup/install-with-keadm',
};

/** The nodes on which pods must run: by labels, by name. */
export const NODE_LABELS: PrerequisiteKind = {
  ids: ['kubeedge', 'nodes', 'node'],
  find: (inventory, need) => {
    for (const pods of podsOf(inventory)) {
      const { object, pod, path } = pods;
      if (pod.nodeName) need(nodeOf(pod.nodeName), object, `${path}.nodeName`);
      const found = choiceOf(pods);
      if (!found) continue;
      if (runsOnEdge(pods)) need(KUBEEDGE, object, found.field);
      const needed = nodesOf(found.choices);
      if (needed) need(needed, object, found.field);
    }
  },
};

interface Choice {
  /** Labels and conditions as `kubectl -l` takes them; a node must meet all of one choice. */
  readonly conditions: readonly string[];
  /** What `-l` cannot say. */
  readonly rest: readonly string[];
  readonly name?: string;
}

interface Choices {
  readonly choices: readonly Choice[];
  readonly field: string;
}

function choiceOf({ pod, path }: Pick<Pods, 'pod' | 'path'>): Choices | undefined {
  const labels = Object.entries(pod.nodeSelector ?? {}).map(([key, value]) => `${key}=${value}`);
  const given = pod.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const terms: readonly Term[] = conform(given, NODE_TERMS)?.nodeSelectorTerms ?? [];
  const choices = terms.map((term) => choiceOfTerm(term, labels));
  if (choices.length === 0) choices.push({ conditions: labels, rest: [] });
  const field = labels.length > 0 && terms.length === 0 ? `${path}.nodeSelector`
    : `${path}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution`;
  return choices.every(asksNothing) ? undefined : { choices, field };
}

function choiceOfTerm({ matchExpressions = [], matchFields = [] }: Term, labels: readonly string[]): Choice {
  const conditions = [...labels];
  const rest: string[] = [];
  for (const expression of matchExpressions) {
    const condition = conditionOf(expression);
    if (condition !== undefined) conditions.push(condition);
    else rest.push(`${expression.key} ${expression.operator} ${(expression.values ?? []).join(',')}`);
  }
  const named = matchFields.find(({ key, operator, values }) => (
    key === 'metadata.name' && operator === 'In' && values?.length === 1));
  return { conditions, rest, name: named?.values?.[0] };
}

function conditionOf({ key, operator, values = [] }: Expression): string | undefined {
  if (key === undefined) return undefined;
  switch (operator) {
    case 'In': return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${values.join(',')})`;
    case 'NotIn': return values.length === 1 ? `${key}!=${values[0]}` : `${key} notin (${values.join(',')})`;
    case 'Exists': return key;
    case 'DoesNotExist': return `!${key}`;
    // A label selector cannot compare numbers.
    default: return undefined;
  }
}

/** What ordinary nodes meet: they run Linux, and lack what is excluded. */
function asksNothing({ conditions, rest, name }: Choice): boolean {
  return rest.length === 0 && name === undefined && conditions.every(isOrdinary);
}

function isOrdinary(condition: string): boolean {
  return condition.startsWith('!') || condition.includes('!=') || condition.includes(' notin (')
    || condition === 'kubernetes.io/os=linux';
}

/** Whether pods are placed on edge nodes: by KubeEdge's label, or by another one together with its taint. */
export function runsOnEdge(pods: Pick<Pods, 'pod' | 'path'>): boolean {
  const found = choiceOf(pods);
  if (found === undefined) return false;
  return isOnEdge(found.choices) || (pods.pod.tolerations ?? []).some(({ key }) => key === EDGE_LABEL);
}

function isOnEdge(choices: readonly Choice[]): boolean {
  return choices.every(({ conditions }) => conditions.some(isOfEdge));
}

function isOfEdge(condition: string): boolean {
  return condition === EDGE_LABEL || condition.startsWith(`${EDGE_LABEL}=`);
}

/** Undefined for the label of edge nodes alone: `kubeedge` says that. */
function nodesOf(choices: readonly Choice[]): Needed | undefined {
  const others = choices.map((c) => ({ ...c, conditions: c.conditions.filter((condition) => !isOfEdge(condition)) }));
  if (others.every(asksNothing)) return undefined;
  const texts = choices.map(textOf);
  const selector = [...new Set(texts)].join(' or ');
  return {
    id: `nodes/${shown(selector)}`,
    title: `A node with ${shown(selector)}`,
    why: 'The pods run only on such nodes. Without one they stay Pending (FailedScheduling).',
    check: [...new Set(choices.map(checkOf))].join('; '),
    expected: 'at least one node that is Ready',
    install: 'https://kubernetes.io/docs/tasks/configure-pod-container/assign-pods-nodes/',
  };
}

function textOf({ conditions, rest, name }: Choice): string {
  const all = [...conditions, ...rest];
  if (name !== undefined) all.push(`the name ${name}`);
  return all.join(', ');
}

function checkOf({ conditions, name }: Choice): string {
  const words = name === undefined ? ['get', 'nodes'] : ['get', 'node', name];
  // A name and labels exclude each other in one command.
  if (name === undefined && conditions.length > 0) words.push('-l', conditions.join(','));
  return kubectl(undefined, ...words);
}

function nodeOf(name: string): Needed {
  return {
    id: `node/${shown(name)}`,
    title: `The node ${shown(name)}`,
    why: 'The pods name it, so the scheduler does not choose. Without it they never run.',
    check: kubectl(undefined, 'get', 'node', name),
    expected: `the node ${shown(name)}, Ready`,
  };
}
