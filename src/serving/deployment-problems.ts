import { admissionProblems, budgetProblems, rolloutProblems } from './availability-problems';
import { acceleratorProblems, memoryProblems, wasmProblems } from './capacity-problems';
import { requestSeconds } from './graceful-termination';
import type { InferenceDeploymentOptions } from './inference-deployment-props';
import { labelProblems, podLabels } from './label-problems';
import { podProblems } from './pod-problems';
import { podPorts } from './port-problems';
import { propertyTypeProblems } from './property-type-problems';
import { serviceProblems } from './service-problems';
import { cacheProblems } from './storage/cache-problems';
import { featureProblems } from '../app/versions/feature-problems';
import type { TargetVersion } from '../kubernetes/versions/target-version';
import { requestedDevices } from '../servers/requested-device';
import { page } from '../validation/documentation-links';
import { DNS_1035_LABEL, DNS_SUBDOMAIN } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';
import { resourceProblems } from '../values/resource-requirements';

/** The longest grace period and start-up budget, in seconds. */
const DAY = 24 * 3600;

const WHOLE = 'probes and grace period are counted in whole seconds';

/**
 * Every problem of the options of a deployment, scaled or not.
 *
 * @param name the name that it gets
 * @param version the Kubernetes that is named for it
 */
export function deploymentProblems(
  name: string, props: InferenceDeploymentOptions, version: TargetVersion | undefined,
): Problem[] {
  const wrong = propertyTypeProblems(props);
  if (wrong.length > 0) return wrong;
  const { server, model, accelerator, service } = props;
  const problems = new Problems();
  problems.addAll(check.name('name', name, DNS_1035_LABEL, nameFix(props)));
  problems.addAll(server._problems('server'));
  if (model) problems.addAll(model._problems('model'));
  const resources = resourceProblems('resources', props.resources);
  problems.addAll(resources);
  if (accelerator) problems.addAll(accelerator._problems('accelerator'));
  problems.addAll(labelProblems(name, props));
  problems.addAll(podProblems(props));
  if (service) problems.within('service', serviceProblems(service, podLabels(name, props), podPorts(props)));
  problems.addAll(modelProblems(props));
  problems.addAll(timeProblems(props));
  if (resources.length === 0) problems.addAll(memoryProblems(props));
  if (props.modelCache) {
    const isModelMounted = model !== undefined && model._origin.kind !== 'server-image';
    const { modelCache, environment, envVariables } = props;
    problems.addAll(cacheProblems({ server, modelCache, isModelMounted, environment, envVariables }));
  }
  problems.addAll(acceleratorProblems(props));
  const claim = accelerator?._claim;
  // A template that exists may be of an older version of the API.
  if (claim?.kind === 'new') {
    const value = claim.options.deviceClassName;
    problems.addAll(featureProblems(version, 'device-claims', { field: 'accelerator', value }));
  }
  problems.addAll(wasmProblems(props));
  if (props.disruptionBudget) problems.addAll(budgetProblems(props));
  if (props.rollout) problems.addAll(rolloutProblems(props.rollout));
  problems.addAll(admissionProblems(props));
  const ofPlacement = props.placement?.priorityClassName;
  if (ofPlacement !== undefined && props.priorityClassName !== undefined) {
    problems.add({
      code: 'serving/priority-given-twice',
      field: 'priorityClassName',
      value: props.priorityClassName,
      rule: 'must not be set: placement sets it',
      why: 'only one of the two can take effect',
      fix: 'set it in one of them',
    });
  }
  for (const key of ['priorityClassName', 'schedulerName'] as const) {
    if (props[key] !== undefined) problems.addAll(check.name(key, props[key], DNS_SUBDOMAIN));
  }
  return problems.all;
}

function nameFix({ name }: InferenceDeploymentOptions): string {
  return name === undefined ? 'set name, because the construct id makes no valid one' : 'set another name';
}

/** Whether the server has a model, as far as that is known at synth. */
function modelProblems(props: InferenceDeploymentOptions): Problem[] {
  const { server, model, volumeMounts } = props;
  const mounted = model !== undefined && model._origin.kind !== 'server-image';
  if (mounted && server._row.modelInImage === 'always') {
    return [{
      code: 'serving/model-not-used',
      field: 'model',
      rule: `cannot be set: ${server._row.id} brings its own model`,
      why: 'the mounted folder would hide that model, or would not be read',
      fix: 'remove model',
    }];
  }
  if (mounted || (volumeMounts ?? []).length > 0 || server._row.modelInImage !== 'never') return [];
  return [{
    code: 'serving/model-missing',
    field: 'model',
    rule: `is required: the image ${server._imageFor(requestedDevices(props))} contains no model`,
    why: 'the server would not start',
    fix: 'set model, or use an image that contains the model',
    source: page('models.md'),
  }];
}

function timeProblems(props: InferenceDeploymentOptions): Problem[] {
  const { startupBudget, startup } = props;
  const problems = new Problems();
  for (const key of ['startupBudget', 'maxRequestDuration'] as const) {
    if (props[key] !== undefined) problems.addAll(check.seconds(key, props[key], { min: 1, max: DAY }, WHOLE));
  }
  if (!problems.isEmpty) return problems.all;
  if (startupBudget && startup) {
    problems.add({
      code: 'serving/startup-given-twice',
      field: 'startupBudget',
      value: startupBudget.toSeconds({ integral: false }),
      rule: 'cannot be combined with startup',
      why: 'failureThreshold and periodSeconds of the probe decide how long the model may load',
      fix: 'remove one of them',
    });
  }
  if (requestSeconds(props) > DAY) {
    problems.add({
      code: 'serving/request-too-long',
      field: 'maxRequestDuration',
      value: requestSeconds(props),
      rule: 'must be at most a day',
      why: 'a pod would take as long to terminate',
      fix: 'set a shorter duration',
    });
  }
  return problems.all;
}
