import type { Inventory } from '../../kubernetes/inventory';
import type { Container } from '../../kubernetes/manifest';
import { RESERVED_VARIABLES } from '../../kubernetes/sedna/reserved-variables';
import { hasServiceLinks, isApiServerLink, isServiceLink } from '../../kubernetes/service-links';
import type { Workload } from '../../kubernetes/workload';
import { containerPath } from '../container-path';
import type { Report, Reported, Rule } from '../rule';
import { mayRunShell } from '../shell-script';
import { takenVariables } from '../taken-variables';

export const undefinedVariable: Rule = {
  id: 'undefined-variable',
  title: 'A command must refer to variables that the container defines',
  severity: 'warning',
  description: [
    'Fires when a command or an argument refers to `$(NAME)`, and no variable of the container has that name.',
    '',
    'Kubernetes leaves an undefined reference as it is: the server gets the text `$(NAME)` itself, as the name of a',
    'model for example.',
    '',
    'It is silent where the environment comes from a Secret, or from a ConfigMap that is not among the objects. In the',
    'containers of a worker of a `JointInferenceService` the variables that Sedna appends count as defined (see',
    '`sedna-reserved-variable`). In its init containers they do not: Sedna appends none there.',
    '',
    'The variables of Services (`WEB_SERVICE_HOST`, `WEB_PORT`) count as defined where `enableServiceLinks` of the pod',
    'is not `false`. Where it is, which is the default of this library, only those of the API server are',
    '(`KUBERNETES_SERVICE_HOST`), and the rule also reads the values of variables for references to the others.',
  ].join('\n'),
  fix: [
    'Define the variable, with `environment`, `config` or `envFrom`. Write `$$(NAME)` to mean the text. Instead of a',
    'variable of a Service, write its name in DNS, or set `enableServiceLinks: true`.',
    '',
    'Acknowledge it when a webhook sets the variable.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - { name: server, image: 'tensorflow/serving:2.19.1', args: ['--model_name=$(MODEL_NAME)'] }
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - name: server
          image: tensorflow/serving:2.19.1
          args: ['--model_name=$(MODEL_NAME)']
          env: [{ name: MODEL_NAME, value: resnet }]
`,
  check: (inventory, report) => {
    for (const workload of inventory.workloads) {
      // The variables of a patch are in the object that it is merged into.
      if (workload.worker === undefined && inventory.isPatch(workload.object)) continue;
      const { pod, worker } = workload;
      const appended = worker ? RESERVED_VARIABLES[worker] : [];
      for (const container of pod.containers ?? []) checkContainer(inventory, workload, container, appended, report);
      // Sedna appends nothing to what runs before the containers.
      for (const container of pod.initContainers ?? []) checkContainer(inventory, workload, container, [], report);
    }
  },
};

function checkContainer(
  inventory: Inventory,
  workload: Workload,
  container: Container,
  appended: readonly string[],
  report: Report,
): void {
  const { object, namespace, pod } = workload;
  // What is in a variable may be meant for the program that reads it; the name of a Service's variable is not.
  const isRead = ({ name, isValue }: Reference) => (
    isValue ? /^[A-Z0-9_]+$/.test(name) && isServiceLink(name) : !runsShell(container));
  const found = references(container).filter(isRead);
  if (found.length === 0) return;
  const taken = takenVariables(inventory, namespace, container);
  if (!taken) return;
  const links = hasServiceLinks(pod);
  const defined = new Set([...(container.env ?? []).map((e) => e.name), ...appended]);
  for (const { field, name } of found) {
    if (defined.has(name) || taken(name)) continue;
    const isLink = isServiceLink(name);
    if (isLink && (links || isApiServerLink(name))) continue;
    report(object, {
      field: `${containerPath(workload, container)}.${field}`,
      value: `$(${name})`,
      ...(isLink ? linksOff(name, workload) : undefinedName(name)),
    });
  }
}

function undefinedName(name: string): Pick<Reported, 'rule' | 'why' | 'fix'> {
  return {
    rule: 'no variable of that name is defined for the container',
    why: 'Kubernetes leaves an undefined reference as it is, so the server gets the text itself',
    fix: `define ${name} in the environment, or write $$(${name}) to mean the text`,
  };
}

function linksOff(name: string, { podPath }: Workload): Pick<Reported, 'rule' | 'why' | 'fix'> {
  return {
    rule: `is not defined: ${podPath}.enableServiceLinks is false`,
    why: 'the kubelet then sets no variables for Services, and leaves the reference as it is',
    fix: `write the name of the Service in DNS, define ${name}, or set enableServiceLinks to true`,
  };
}

interface Reference {
  /** Where in the container it is. */
  readonly field: string;
  readonly name: string;
  /** Whether it is in the value of a variable, and not in a command. */
  readonly isValue?: boolean;
}

/** What a container refers to, each name once in its command and arguments, and in each of its variables. */
function references({ command = [], args = [], env = [] }: Container): readonly Reference[] {
  const isAny = command.some(mayRefer) || args.some(mayRefer) || env.some(({ value = '' }) => mayRefer(value));
  if (!isAny) return [];
  const named = new Map<string, Reference>();
  for (const name of namesIn(command)) named.set(name, { field: 'command', name });
  for (const name of namesIn(args)) if (!named.has(name)) named.set(name, { field: 'args', name });
  const found = [...named.values()];
  for (const { name: variable, value } of env) {
    const names = value === undefined ? [] : namesIn([value]);
    for (const name of names) found.push({ field: `env[${JSON.stringify(variable)}]`, name, isValue: true });
  }
  return found;
}

function mayRefer(word: string): boolean {
  return word.includes('$(');
}

/** The names that words refer to: an even number of dollars before the parenthesis is an escape. */
function namesIn(words: readonly string[]): Set<string> {
  const names = new Set<string>();
  for (const word of words) {
    for (const [, dollars, name] of word.matchAll(/(?<!\$)(\$+)\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)/g)) {
      if (dollars.length % 2 === 1) names.add(name);
    }
  }
  return names;
}

/** A shell runs what `$( )` holds, when Kubernetes leaves it as it is. */
function runsShell({ command = [], args = [] }: Container): boolean {
  return mayRunShell([...command, ...args]);
}
