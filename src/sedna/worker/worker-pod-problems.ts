import { ApiObject, Chart } from 'cdk8s';
import { Pod, RestartPolicy } from 'cdk8s-plus-27';
import type { SednaWorkerOptions } from './sedna-worker-options';
import { isTaken } from './detach-pod';
import { containerNameProblems, modelMountProblems, volumeNameProblems, workerPortProblems } from './unique-in-pod';
import { isPlaced } from '../../placement/placed-pods';
import type { Problem } from '../../validation/problem';
import { SEDNA_SOURCE } from '../../kubernetes/sedna-generated';

/** What a pod says itself. */
const BESIDE_POD = [
  'container', 'accelerator', 'hostNetwork', 'hostFolders', 'volumes', 'initContainers', 'extraContainers', 'serviceAccount', 'imagePullSecret',
  'terminationGracePeriod', 'priorityClassName', 'runtimeClassName',
] as const;

/** Why two workers cannot share a pod. */
export const ONE_EACH = { why: 'a change to one would change the other', fix: 'make a Pod for each' };

/** What is wrong with a ready pod for a worker. */
export function readyPodProblems(options: SednaWorkerOptions): Problem[] {
  const { pod, placement } = options;
  if (!(pod instanceof Pod)) {
    return [{ field: 'pod', value: pod, rule: 'must be a Pod of cdk8s-plus', why: 'nothing else has the spec of a pod', fix: 'make a Pod, or describe a container' }];
  }
  const beside = BESIDE_POD.filter((key) => options[key] !== undefined);
  const problems: Problem[] = [
    ...beside.map((at) => ({ field: at, rule: 'cannot be combined with pod', why: 'the pod says it itself, so it could have no effect', fix: 'set it on the pod, or leave pod out' })),
    ...(isTaken(pod) ? [{ field: 'pod', value: pod.node.path, rule: 'is used by another worker', ...ONE_EACH }] : []),
    ...(pod.restartPolicy === RestartPolicy.ALWAYS ? [] : [{
      field: 'pod.restartPolicy', value: pod.restartPolicy, rule: 'must be Always', why: 'Sedna makes a Deployment of it, which takes nothing else', fix: 'leave it out',
    }]),
    ...(placement && isPlaced(pod) ? [{
      field: 'placement',
      value: pod.node.path,
      rule: 'is of a pod that was placed before',
      why: 'Kubernetes takes several node affinity terms as alternatives, so the pods could land on the nodes of either',
      fix: 'leave placement out, or do not place the pod before',
    }] : []),
  ];
  // A pod without containers cannot be printed, so nothing more can be told of it.
  if (pod.containers.length === 0) return [...problems, { field: 'pod', rule: 'must have a container', why: 'the API server would reject it', fix: 'add one' }];
  return [...problems, ...claimProblems(options, pod), ...metadataProblems(pod)];
}

function claimProblems({ model }: SednaWorkerOptions, pod: Pod): Problem[] {
  const containers = pod.containers.map((c, i) => ({ c, at: `pod.containers[${i}]` }));
  const all = [...containers, ...pod.initContainers.map((c, i) => ({ c, at: `pod.initContainers[${i}]` }))];
  const volumes = new Set([...all.flatMap(({ c }) => c.mounts.map((m) => m.volume)), ...pod.volumes]);
  return [
    ...containerNameProblems(all.map(({ c, at }) => ({ at: `${at}.name`, name: c.name, what: at }))),
    ...workerPortProblems(containers.flatMap(({ c, at }) => c.ports.map((p, i) => ({ ...p, at: `${at}.ports[${i}]` }))), pod.hostNetwork === true),
    ...containers.flatMap(({ c, at }) => modelMountProblems(model, `${at}.mounts`, c.mounts)),
    ...volumeNameProblems(model, [...volumes].map((v) => ({ at: 'pod.volumes', name: v.name, what: `the volume ${v.node.path}` }))),
  ];
}

function metadataProblems(pod: Pod): Problem[] {
  const chart = Chart.of(pod);
  const { labels = {}, annotations = {} } = ApiObject.of(pod).metadata.toJson() ?? {};
  const own = Object.keys(labels).filter((key) => key !== Pod.ADDRESS_LABEL && chart.labels[key] === undefined);
  const lost = [...own, ...Object.keys(annotations)];
  return lost.length === 0 ? [] : [{
    field: 'pod',
    value: lost.join(', '),
    rule: 'must have no labels and annotations',
    why: 'the schema of JointInferenceService has no field for them, so they would never reach the pods',
    fix: 'remove them; the pods have the labels of the property labels',
    source: SEDNA_SOURCE,
  }];
}
