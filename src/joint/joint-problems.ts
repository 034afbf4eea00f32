import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { HardExampleMining } from './hard-example-mining';
import type { SednaJointInferenceProps } from './sedna-joint-inference-props';
import { edgeProblems, workerProblems } from './worker-problems';
import * as check from '../private/check';
import type { Grammar } from '../private/names';
import { within, type Problem } from '../private/problem';
import { isOlder, LONGEST_NAME, SEDNA_SOURCE, sednaVersion, type WorkerType } from '../private/sedna';

const SERVICE_NAME: Grammar = {
  title: `a DNS-1035 label of at most ${LONGEST_NAME} characters (starts with a lower-case letter, then letters, digits and "-"): Sedna makes longer names of it`,
  pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  max: LONGEST_NAME,
};

/** Everything that is wrong with a joint inference. */
export function jointProblems(owner: Construct, name: string, props: SednaJointInferenceProps): Problem[] {
  const absent = (['edge', 'cloud'] as const).filter((type) => typeof props[type] !== 'object' || props[type] === null);
  const version = sednaVersion(props.sednaVersion ?? '0.7.0');
  return [
    ...check.name('name', name, SERVICE_NAME, 'give a shorter name without dots'),
    ...check.labels('labels', props.labels),
    ...check.annotations('annotations', props.annotations),
    ...versionProblems(props.sednaVersion),
    ...absent.map((at) => ({ at, got: props[at], rule: 'is required', why: 'Sedna knows no joint inference with one side only', fix: 'describe both workers' })),
    ...(absent.length > 0 ? [] : [
      ...within('edge', [...workerOf(owner, name, 'edge', props), ...miningProblems(props, version), ...edgeProblems(props.edge)]),
      ...within('cloud', workerOf(owner, name, 'cloud', props)),
      ...jobProblems(props),
    ]),
  ];
}

function workerOf(owner: Construct, name: string, type: WorkerType, props: SednaJointInferenceProps): Problem[] {
  return workerProblems({ owner, name, type, namespace: Chart.of(owner).namespace }, props[type]);
}

/** The name under which the workers talk: `POST /<JOB_NAME>/predict`. */
function jobProblems({ edge, cloud }: SednaJointInferenceProps): Problem[] {
  const [small, big] = [edge, cloud].map((w) => w.container?.environment?.JOB_NAME ?? 'sedna');
  if (edge.pod || cloud.pod || small === big) return [];
  return [{
    at: 'cloud.container.environment["JOB_NAME"]',
    got: big,
    rule: `must be that of the edge worker (${small})`,
    why: 'the edge worker would ask for a path that the cloud worker does not have, and take its own answer for every hard example',
    fix: 'set the same on both, or on none',
    source: SEDNA_SOURCE,
  }];
}

function versionProblems(given: string | undefined): Problem[] {
  if (given === undefined) return [];
  const version = sednaVersion(given);
  if (!version) return [{ at: 'sednaVersion', got: given, rule: 'must be a version', why: 'nothing can be told by it', fix: 'write it as 0.7.0' }];
  if (!isOlder(version, [0, 7, 0])) return [];
  return [{
    at: 'sednaVersion',
    got: given,
    rule: 'must be 0.7.0 or newer',
    why: 'an older Sedna ignores hpa without a word, and makes pods in place of the Deployments that are named here',
    fix: 'upgrade Sedna; its Helm chart pins v0.6.0 of the images',
    source: SEDNA_SOURCE,
  }];
}

function miningProblems({ edge }: SednaJointInferenceProps, version: readonly [number, number, number] | undefined): Problem[] {
  const { hardExampleMining: mining, container } = edge;
  if (!(mining instanceof HardExampleMining)) {
    return [{
      at: 'hardExampleMining', got: mining, rule: 'must be a HardExampleMining', why: 'nothing else says which examples go to the cloud', fix: 'use one of its factories, such as HardExampleMining.ibt()',
    }];
  }
  const contradicted = Object.entries(mining._environment).filter(([key, value]) => (container?.environment?.[key] ?? value) !== value);
  return [
    ...mining._problems('hardExampleMining', version !== undefined && isOlder([0, 7, 0], version)),
    ...contradicted.map(([key, value]) => ({
      at: `container.environment[${JSON.stringify(key)}]`,
      got: container!.environment![key],
      rule: `must be ${value} for ${mining.name}`,
      why: 'Sedna\'s library has no such algorithm otherwise, or asks it too late',
      fix: 'leave the variable out',
      source: SEDNA_SOURCE,
    })),
  ];
}
