import { plaintextProblems } from './plaintext-overrider-problems';
import { IMAGE, matches } from '../validation/names';
import type { Problem } from '../validation/problem';
import * as check from '../validation/value-checks';

/** How one kind of Karmada's overriders is checked. */
export interface OverriderChecks {
  /** Whether it is valid by itself. */
  readonly problems: (content: any) => Problem[];
}

const SOURCE = 'https://karmada.io/docs/userguide/scheduling/override-policy/';

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
  },
};
