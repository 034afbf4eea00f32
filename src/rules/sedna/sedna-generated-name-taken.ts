import { namespaceOf } from '../../kubernetes/inventory';
import type { Hit, LegacyRule } from '../rule';
import { title } from '../rule';
import { generatedNames, SEDNA_SOURCE, WORKER_TYPES } from '../../kubernetes/sedna-generated';

/** Other groups have kinds of these names too. */
const GROUPS: Readonly<Record<string, RegExp>> = { Deployment: /^apps\//, HorizontalPodAutoscaler: /^autoscaling\//, Service: /^v1$/ };

/** An object with the name of one that Sedna's controller is about to make. */
export const sednaGeneratedNameTaken: LegacyRule = {
  id: 'sedna-generated-name-taken',
  severity: 'error',
  check: (facts) => {
    if (facts.jointServices.length === 0) return [];
    const makers = new Map(facts.jointServices.flatMap((service) => WORKER_TYPES.flatMap((type) => {
      const names = generatedNames(String(service.metadata?.name), type);
      const scaled = service.spec?.[`${type}Worker`]?.hpa !== undefined;
      const made = [
        ['Deployment', names.deployment], ...(scaled ? [['HorizontalPodAutoscaler', names.autoscaler]] : []), ...(names.service ? [['Service', names.service]] : []),
      ];
      return made.map(([kind, name]) => [`${namespaceOf(service)}/${kind}/${name}`, service] as const);
    })));
    return Object.entries(GROUPS).flatMap(([kind, group]) => facts.of(kind).flatMap((object): Hit[] => {
      if (!group.test(object.apiVersion)) return [];
      const maker = makers.get(`${namespaceOf(object)}/${kind}/${object.metadata?.name}`);
      // What the controller made says so.
      if (!maker || object.metadata?.ownerReferences?.some(({ kind: owner }) => owner === maker.kind)) return [];
      return [{
        object,
        problem: {
          field: 'metadata.name',
          value: object.metadata?.name,
          rule: `is the name of what Sedna makes for ${title(maker)}`,
          why: 'Sedna gives up when its own cannot be created (AlreadyExists): the service is Failed for good',
          fix: 'give this object or the JointInferenceService another name',
          source: SEDNA_SOURCE,
        },
      }];
    }));
  },
};
