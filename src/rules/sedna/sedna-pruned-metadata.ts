import type { LegacyRule } from '../rule';
import { SEDNA_SOURCE, WORKER_TYPES } from '../../kubernetes/sedna-generated';

/** Labels or annotations of a worker's template, which the schema does not know. */
export const sednaPrunedMetadata: LegacyRule = {
  id: 'sedna-pruned-metadata',
  severity: 'error',
  check: (facts) => facts.jointServices.flatMap((object) => WORKER_TYPES.flatMap((type) => {
    const metadata: Record<string, any> = object.spec?.[`${type}Worker`]?.template?.metadata ?? {};
    const keys = Object.entries(metadata).flatMap(([key, value]) => (key === 'labels' || key === 'annotations' ? named(key, value) : [key]));
    if (keys.length === 0) return [];
    return [{
      object,
      problem: {
        field: `spec.${type}Worker.template.metadata`,
        value: keys.join(', '),
        rule: 'must be left out',
        why: 'the schema of JointInferenceService has no field below it: kubectl refuses the object, other clients drop the labels and annotations',
        fix: 'remove them and select the pods by the labels that Sedna sets (jointinferenceservice.sedna.io/name and /worker-type)',
        source: SEDNA_SOURCE,
      },
    }];
  })),
};

/** The labels or annotations by their names; the field itself where it names none, for it is too much all the same. */
function named(field: string, value: any): string[] {
  const names = typeof value === 'object' && !Array.isArray(value) ? Object.keys(value).filter((name) => value[name] !== null) : [];
  return names.length > 0 ? names : [field];
}
