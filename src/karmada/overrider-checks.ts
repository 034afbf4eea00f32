import { patch } from '../rules/karmada/hub/json-pointer';
import { plaintextMisfits, plaintextProblems } from './plaintext-overrider';
import type { NestedManifest } from '../fleet/nested';
import * as check from '../validation/check';
import { IMAGE, matches } from '../validation/names';
import type { Problem } from '../validation/problem';

/** How one kind of Karmada's overriders is checked and applied. */
export interface OverriderChecks {
  /** Whether it is valid by itself. */
  readonly problems: (content: any) => Problem[];
  /** Whether it fits the object, to which the overriders before it have been applied. */
  readonly misfits: (content: any, object: NestedManifest) => Problem[];
  readonly apply: (content: any, object: NestedManifest) => void;
}

const SOURCE = 'https://karmada.io/docs/userguide/scheduling/override-policy/';

/** The kinds whose containers Karmada finds. */
const WITH_CONTAINERS = new Set(['Pod', 'ReplicaSet', 'Deployment', 'DaemonSet', 'StatefulSet', 'Job']);

function containersOf(object: NestedManifest): Array<{ name?: string; args?: string[] }> {
  return object.spec?.template?.spec?.containers ?? (object.kind === 'Pod' ? object.spec?.containers : undefined) ?? [];
}

/** An image reference that has the given part. */
function reference(component: string, part: string): string {
  if (component === 'Registry') return `${part}/a`;
  if (component === 'Repository') return `${part}:a`;
  return part.startsWith('sha256:') ? `a@${part}` : `a:${part}`;
}

const image: OverriderChecks = {
  problems: ({ component, value }) => {
    const field = component.toLowerCase();
    if (typeof value !== 'string' || !matches(IMAGE, reference(component, value))) {
      return [{
        code: 'karmada/image-part-invalid',
        field,
        value,
        rule: 'must be a valid part of an image reference',
        why: 'Karmada would set an invalid image, or leave the image unchanged',
        fix: `write the ${field} as it appears in an image reference`,
        source: SOURCE,
      }];
    }
    if (component !== 'Registry' || /^localhost$|[.:]/.test(value.split('/')[0])) return [];
    return [{
      code: 'karmada/registry-not-a-host',
      field,
      value,
      rule: 'must be a host: localhost, or a name with a dot or a port',
      why: 'the container runtime would take it for a repository on Docker Hub',
      fix: 'write it as registry.example.com, or use KarmadaOverrider.imageRepository',
      source: SOURCE,
    }];
  },
  misfits: ({ component }, { kind }) => {
    if (WITH_CONTAINERS.has(kind)) return [];
    return [{
      code: 'karmada/kind-without-images',
      field: component.toLowerCase(),
      value: kind,
      rule: 'must be a kind in which Karmada finds images',
      why: 'the override would silently have no effect',
      fix: 'use KarmadaOverrider.replace with the path of the image',
      source: SOURCE,
    }];
  },
  apply: () => undefined,
};

const args: OverriderChecks = {
  problems: ({ value }) => {
    if (Array.isArray(value) && value.length > 0 && value.every((v) => typeof v === 'string')) return [];
    return [{
      code: 'karmada/no-args',
      field: 'args',
      value,
      rule: 'must be a list of at least one string',
      why: 'the override would silently have no effect',
      fix: 'give the arguments',
    }];
  },
  misfits: ({ containerName, operator, value }, object) => {
    const containers = WITH_CONTAINERS.has(object.kind) ? containersOf(object) : [];
    const container = containers.find((c) => c.name === containerName);
    if (!container) {
      return [{
        code: 'karmada/unknown-container',
        field: 'containerName',
        value: containerName,
        rule: `must be a container of ${object.kind} ${object.metadata.name}`,
        why: 'the override would silently have no effect',
        fix: 'name one of its containers',
        source: SOURCE,
      }];
    }
    if (operator === 'add') return [];
    const own = new Set(container.args);
    return (value as string[]).filter((arg) => !own.has(arg)).map((arg) => ({
      code: 'karmada/unknown-argument',
      field: 'args',
      value: arg,
      rule: `must be an argument of container ${containerName}`,
      why: 'the override would silently have no effect',
      fix: 'give the whole argument, as it is in the manifest',
      source: SOURCE,
    }));
  },
  apply: ({ containerName, operator, value }, object) => {
    for (const c of containersOf(object)) {
      if (c.name !== containerName) continue;
      c.args = operator === 'add' ? [...c.args ?? [], ...value] : c.args?.filter((arg) => !value.includes(arg));
    }
  },
};

function metadata(key: 'labels' | 'annotations'): OverriderChecks {
  return {
    problems: ({ value }) => {
      if (Object.keys(value).length > 0) return check[key](key, value);
      return [{
        code: 'karmada/no-labels-or-annotations',
        field: key,
        value,
        rule: `must hold at least one of the ${key}`,
        why: 'the override would silently have no effect',
        fix: `give the ${key}, or remove the override`,
      }];
    },
    misfits: () => [],
    apply: ({ value }, object) => {
      const holder = object.metadata as Record<string, any>;
      holder[key] = { ...holder[key], ...value };
    },
  };
}

/** By field of an OverridePolicy, in the order in which Karmada applies them. */
export const OVERRIDER_CHECKS: Readonly<Record<string, OverriderChecks>> = {
  imageOverrider: image,
  argsOverrider: args,
  labelsOverrider: metadata('labels'),
  annotationsOverrider: metadata('annotations'),
  plaintext: {
    problems: plaintextProblems,
    misfits: plaintextMisfits,
    apply: ({ path, operator, value }, object) => patch(object, operator, path, structuredClone(value)),
  },
};
