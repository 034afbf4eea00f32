import type { Needed, PrerequisiteKind } from './prerequisite';
import type { FeatureId } from '../../kubernetes/versions/features';
import { featureOf } from '../../kubernetes/versions/target-version';
import { NEWER_FIELDS } from '../../rules/newer-fields';

/** The versions of Kubernetes that fields and API versions need. */
export const KUBERNETES_VERSION: PrerequisiteKind = {
  ids: ['kubernetes'],
  find: (inventory, need) => {
    for (const { feature, find } of NEWER_FIELDS) {
      const needed = neededFor(feature);
      find(inventory, (object, field) => need(needed, object, field));
    }
  },
};

function neededFor(feature: FeatureId): Needed {
  const { id, since, title, before } = featureOf(feature);
  return {
    id: `kubernetes/${id}`,
    title: `Kubernetes 1.${since} or newer: ${title}`,
    why: `${before.charAt(0).toUpperCase()}${before.slice(1)}.`,
    check: 'kubectl version',
    expected: `Server Version: v1.${since} or newer; the nodes too, in kubectl get nodes`,
    install: 'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/',
    version: `1.${since}`,
  };
}
