import { kubectl, shown } from './kubectl';
import type { Needed, PrerequisiteKind } from './prerequisite';
import { namespaceOf } from '../../kubernetes/inventory';
import { WORKER_TYPES } from '../../kubernetes/sedna/api';
import { sednaAutoscalerAccess } from '../../rules/sedna/sedna-autoscaler-access';

const WITH_AUTOSCALERS: Needed = {
  id: 'sedna-autoscalers',
  title: "Sedna's Global Manager v0.7 or newer",
  why: 'An older one ignores `hpa`: it makes Pods, and nothing scales. The Helm chart of Sedna brings v0.6.',
  check: kubectl('sedna', 'get', 'deployment', 'gm', '-o', 'jsonpath={.spec.template.spec.containers[*].image}'),
  expected: 'kubeedge/sedna-gm:v0.7.0 or newer',
  install: 'https://sedna.readthedocs.io/en/latest/setup/install.html',
  version: '0.7',
};

/** What joint inference needs of Sedna besides its APIs: the version, the right to create autoscalers, models. */
export const SEDNA: PrerequisiteKind = {
  ids: ['sedna-autoscalers', 'sedna-autoscaler-access', 'sedna-model'],
  find: (inventory, need) => {
    for (const object of inventory.jointServices) {
      for (const type of WORKER_TYPES) {
        const worker = object.spec?.[`${type}Worker`];
        if (worker?.hpa !== undefined) need(WITH_AUTOSCALERS, object, `spec.${type}Worker.hpa`);
        const name: string | undefined = worker?.model?.name;
        if (!name || inventory.find('Model', namespaceOf(object), name)) continue;
        need(modelOf(namespaceOf(object), name), object, `spec.${type}Worker.model.name`);
      }
    }
    sednaAutoscalerAccess.check(inventory, (object, { field }) => need(accessIn(namespaceOf(object)), object, field));
  },
};

function accessIn(namespace: string): Needed {
  return {
    id: `sedna-autoscaler-access/${shown(namespace)}`,
    title: `The right of Sedna to create autoscalers in the namespace ${shown(namespace)}`,
    why: "Sedna's own role does not have it. Without it the JointInferenceService is Failed permanently.",
    check: kubectl(namespace, 'auth', 'can-i', 'create', 'horizontalpodautoscalers.autoscaling',
      '--as=system:serviceaccount:sedna:sedna'),
    expected: 'yes; likewise for get, update and delete',
  };
}

function modelOf(namespace: string, name: string): Needed {
  return {
    id: `sedna-model/${shown(namespace)}/${shown(name)}`,
    title: `The Model ${shown(name)} of Sedna in the namespace ${shown(namespace)}`,
    why: 'A worker uses it. A JointInferenceService that is created before its Models is Failed permanently.',
    check: kubectl(namespace, 'get', 'models.sedna.io', name),
    expected: `the Model ${shown(name)}`,
  };
}
