import type { LegacyRule } from '../rule';
import { SEDNA_SOURCE, WORKER_TYPES } from '../../kubernetes/sedna-generated';

/** A model that is not among the objects: it must exist before the service does. */
export const sednaModelMissing: LegacyRule = {
  id: 'sedna-model-missing',
  severity: 'advice',
  check: (facts) => facts.jointServices.flatMap((object) => WORKER_TYPES.flatMap((type) => {
    const name: string | undefined = object.spec?.[`${type}Worker`]?.model?.name;
    if (name === undefined || facts.sednaModels(name).length > 0) return [];
    return [{
      object,
      problem: {
        field: `spec.${type}Worker.model.name`,
        value: name,
        rule: 'is no Model among these objects',
        why: 'a service whose model does not exist at its creation is Failed for good: a Model that comes later is never picked up',
        fix: 'apply the Model first, best from the same file (SednaModel)',
        source: SEDNA_SOURCE,
      },
    }];
  })),
};
