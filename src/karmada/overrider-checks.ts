import { follow, isPointer, partsOf, patch } from './json-pointer';
import { isUnknownField } from './workload-schema';
import type { NestedManifest } from '../fleet/nested';
import * as check from '../validation/check';
import { IMAGE, matches } from '../validation/names';
import type { Problem } from '../validation/problem';

/** What one field of Karmada's overriders can do wrong, and does. */
export interface OverriderChecks {
  /** Of itself. */
  readonly problems: (content: any) => Problem[];
  /** With the object that it is for, as far as the overriders before it made it. */
  readonly misfits: (content: any, object: NestedManifest) => Problem[];
  readonly apply: (content: any, object: NestedManifest) => void;
}

const SOURCE = 'https://karmada.io/docs/userguide/scheduling/override-policy/';
const SILENT = 'it would change nothing, without a word';

/** The kinds whose containers Karmada finds by itself. */
const WITH_CONTAINERS = new Set(['Pod', 'ReplicaSet', 'Deployment', 'DaemonSet', 'StatefulSet', 'Job']);
/** Fields that are whole numbers wherever they are. */
const WHOLE = new Set(['replicas', 'minReplicas', 'maxReplicas', 'minReplicaCount', 'maxReplicaCount', 'averageUtilization']);
/** Fields that are a number or a text. */
const EITHER = new Set(['maxSurge', 'maxUnavailable', 'minAvailable', 'port', 'targetPort', 'value', 'averageValue', 'sizeLimit', 'cpu', 'memory']);

const title = (object: NestedManifest) => `${object.kind} ${object.metadata.name}`;

function containersOf(object: any): Array<{ name?: string; args?: string[] }> {
  return object.spec?.template?.spec?.containers ?? (object.kind === 'Pod' ? object.spec?.containers : undefined) ?? [];
}

const image: OverriderChecks = {
  problems: ({ component, value }) => {
    const at = component.toLowerCase();
    const example: Record<string, string> = { Registry: `${value}/a`, Repository: `${value}:a`, Tag: /^sha256:/.test(String(value)) ? `a@${value}` : `a:${value}` };
    if (typeof value !== 'string' || !matches(IMAGE, example[component])) {
      return [{ field: at, value: value, rule: 'makes no image reference', why: 'Karmada would send it as it is, or leave the image unchanged', fix: 'give it as it stands in a reference', source: SOURCE }];
    }
    return component === 'Registry' && !/^localhost$|[.:]/.test(value.split('/')[0]) ? [{
      field: at, value: value, rule: 'is no host', why: 'the kubelet would take it for a repository of Docker Hub', fix: 'write it as registry.example.com, or use KarmadaOverrider.imageRepository', source: SOURCE,
    }] : [];
  },
  misfits: ({ component }, { kind }) => (WITH_CONTAINERS.has(kind) ? [] : [{
    field: component.toLowerCase(), value: kind, rule: 'has no images that Karmada finds', why: SILENT, fix: 'use KarmadaOverrider.replace with the path of the image', source: SOURCE,
  }]),
  apply: () => undefined,
};

const args: OverriderChecks = {
  problems: ({ value }) => (Array.isArray(value) && value.length > 0 && value.every((v) => typeof v === 'string') ? [] : [{
    field: 'args', value: value, rule: 'must hold at least one text', why: SILENT, fix: 'give the arguments',
  }]),
  misfits: ({ containerName, operator, value }, object) => {
    const container = WITH_CONTAINERS.has(object.kind) ? containersOf(object).find((c) => c.name === containerName) : undefined;
    if (!container) {
      return [{ field: 'containerName', value: containerName, rule: `is no container of ${title(object)}`, why: SILENT, fix: 'name one of its containers', source: SOURCE }];
    }
    return operator === 'add' ? [] : value.filter((v: string) => !container.args?.includes(v)).map((v: string) => (
      { field: 'args', value: v, rule: `is no argument of ${containerName}`, why: SILENT, fix: 'give it whole, as it stands there', source: SOURCE }));
  },
  apply: ({ containerName, operator, value }, object) => containersOf(object).filter((c) => c.name === containerName).forEach((c) => {
    c.args = operator === 'add' ? [...c.args ?? [], ...value] : c.args?.filter((a) => !value.includes(a));
  }),
};

function metadata(key: 'labels' | 'annotations'): OverriderChecks {
  return {
    problems: ({ value }) => (Object.keys(value).length === 0 ? [{ field: key, value: value, rule: 'must hold at least one', why: SILENT, fix: `give the ${key}` }] : check[key](key, value)),
    misfits: () => [],
    apply: ({ value }, object) => {
      const holder = object.metadata as Record<string, any>;
      holder[key] = { ...holder[key], ...value };
    },
  };
}

const plaintext: OverriderChecks = {
  problems: ({ path, operator, value }) => {
    if (!isPointer(path)) {
      return [{ field: 'path', value: path, rule: 'must be a JSON pointer', why: 'Karmada would send the object to no cluster of the rule', fix: 'write it as /spec/maxReplicas', source: SOURCE }];
    }
    if (/^\/(metadata(\/(name|namespace))?|apiVersion|kind)$/.test(path)) {
      return [{ field: 'path', value: path, rule: 'must not change what the object is', why: 'Karmada would make a second one and lose sight of it', fix: 'define another object' }];
    }
    if (operator !== 'remove' && (value === undefined || value === null)) {
      return [{ field: 'value', value: value, rule: 'is required', why: 'the field would become null', fix: 'give it, or use KarmadaOverrider.remove' }];
    }
    if (!isPlain(value)) return [{ field: 'value', value: value, rule: 'must be plain JSON', why: 'nothing else can be printed', fix: 'give texts, numbers, lists and objects' }];
    if (operator !== 'remove' && WHOLE.has(partsOf(path).pop()!)) return check.integer('value', value, { min: 0 }, 'the cluster would reject the object (SyncFailed)', 'give a whole number');
    return [];
  },
  misfits: ({ path, operator, value }, object) => {
    const { parent, found, value: is } = follow(object, path, operator === 'add');
    if (operator === 'add' ? !parent : !found) {
      return [{
        field: 'path', value: path, rule: `is not in ${title(object)}`, why: 'Karmada would send it to no cluster of the rule', fix: operator === 'replace' && parent ? 'use KarmadaOverrider.add' : 'correct the path', source: SOURCE,
      }];
    }
    if (operator === 'add' && !found && isUnknownField(object, path)) {
      return [{ field: 'path', value: path, rule: `is no field of a ${object.kind}`, why: 'the cluster would drop it without a word', fix: 'correct the path' }];
    }
    const [last, of] = partsOf(path).reverse();
    const other = operator !== 'remove' && found && !(of === 'requests' || of === 'limits' || EITHER.has(last)) && typeOf(is) !== typeOf(value);
    return other ? [{ field: 'value', value: value, rule: `must be ${typeOf(is)}, as what is at ${path}`, why: 'the cluster would reject the object (SyncFailed)', fix: 'give another value' }] : [];
  },
  apply: ({ path, operator, value }, object) => patch(object, operator, path, structuredClone(value)),
};

function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isPlain);
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return typeof value !== 'function';
  return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isPlain);
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return { string: 'a text', number: 'a number', boolean: 'true or false' }[typeof value as string] ?? 'an object';
}

/** In the order in which Karmada applies them. */
export const OVERRIDER_CHECKS: Readonly<Record<string, OverriderChecks>> = {
  imageOverrider: image,
  argsOverrider: args,
  labelsOverrider: metadata('labels'),
  annotationsOverrider: metadata('annotations'),
  plaintext,
};
