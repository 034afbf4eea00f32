import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { edgeServiceProblems } from './edge-service-problems';
import type { SednaJointInferenceProps } from './sedna-joint-inference-props';
import { HardExampleMining } from './worker/hard-example-mining';
import { booleanProblems } from './worker/property-type-problems';
import type { SednaEdgeWorkerOptions, SednaWorkerOptions } from './worker/sedna-worker-options';
import { hasUnknownVariables, jobName, workerVariables } from './worker/worker-environment';
import { sharedPodProblem } from './worker/worker-pod-problems';
import { workerProblems } from './worker/worker-problems';
import { shapeProblems } from './worker/worker-shape-problems';
import { isPod } from '../cdk8s-plus/handed-over';
import { SEDNA_SOURCE, WORKER_TYPES } from '../kubernetes/sedna/api';
import { LONGEST_NAME } from '../kubernetes/sedna/generated-names';
import { isOlder, sednaVersion } from '../kubernetes/sedna/version';
import { DNS_1035_LABEL, matches } from '../validation/names';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** The version whose library and Global Manager are assumed when none is given; older ones create no autoscalers. */
const OLDEST_VERSION = '0.7.0';

/** Everything that is wrong with a joint inference. */
export function jointProblems(owner: Construct, name: string, props: SednaJointInferenceProps): Problem[] {
  const problems = new Problems();
  problems.addAll(nameProblems(name));
  problems.addAll(check.labels('labels', props.labels));
  problems.addAll(check.annotations('annotations', props.annotations));
  problems.addAll(versionProblems(props.sednaVersion));
  const missing = missingWorkers(props);
  problems.addAll(missing);
  if (missing.length > 0) return problems.all;

  const { edge, cloud } = props;
  const [edgeShape, cloudShape] = [shapeProblems(edge), shapeProblems(cloud as SednaEdgeWorkerOptions)];
  const { namespace } = Chart.of(owner);
  problems.within('edge', edgeShape.length > 0 ? edgeShape : edgeProblems(namespace, props));
  problems.within('cloud', cloudShape.length > 0 ? cloudShape : workerProblems('cloud', namespace, cloud));
  if (edgeShape.length === 0 && cloudShape.length === 0) problems.addAll(jobNameProblems(name, props));
  if (isPod(cloud.pod) && edge.pod === cloud.pod) problems.add(sharedPodProblem('cloud.pod', cloud.pod));
  problems.addAll(accessProblems(props));
  return problems.all;
}

/** `name` may be of any type: a program without types may give anything. */
function nameProblems(name: unknown): Problem[] {
  if (typeof name === 'string' && name.length <= LONGEST_NAME && matches(DNS_1035_LABEL, name)) return [];
  return [{
    code: 'sedna/name-invalid',
    field: 'name',
    value: name,
    rule: `must be a DNS-1035 label of at most ${LONGEST_NAME} characters `
      + '(starts with a lower-case letter, then lower-case letters, digits and "-")',
    why: 'Sedna creates a Service "<name>-cloud" and a label "<name>-Cloud-svc"; '
      + 'when the API server rejects them, the status of the JointInferenceService stays Failed',
    fix: 'give a short name of lower-case letters, digits and "-"',
    source: SEDNA_SOURCE,
  }];
}

function versionProblems(given: string | undefined): Problem[] {
  if (given === undefined) return [];
  const version = sednaVersion(given);
  if (!version) {
    return [{
      code: 'sedna/version-invalid',
      field: 'sednaVersion',
      value: given,
      rule: 'must be a version',
      why: 'it cannot be parsed as a version',
      fix: 'write it as 0.7.0',
    }];
  }
  if (!isOlder(version, sednaVersion(OLDEST_VERSION)!)) return [];
  return [{
    code: 'sedna/version-too-old',
    field: 'sednaVersion',
    value: given,
    rule: 'must be 0.7.0 or newer',
    why: 'older versions of Sedna ignore hpa, and create pods instead of the Deployments that this construct names',
    fix: 'upgrade Sedna; its Helm chart pins the images to v0.6.0',
    source: SEDNA_SOURCE,
  }];
}

