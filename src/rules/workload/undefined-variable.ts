import type { Inventory } from '../../kubernetes/inventory';
import type { Container, Labels } from '../../kubernetes/manifest';
import { RESERVED_VARIABLES } from '../../kubernetes/sedna-reserved-variables';
import type { Workload } from '../../kubernetes/workload';
import { containerPath } from '../container-path';
import type { Report, Rule } from '../rule';

export const undefinedVariable: Rule = {
  id: 'undefined-variable',
  title: 'A command must refer to variables that the container defines',
  severity: 'error',
  description: [
    'Fires when a command or an argument refers to `$(NAME)`, and no variable of the container has that name.',
    '',
    'Kubernetes leaves an undefined reference as it is: the server gets the text `$(NAME)` itself, as the name of a',
    'model for example.',
    '',
    'It is silent where the environment comes from a Secret, or from a ConfigMap that is not among the objects. In the',
    'containers of a worker of a `JointInferenceService` the variables that Sedna appends count as defined (see',
    '`sedna-reserved-variable`). In its init containers they do not: Sedna appends none there.',
  ].join('\n'),
  fix: [
    'Define the variable, with `environment`, `config` or `envFrom`. Write `$$(NAME)` to mean the text.',
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
  const { object, namespace } = workload;
  const { command = [], args = [] } = container;
  const inCommand = references(command);
  const named = new Set([...inCommand, ...references(args)]);
  if (named.size === 0 || runsShell(container)) return;
  const sources = sourcesOf(inventory, namespace, container);
  if (!sources) return;
  const defined = new Set([...(container.env ?? []).map((e) => e.name), ...appended]);
  for (const name of named) {
    if (defined.has(name) || isServiceLink(name) || sources.some((source) => source.has(name))) continue;
    report(object, {
      field: `${containerPath(workload, container)}.${inCommand.has(name) ? 'command' : 'args'}`,
      value: `$(${name})`,
      rule: 'no variable of that name is defined for the container',
      why: 'Kubernetes leaves an undefined reference as it is, so the server gets the text itself',
      fix: `define ${name} in the environment, or write $$(${name}) to mean the text`,
    });
  }
}

/** The names that words refer to: an even number of dollars before the parenthesis is an escape. */
function references(words: readonly string[]): Set<string> {
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
  const words = [...command, ...args];
  return words.some((w) => /(^|\/)(sh|ash|bash|dash|zsh)$/.test(w)) && words.some((w) => /^-\w*c$/.test(w));
}

/** Whether the kubelet defines such a variable for a Service: `WEB_SERVICE_HOST`, `WEB_PORT_80_TCP_ADDR`. */
function isServiceLink(name: string): boolean {
  if (/_SERVICE_(HOST|PORT)$|_PORT$/.test(name)) return true;
  const [end] = name.split(/[-.]/).slice(-1);
  return /_SERVICE_PORT_\w|_PORT_\d+_\w/.test(end);
}

interface Source {
  readonly has: (name: string) => boolean;
}

/** The ConfigMaps of a container's environment, or undefined where some of it lies outside these objects. */
function sourcesOf(inventory: Inventory, namespace: string, { envFrom = [] }: Container): Source[] | undefined {
  const sources: Source[] = [];
  for (const { prefix = '', configMapRef, secretRef } of envFrom) {
    const map = configMapRef && inventory.configMap(namespace, configMapRef.name);
    if (secretRef || !map) return undefined;
    sources.push({ has: (name) => name.startsWith(prefix) && holds(map.data, name.slice(prefix.length)) });
  }
  return sources;
}

function holds(data: Labels = {}, key: string): boolean {
  return Object.prototype.hasOwnProperty.call(data, key);
}
