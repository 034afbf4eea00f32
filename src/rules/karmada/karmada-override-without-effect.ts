import { DEPLOYMENTS, documents, fixed, override, policy } from './examples';
import type { MisfitPlace } from './hub/overridden-copies';
import { OverriddenCopies } from './hub/overridden-copies';
import { OVERRIDES } from './sources';
import type { Reported, Rule } from '../rule';
import { title } from '../rule';

const SENT = [fixed(2), policy([DEPLOYMENTS])];
const SILENT = 'the override would silently have no effect';

export const karmadaOverrideWithoutEffect: Rule = {
  id: 'karmada-override-without-effect',
  title: 'An override must change something of the object',
  severity: 'error',
  description: [
    'Fires when an override policy changes arguments of a container that the object does not have, removes an argument',
    'that is not there as a whole, changes images of a kind in which Karmada finds none without a `predicate`, or adds',
    'a field that the kind does not have.',
    '',
    'Karmada silently does nothing, or the API server of the cluster silently drops the field.',
  ].join('\n'),
  fix: [
    'Name a container of the object, write the whole argument as the manifest has it, and the path of a field that the',
    'kind has. Images of other kinds need a `plaintext` overrider with their path.',
  ].join('\n'),
  source: OVERRIDES,
  failing: documents(
    ...SENT, override(DEPLOYMENTS, 'argsOverrider: [{ containerName: main, operator: add, value: [--threads=8] }]'),
  ),
  repaired: documents(
    ...SENT, override(DEPLOYMENTS, 'argsOverrider: [{ containerName: server, operator: add, value: [--threads=8] }]'),
  ),
  check: (inventory, report) => {
    for (const place of OverriddenCopies.of(inventory).misfits) {
      const wrong = reportedOf(place);
      if (wrong) report(place.policy, wrong);
    }
  },
};

function reportedOf({ field: at, misfit, object }: MisfitPlace): Reported | undefined {
  const { value } = misfit;
  const field = misfit.field === '' ? at : `${at}.${misfit.field}`;
  switch (misfit.is) {
    case 'unknown-container': return {
      field,
      value,
      rule: `must be a container of ${title(object)}`,
      why: SILENT,
      fix: 'name one of its containers',
    };
    case 'unknown-argument': return {
      field,
      value,
      rule: `must be an argument of the container in ${title(object)}`,
      why: SILENT,
      fix: 'give the whole argument, as it is in the manifest',
    };
    case 'kind-without-images': return {
      field,
      value,
      rule: `must be for a kind in which Karmada finds images, and ${title(object)} is none`,
      why: SILENT,
      fix: 'use a plaintext overrider with the path of the image',
    };
    case 'unknown-field': return {
      field,
      value,
      rule: `must be a field of a ${object.kind}`,
      why: 'the API server of the cluster would silently drop it',
      fix: 'correct the path',
    };
    default: return undefined;
  }
}