function missingWorkers(props: SednaJointInferenceProps): Problem[] {
  return WORKER_TYPES.filter((type) => !check.isObject(props[type])).map((type) => ({
    code: 'sedna/worker-missing',
    field: type,
    value: props[type],
    rule: 'must describe a worker',
    why: 'a JointInferenceService has both an edge worker and a cloud worker',
    fix: 'describe both workers',
  }));
}

function edgeProblems(namespace: string | undefined, props: SednaJointInferenceProps): Problem[] {
  const problems = new Problems();
  problems.addAll(workerProblems('edge', namespace, props.edge));
  problems.addAll(miningProblems(props));
  problems.addAll(edgeServiceProblems(props.edge));
  return problems.all;
}

/** Whether the library in the images of the workers is newer than 0.7.0. */
export function hasNewerLibrary({ sednaVersion: given }: Pick<SednaJointInferenceProps, 'sednaVersion'>): boolean {
  const version = sednaVersion(given ?? OLDEST_VERSION);
  return version !== undefined && isOlder(sednaVersion(OLDEST_VERSION)!, version);
}

function miningProblems(props: SednaJointInferenceProps): Problem[] {
  const { edge } = props;
  const { hardExampleMining: mining } = edge;
  if (!(mining instanceof HardExampleMining)) {
    return [{
      code: 'sedna/hard-example-mining-invalid',
      field: 'hardExampleMining',
      value: mining,
      rule: 'must be a HardExampleMining',
      why: 'it decides which examples the edge worker sends to the cloud worker',
      fix: 'use one of its factories, such as HardExampleMining.ibt()',
    }];
  }
  const problems = new Problems();
  problems.addAll(mining._problems('hardExampleMining', hasNewerLibrary(props)));
  const variables = workerVariables(edge);
  for (const [name, needed] of Object.entries(mining._environment)) {
    const variable = variables.get(name);
    if (variable?.value === undefined || variable.value === needed) continue;
    problems.add({
      code: 'sedna/variable-contradicts-algorithm',
      field: variable.field,
      value: variable.value,
      rule: `must be ${needed} for ${mining.name}`,
      why: 'with another value Sedna\'s library does not contain the algorithm, or calls it only after inference',
      fix: 'leave the variable out',
      source: SEDNA_SOURCE,
    });
  }
  return problems.all;
}

/** The edge worker calls `POST /<JOB_NAME>/predict` of the cloud worker. */
function jobNameProblems(service: string, { edge, cloud }: SednaJointInferenceProps): Problem[] {
  const [ofEdge, ofCloud] = [knownJobName(service, edge), knownJobName(service, cloud)];
  if (ofEdge === undefined || ofCloud === undefined || ofEdge === ofCloud) return [];
  const unset = cloud.pod ? 'pod.containers[0].env["JOB_NAME"]' : 'container.environment["JOB_NAME"]';
  return within('cloud', [{
    code: 'sedna/job-name-mismatch',
    field: workerVariables(cloud).get('JOB_NAME')?.field ?? unset,
    value: ofCloud,
    rule: `must be that of the edge worker (${ofEdge})`,
    why: 'the edge worker sends hard examples to /<JOB_NAME>/predict, which the cloud worker does not serve; '
      + 'it then uses its own result for every hard example',
    fix: 'set the same JOB_NAME on both workers, or on neither: the default is sedna',
    source: SEDNA_SOURCE,
  }]);
}

/** Undefined when it is unknown at synth. */
function knownJobName(service: string, worker: SednaWorkerOptions): string | undefined {
  const variable = workerVariables(worker).get('JOB_NAME');
  return variable === undefined && hasUnknownVariables(worker) ? undefined : jobName(variable, service);
}

function accessProblems({ edge, cloud, grantAutoscalerAccess }: SednaJointInferenceProps): Problem[] {
  const wrong = booleanProblems('grantAutoscalerAccess', grantAutoscalerAccess);
  if (wrong.length > 0 || !grantAutoscalerAccess || edge.scaling || cloud.scaling) return wrong;
  return [{
    code: 'sedna/access-without-autoscaler',
    field: 'grantAutoscalerAccess',
    value: true,
    rule: 'needs a worker with scaling',
    why: 'without an autoscaler it has no effect',
    fix: 'leave it out, or set scaling on a worker',
  }];
}
