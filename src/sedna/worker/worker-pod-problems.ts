import { ApiObject, Chart } from 'cdk8s';
import { Pod, RestartPolicy } from 'cdk8s-plus-27';
import { isDetached } from './detach-pod';
import {
  containerNameProblems, modelMountProblems, volumeNameProblems, workerPortProblems,
} from './pod-conflict-problems';
import type { SednaCloudWorkerOptions, SednaWorkerOptions } from './sedna-worker-options';
import { isPod, lackOfPod } from '../../cdk8s-plus/handed-over';
import { SEDNA_SOURCE } from '../../kubernetes/sedna/api';
import { isPlaced } from '../../placement/placed-pods';
import type { Problem } from '../../validation/problem';
import { Problems } from '../../validation/problems';

/** The options that describe a pod, so that they have no effect beside one. */
const DESCRIBED_BY_POD = [
  'container', 'accelerator', 'hostNetwork', 'hostFolders', 'volumes', 'initContainers', 'extraContainers',
  'serviceAccount', 'imagePullSecret', 'terminationGracePeriod', 'maxRequestDuration', 'priorityClassName',
  'runtimeClassName', 'enableServiceLinks',
] as const;

/** What is wrong with the property `pod` of a worker. */
export function workerPodProblems(options: SednaWorkerOptions): Problem[] {
  const { pod, placement } = options;
  if (!isPod(pod)) {
    return [{
      code: 'sedna/not-a-pod',
      field: 'pod',
      value: pod,
      rule: 'must be a Pod',
      why: `it ${lackOfPod(pod)}, and the worker gets the spec of a Pod`,
      fix: 'define a Pod of any cdk8s-plus, or describe a container',
    }];
  }
  const problems = new Problems();
  problems.addAll(describedTwiceProblems(options));
  if (isDetached(pod)) problems.add(sharedPodProblem('pod', pod));
  if (pod.restartPolicy !== RestartPolicy.ALWAYS) {
    problems.add({
      code: 'sedna/pod-restart-policy',
      field: 'pod.restartPolicy',
      value: pod.restartPolicy,
      rule: 'must be Always',
      why: 'Sedna creates a Deployment, which allows no other restart policy',
      fix: 'leave it out',
    });
  }
  if (placement && isPlaced(pod)) {
    problems.add({
      code: 'sedna/pod-placed-twice',
      field: 'placement',
      value: pod.node.path,
      rule: 'cannot be combined with a pod that has a placement already',
      why: 'Kubernetes takes several node affinity terms as alternatives, so the pods could run on the nodes of either',
      fix: 'leave placement out, or do not place the pod before',
    });
  }
  if (pod.containers.length === 0) {
    // A pod without containers cannot be printed, so the other checks cannot read it.
    problems.add({
      code: 'sedna/pod-without-container',
      field: 'pod',
      rule: 'must have a container',
      why: 'the API server would reject it',
      fix: 'add a container',
    });
    return problems.all;
  }
  problems.addAll(conflictProblems(options, pod));
  problems.addAll(metadataProblems(pod));
  return problems.all;
}

/** Two workers that use the same pod. */
export function sharedPodProblem(field: string, pod: Pod): Problem {
  return {
    code: 'sedna/pod-shared',
    field,
    value: pod.node.path,
    rule: 'is used by another worker',
    why: 'a change to the pod of one worker would change the other',
    fix: 'define a Pod for each worker',
  };
}

function describedTwiceProblems(options: SednaWorkerOptions & Partial<SednaCloudWorkerOptions>): Problem[] {
  return DESCRIBED_BY_POD.filter((field) => options[field] !== undefined).map((field) => ({
    code: 'sedna/described-by-pod',
    field,
    rule: 'cannot be combined with pod',
    why: 'the pod describes it, so this property has no effect',
    fix: 'set it on the pod, or leave pod out',
  }));
}

/** Names, mounts and ports of the pod's containers, against each other and against those that Sedna adds. */
function conflictProblems({ model }: SednaWorkerOptions, pod: Pod): Problem[] {
  const containers = pod.containers.map((container, i) => ({ container, field: `pod.containers[${i}]` }));
  const initContainers = pod.initContainers.map((container, i) => ({ container, field: `pod.initContainers[${i}]` }));
  const all = [...containers, ...initContainers];
  const names = all.map(({ container, field }) => ({ field: `${field}.name`, name: container.name, what: field }));
  const ports = containers.flatMap(({ container, field }) => (
    container.ports.map((port, i) => ({ ...port, at: `${field}.ports[${i}]` }))));
  const mounted = all.flatMap(({ container }) => container.mounts.map((mount) => mount.volume));
  const volumes = [...new Set([...mounted, ...pod.volumes])];

  const problems = new Problems();
  problems.addAll(containerNameProblems(names));
  problems.addAll(workerPortProblems(ports, pod.hostNetwork === true));
  for (const { container, field } of containers) {
    problems.addAll(modelMountProblems(model, `${field}.mounts`, container.mounts));
  }
  problems.addAll(volumeNameProblems(model, volumes.map(({ name, node }) => (
    { field: 'pod.volumes', name, what: `the volume ${node.path}` }))));
  return problems.all;
}

/** Labels and annotations of the pod itself; those of its chart are on every object. */
function metadataProblems(pod: Pod): Problem[] {
  const chart = Chart.of(pod);
  const { labels = {}, annotations = {} } = ApiObject.of(pod).metadata.toJson() ?? {};
  const own = Object.keys(labels).filter((key) => key !== Pod.ADDRESS_LABEL && chart.labels[key] === undefined);
  const lost = [...own, ...Object.keys(annotations)];
  if (lost.length === 0) return [];
  return [{
    code: 'sedna/pod-metadata-lost',
    field: 'pod',
    value: lost.join(', '),
    rule: 'must have no labels and annotations',
    why: 'the schema of JointInferenceService has no field for them, so the pods would not have them',
    fix: 'remove them, and select the pods by the property labels of the worker',
    source: SEDNA_SOURCE,
  }];
}
