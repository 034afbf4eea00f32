import type { Inventory } from '../kubernetes/inventory';
import type { Manifest } from '../kubernetes/manifest';
import type { Problem } from '../validation/problem';

/**
 * How much a finding weighs: an error cannot work and stops a synth; a warning works until something ordinary happens
 * (a rollout, a drain, an idle hour); advice may be intended.
 */
export type Severity = 'error' | 'warning' | 'advice';

/** What a rule says of one object; code, source and severity are the rule's own unless it gives others. */
export type Reported = Omit<Problem, 'code'> & { readonly severity?: Severity };

/** Receives what a rule finds, in the order in which it is found. */
export type Report = (object: Manifest, problem: Reported) => void;

/** One rule, as data and as a pure function of the inventory. Its id is the name of its file. */
export interface Rule {
  readonly id: string;
  /** The rule in one sentence, as a heading. */
  readonly title: string;
  readonly severity: Severity;
  /** What it looks at and why that matters, in Markdown. */
  readonly description: string;
  /** What to change, in general, in Markdown. */
  readonly fix: string;
  /** Where the rule is written down. */
  readonly source: string;
  /** The Kubernetes that its examples are judged for, where that is not the newest. */
  readonly kubernetes?: string;
  /** Manifests for which the rule fires, as YAML. */
  readonly failing: string;
  /** The same manifests, repaired, for which it is silent. */
  readonly repaired: string;
  readonly check: (inventory: Inventory, report: Report) => void;
}

/** What a rule found in one object. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly object: Manifest;
  readonly problem: Problem;
  /** Where the object stands in another one that brings it to clusters. */
  readonly inside?: Inside;
}

export interface Inside {
  readonly owner: Manifest;
  readonly path: string;
  readonly clusters: readonly string[];
}

/** How a message calls the object of a finding. */
export function titleOf({ object, inside }: Finding): string {
  if (!inside) return title(object);
  return `${title(object)} in ${title(inside.owner)} ${inside.path}`;
}

/** How a message calls an object: `Deployment vision/classifier`, `Job vision/(generateName)train-…`. */
export function title(object: Manifest): string {
  const { namespace, name, generateName }: Readonly<Record<string, unknown>> = object.metadata ?? {};
  return `${object.kind} ${namespace ? `${written(namespace)}/` : ''}${nameOf(name, generateName)}`;
}

function nameOf(name: unknown, generateName: unknown): string {
  if (name) return written(name);
  return generateName ? `(generateName)${written(generateName)}…` : '(no name)';
}

/** YAML from anywhere may hold an object where a name belongs, and not every object becomes a text. */
function written(name: unknown): string {
  return typeof name === 'object' ? '(no text)' : String(name);
}
