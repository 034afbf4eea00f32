import type { Inventory, Workload } from '../../kubernetes/inventory';
import type { Container } from '../../kubernetes/manifest';
import type { LegacyRule } from '../rule';
import { RESERVED_VARIABLES } from '../../kubernetes/sedna-generated';

/** `$(NAME)` in a command or argument that no variable of the container defines: the server gets the text itself. */
export const undefinedVariable: LegacyRule = {
  id: 'undefined-variable',
  severity: 'error',
  check: (facts) => facts.workloads.flatMap((w) => [...(w.pod.containers ?? []), ...(w.pod.initContainers ?? [])].flatMap((c) => {
    const named = references(c);
    if (named.length === 0 || runsShell(c)) return [];
    const used = named.filter((name) => !SERVICE_LINK.test(name));
    const defined = variables(facts, w, c);
    return defined === undefined ? [] : used.filter((name) => !defined.has(name)).map((name) => ({
      object: w.object,
      problem: {
        field: `container "${c.name}" ${references({ ...c, args: [] }).includes(name) ? 'command' : 'args'}`,
        value: `$(${name})`,
        rule: 'no variable of that name is defined for the container',
        why: 'Kubernetes leaves an undefined reference as it is, so the server would read the text itself',
        fix: `define ${name} in the environment, or write $$(${name}) to mean the text`,
        source: 'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/',
      },
    }));
  })),
};

/** Variables that the kubelet makes of the Services of a namespace. */
const SERVICE_LINK = /_SERVICE_(HOST|PORT(_\w+)?)$|_PORT(_\d+_\w+)?$/;

/** A shell runs what `$( )` holds, when Kubernetes leaves it as it is. */
function runsShell({ command = [], args = [] }: Container): boolean {
  const words = [...command, ...args];
  return words.some((w) => /(^|\/)(sh|ash|bash|dash|zsh)$/.test(w)) && words.some((w) => /^-\w*c$/.test(w));
}

function references({ command = [], args = [] }: Container): string[] {
  const found = [...command, ...args].filter((text) => text.includes('$(')).flatMap((text) => [...String(text).matchAll(/(\$*)\$\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)/g)])
    .filter(([, dollars]) => dollars.length % 2 === 0)
    .map(([,, name]) => name);
  return [...new Set(found)];
}

/** The names that a container's environment defines, or undefined where some of it lies outside these objects. */
function variables(facts: Inventory, w: Workload, c: Container): Set<string> | undefined {
  const { env = [], envFrom = [] } = c;
  const names = new Set(env.map((e) => e.name));
  for (const { prefix = '', configMapRef, secretRef } of envFrom) {
    const map = configMapRef && facts.configMap(w.namespace, configMapRef.name);
    if (secretRef || !map) return undefined;
    Object.keys(map.data ?? {}).forEach((key) => names.add(prefix + key));
  }
  // What Sedna appends to the containers of a worker, though not to those that run before.
  if (w.worker && w.pod.containers?.includes(c)) RESERVED_VARIABLES[w.worker].forEach((name) => names.add(name));
  return names;
}
