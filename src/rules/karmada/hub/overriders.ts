import { patch } from './json-pointer';
import type { Misfit } from './misfit';
import { plaintextMisfit, type PlaintextOverrider } from './plaintext-misfit';
import type { Labels, Manifest } from '../../../kubernetes/manifest';
import type { OVERRIDERS } from '../../../kubernetes/schema/karmada-schema';
import type { Of } from '../../../kubernetes/schema/manifest-shape';

export type Overriders = Of<typeof OVERRIDERS>;

/** How one kind of overriders is read and applied. */
interface Stage {
  /** Whether what it does is known here. */
  readonly isKnown: (content: any) => boolean;
  /** Whether it fits the object, to which the overriders before it have been applied. */
  readonly misfit: (content: any, object: Manifest) => Misfit | undefined;
  readonly apply: (content: any, object: Manifest) => void;
}

/** The kinds whose containers Karmada finds. */
const WITH_CONTAINERS = new Set(['Pod', 'ReplicaSet', 'Deployment', 'DaemonSet', 'StatefulSet', 'Job']);

interface Container {
  readonly name?: string;
  args?: readonly string[];
}

interface ArgsOverrider {
  readonly containerName?: string;
  readonly operator?: string;
  readonly value?: readonly string[];
}

const image: Stage = {
  isKnown: ({ operator, predicate }) => operator === 'replace' && predicate === undefined,
  misfit: ({ component }, { kind }) => (
    WITH_CONTAINERS.has(kind) ? undefined : { is: 'kind-without-images', field: '', value: component }),
  apply: () => undefined,
};

const args: Stage = {
  isKnown: ({ operator }) => operator === 'add' || operator === 'remove',
  misfit: ({ containerName, operator, value = [] }: ArgsOverrider, object) => {
    const container = containersOf(object).find((c) => c.name === containerName);
    if (!container) return { is: 'unknown-container', field: 'containerName', value: containerName };
    const own = new Set(container.args);
    const i = operator === 'remove' ? value.findIndex((arg) => !own.has(arg)) : -1;
    return i < 0 ? undefined : { is: 'unknown-argument', field: `value[${i}]`, value: value[i] };
  },
  apply: ({ containerName, operator, value = [] }: ArgsOverrider, object) => {
    const removed = new Set(value);
    for (const c of containersOf(object)) {
      if (c.name !== containerName) continue;
      c.args = operator === 'add' ? [...c.args ?? [], ...value] : c.args?.filter((arg) => !removed.has(arg));
    }
  },
};

function metadata(key: 'labels' | 'annotations'): Stage {
  return {
    isKnown: ({ operator }) => operator === 'add',
    misfit: () => undefined,
    apply: ({ value }: { readonly value?: Labels }, object) => {
      const holder = object.metadata as Record<string, any>;
      holder[key] = { ...holder[key], ...value };
    },
  };
}

/** What makes another object of it. */
const IDENTITY = /^\/(metadata(\/(name|namespace))?|apiVersion|kind)$/;

const plaintext: Stage = {
  isKnown: ({ path, operator }) => (
    path !== undefined && !IDENTITY.test(path) && ['add', 'remove', 'replace'].includes(operator)),
  misfit: plaintextMisfit,
  apply: ({ path, operator, value }: PlaintextOverrider, object) => (
    patch(object, operator, path, structuredClone(value))),
};

/** By field of an OverridePolicy, in the order in which Karmada applies them. */
const STAGES: Readonly<Record<string, Stage>> = {
  imageOverrider: image,
  argsOverrider: args,
  labelsOverrider: metadata('labels'),
  annotationsOverrider: metadata('annotations'),
  plaintext,
};

/** One overrider, and its field in the overriders of its rule. */
export interface Overrider {
  readonly field: string;
  readonly stage: string;
  readonly content: any;
}

/** The overriders of a rule, in the order in which Karmada applies them; undefined where one is not known here. */
export function overridersOf(overriders: Overriders): readonly Overrider[] | undefined {
  if (!isNone(overriders.commandOverrider) || !isNone(overriders.fieldOverrider)) return undefined;
  const found: Overrider[] = [];
  for (const stage of Object.keys(STAGES)) {
    const contents: readonly any[] = overriders[stage as keyof Overriders] ?? [];
    if (!contents.every(STAGES[stage].isKnown)) return undefined;
    contents.forEach((content, k) => found.push({ field: `${stage}[${k}]`, stage, content }));
  }
  return found;
}

export function misfitOf({ stage, content }: Overrider, object: Manifest): Misfit | undefined {
  return STAGES[stage].misfit(content, object);
}

/** Applies an overrider that fits; the object is changed. */
export function applyTo(object: Manifest, { stage, content }: Overrider): void {
  STAGES[stage].apply(content, object);
}

function isNone(overriders: unknown): boolean {
  return overriders === undefined || (Array.isArray(overriders) && overriders.length === 0);
}

function containersOf({ kind, spec }: Manifest): Container[] {
  if (!WITH_CONTAINERS.has(kind)) return [];
  const containers = kind === 'Pod' ? spec?.containers : spec?.template?.spec?.containers;
  // A path may have put anything there.
  return Array.isArray(containers) ? containers.filter((c) => typeof c === 'object' && c !== null) : [];
}
