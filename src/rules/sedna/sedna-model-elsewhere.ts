import type { LegacyRule } from '../rule';
import { SEDNA_SOURCE, WORKER_TYPES } from '../../kubernetes/sedna-generated';

/** A model that exists in another namespace than the service that names it. */
export const sednaModelElsewhere: LegacyRule = {
  id: 'sedna-model-elsewhere',
  severity: 'error',
  check: (facts) => facts.jointServices.flatMap((object) => WORKER_TYPES.flatMap((type) => {
    const name: string | undefined = object.spec?.[`${type}Worker`]?.model?.name;
    const here = object.metadata?.namespace;
    const places = facts.sednaModels(String(name)).map((m) => m.metadata?.namespace);
    // One without a namespace goes wherever its file is applied.
    if (name === undefined || here === undefined || places.length === 0 || places.includes(here) || places.includes(undefined)) return [];
    return [{
      object,
      problem: {
        field: `spec.${type}Worker.model.name`,
        value: name,
        rule: `is a Model of the namespace ${places[0]}`,
        why: 'Sedna looks for it in the namespace of the JointInferenceService, and a service whose model is missing is Failed for good',
        fix: `put both into one namespace, ${here} or ${places[0]}`,
        source: SEDNA_SOURCE,
      },
    }];
  })),
};
