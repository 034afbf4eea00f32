import { namespaceOf } from './facts';
import type { Hit, Rule } from './rule';
import { title } from './rule';
import { generatedNames, SEDNA_SOURCE, WORKER_TYPES } from '../private/sedna';

/** An object with the name of one that Sedna's controller is about to make. */
export const sednaGeneratedNameTaken: Rule = {
  id: 'sedna-generated-name-taken',
  severity: 'error',
  check: (facts) => {
    if (facts.jointServices.length === 0) return [];
    const makers = new Map(facts.jointServices.flatMap((service) => WORKER_TYPES.flatMap((type) => {
      const names = generatedNames(String(service.metadata?.name), type);
      const made = [['Deployment', names.deployment], ['HorizontalPodAutoscaler', names.autoscaler], ...(names.service ? [['Service', names.service]] : [])];
      return made.map(([kind, name]) => [`${namespaceOf(service)}/${kind}/${name}`, service] as const);
    })));
    return ['Deployment', 'HorizontalPodAutoscaler', 'Service'].flatMap((kind) => facts.of(kind).flatMap((object): Hit[] => {
      const maker = makers.get(`${namespaceOf(object)}/${kind}/${object.metadata?.name}`);
      // What the controller made says so.
      if (!maker || object.metadata?.ownerReferences?.some(({ kind: owner }) => owner === maker.kind)) return [];
      return [{
        object,
        problem: {
          at: 'metadata.name',
          got: object.metadata?.name,
          rule: `is the name of what Sedna makes for ${title(maker)}`,
          why: 'Sedna gives up when its own cannot be created (AlreadyExists): the service is Failed for good',
          fix: 'give this object or the JointInferenceService another name',
          source: SEDNA_SOURCE,
        },
      }];
    }));
  },
};
