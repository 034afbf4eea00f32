import { Chart } from 'cdk8s';
import { Pod } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { edgeProblems } from './edge-service-problems';
import { HardExampleMining } from './worker/hard-example-mining';
import { ONE_EACH } from './worker/ready-pod-problems';
import type { SednaJointInferenceProps } from './sedna-joint-inference-props';
import type { SednaEdgeWorkerOptions } from './worker/sedna-worker-options';
import { hasUnknownVariables, workerVariables } from './worker/worker-environment';
import { kindProblems } from './worker/worker-types';
import { workerProblems } from './worker/worker-problems';
import * as check from '../validation/check';
import { DNS_1035_LABEL, matches } from '../validation/names';
import { within, type Problem } from '../validation/problem';
import { isOlder, LONGEST_NAME, SEDNA_SOURCE, sednaVersion, type WorkerType } from '../kubernetes/sedna-generated';

/** Everything that is wrong with a joint inference. */
export function jointProblems(owner: Construct, name: string, props: SednaJointInferenceProps): Problem[] {
  const { edge, cloud } = props;
  const absent = (['edge', 'cloud'] as const).filter((type) => !check.isObject(props[type]));
  const version = sednaVersion(props.sednaVersion ?? '0.7.0');
  const general = [
    ...nameProblems(name),
    ...check.labels('labels', props.labels),
    ...check.annotations('annotations', props.annotations),
    ...versionProblems(props.sednaVersion),
    ...absent.map((at) => ({ field: at, value: props[at], rule: 'is required', why: 'Sedna knows no joint inference with one side only', fix: 'describe both workers' })),
  ];
  if (absent.length > 0) return general;
  const [ofEdge, ofCloud] = [kindProblems(edge), kindProblems(cloud as SednaEdgeWorkerOptions)];
  return [
    ...general,
    ...within('edge', ofEdge.length > 0 ? ofEdge : [...workerOf(owner, name, 'edge', props), ...miningProblems(props, version), ...edgeProblems(edge)]),
    ...within('cloud', ofCloud.length > 0 ? ofCloud : workerOf(owner, name, 'cloud', props)),
    ...(ofEdge.length + ofCloud.length > 0 ? [] : jobProblems(name, props)),
    ...(edge.pod instanceof Pod && edge.pod === cloud.pod ? [{ field: 'cloud.pod', value: cloud.pod.node.path, rule: 'is that of the edge worker', ...ONE_EACH }] : []),
    ...(props.grantAutoscalerAccess === true && !edge.scaling && !cloud.scaling ? [{
      field: 'grantAutoscalerAccess', value: true, rule: 'needs a worker that scales', why: 'without an autoscaler it could have no effect', fix: 'leave it out, or let a worker scale',
    }] : []),
  ];
}

function nameProblems(name: unknown): Problem[] {
  if (typeof name === 'string' && name.length <= LONGEST_NAME && matches(DNS_1035_LABEL, name)) return [];
  return [{
    field: 'name',
    value: name,
    rule: `must be a DNS-1035 label of at most ${LONGEST_NAME} characters (starts with a lower-case letter, then letters, digits and "-")`,
    why: 'Sedna makes a Service "<name>-cloud" and a label "<name>-Cloud-svc" of it; what the API server rejects of these is never made, and the service fails for good',
    fix: 'give a short name of lower-case letters, digits and "-"',
    source: SEDNA_SOURCE,
  }];
}

function workerOf(owner: Construct, name: string, type: WorkerType, props: SednaJointInferenceProps): Problem[] {
  return workerProblems({ owner, name, type, namespace: Chart.of(owner).namespace }, props[type]);
}

/** The name under which the workers talk: `POST /<JOB_NAME>/predict`. Sedna's library takes the service's name for an empty one. */
function jobProblems(service: string, { edge, cloud }: SednaJointInferenceProps): Problem[] {
  const [small, big] = [edge, cloud].map((worker) => {
    const given = workerVariables(worker).get('JOB_NAME');
    const name = given ? given.value : hasUnknownVariables(worker) ? undefined : 'sedna';
    return { at: given?.at, name: name === '' ? service : name };
  });
  if (small.name === undefined || big.name === undefined || small.name === big.name) return [];
  return [{
    field: `cloud.${big.at ?? `${cloud.pod ? 'pod.containers[0].env' : 'container.environment'}["JOB_NAME"]`}`,
    value: big.name,
    rule: `must be that of the edge worker (${small.name})`,
    why: 'the edge worker would ask for a path that the cloud worker does not have, and take its own answer for every hard example',
    fix: 'set the same on both, or on none: unset it is sedna',
    source: SEDNA_SOURCE,
  }];
}

function versionProblems(given: string | undefined): Problem[] {
  if (given === undefined) return [];
  const version = sednaVersion(given);
  if (!version) return [{ field: 'sednaVersion', value: given, rule: 'must be a version', why: 'nothing can be told by it', fix: 'write it as 0.7.0' }];
  if (!isOlder(version, [0, 7, 0])) return [];
  return [{
    field: 'sednaVersion',
    value: given,
    rule: 'must be 0.7.0 or newer',
    why: 'an older Sedna ignores hpa without a word, and makes pods in place of the Deployments that are named here',
    fix: 'upgrade Sedna; its Helm chart pins v0.6.0 of the images',
    source: SEDNA_SOURCE,
  }];
}

function miningProblems({ edge }: SednaJointInferenceProps, version: readonly [number, number, number] | undefined): Problem[] {
  const { hardExampleMining: mining } = edge;
  if (!(mining instanceof HardExampleMining)) {
    return [{
      field: 'hardExampleMining', value: mining, rule: 'must be a HardExampleMining', why: 'nothing else says which examples go to the cloud', fix: 'use one of its factories, such as HardExampleMining.ibt()',
    }];
  }
  const given = workerVariables(edge);
  const contradicted = Object.entries(mining._environment).filter(([key, value]) => (given.get(key)?.value ?? value) !== value);
  return [
    ...mining._problems('hardExampleMining', version !== undefined && isOlder([0, 7, 0], version)),
    ...contradicted.map(([key, value]) => ({
      field: given.get(key)!.at,
      value: given.get(key)!.value,
      rule: `must be ${value} for ${mining.name}`,
      why: 'Sedna\'s library has no such algorithm otherwise, or asks it too late',
      fix: 'leave the variable out',
      source: SEDNA_SOURCE,
    })),
  ];
}
