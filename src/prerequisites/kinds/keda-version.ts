import type { Needed, PrerequisiteKind } from './prerequisite';
import type { Manifest } from '../../kubernetes/manifest';

/** A field of a ScaledObject, and the version of KEDA that has it. */
interface Feature {
  readonly since: string;
  readonly field: string;
  readonly what: string;
  readonly isUsed: (spec: any) => boolean;
}

/** From https://github.com/kedacore/keda/blob/main/CHANGELOG.md. */
const FEATURES: readonly Feature[] = [
  {
    since: '2.12',
    field: 'spec.advanced.scalingModifiers',
    what: 'scaling modifiers',
    isUsed: (spec) => spec?.advanced?.scalingModifiers !== undefined,
  },
  {
    since: '2.17',
    field: 'spec.fallback.behavior',
    what: 'a fallback with a behavior',
    isUsed: (spec) => spec?.fallback?.behavior !== undefined,
  },
  {
    since: '2.18',
    field: 'spec.fallback',
    what: 'a fallback beside a target of the type Value',
    isUsed: (spec) => spec?.fallback !== undefined
      && (spec.triggers ?? []).some(({ metricType }: any) => metricType === 'Value'),
  },
];

export const KEDA_VERSION: PrerequisiteKind = {
  ids: ['keda'],
  find: (inventory, need) => {
    for (const object of inventory.of('ScaledObject')) {
      if (!object.apiVersion.startsWith('keda.sh/')) continue;
      for (const feature of FEATURES) if (isUsed(feature, object)) need(neededFor(feature), object, feature.field);
    }
  },
};

function isUsed({ isUsed: find }: Feature, { spec }: Manifest): boolean {
  return find(spec);
}

function neededFor({ since, what }: Feature): Needed {
  return {
    id: `keda/${since}`,
    title: `KEDA ${since} or newer: ${what}`,
    why: 'An older KEDA does not know the field, or rejects it.',
    check: 'kubectl get deployment -A -l app.kubernetes.io/name=keda-operator '
      + "-o jsonpath='{.items[*].spec.template.spec.containers[*].image}'",
    expected: `an image with the tag ${since} or newer`,
    install: 'https://keda.sh/docs/latest/deploy/',
    version: since,
  };
}
