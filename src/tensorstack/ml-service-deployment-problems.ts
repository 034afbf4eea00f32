import { autoscalingProblems } from './knative-autoscaling';
import { argumentProblems, environmentProblems } from './ml-service-container-problems';
import { LoggerMode, type MLServiceDeploymentOptions, type MLServiceLogger } from './ml-service-options';
import { MLServiceStorage } from './ml-service-storage';
import { objectProblems } from './not-an-object';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';
import { resourceProblems } from '../values/resource-requirements';

/** The problems of what a release and a transformer have in common. */
export function deploymentProblems(options: MLServiceDeploymentOptions): Problem[] {
  const { scaling, logger, image, args, environment, podLabels, podAnnotations, resources, storage } = options;
  const problems = new Problems();
  problems.addAll(replicaProblems(options));
  problems.addAll(autoscalingProblems(scaling, podAnnotations));
  if (logger !== undefined) problems.addAll(loggerProblems(logger));
  if (image !== undefined) problems.addAll(check.image('image', image));
  problems.addAll(argumentProblems('args', args));
  problems.addAll(environmentProblems(environment));
  problems.addAll(check.labels('podLabels', podLabels));
  problems.addAll(check.annotations('podAnnotations', podAnnotations));
  if (resources !== undefined) problems.addAll(resourceProblems('resources', resources));
  if (storage instanceof MLServiceStorage) {
    problems.addAll(storage._problems('storage'));
  } else if (storage !== undefined) {
    problems.add({
      code: 'tensorstack/not-a-storage',
      field: 'storage',
      value: storage,
      rule: 'must be an MLServiceStorage',
      why: 'the place of the model is unknown',
      fix: 'use MLServiceStorage.pvc or MLServiceStorage.s3',
    });
  }
  return problems.all;
}

function replicaProblems({ minReplicas, maxReplicas }: MLServiceDeploymentOptions): Problem[] {
  const problems = new Problems();
  const why = 'TensorStack rejects the MLService, or it never becomes ready';
  if (minReplicas !== undefined) {
    problems.addAll(check.integer('minReplicas', minReplicas, { min: 0 }, why, 'give a minimum; 0 scales to zero'));
  }
  if (maxReplicas !== undefined) {
    problems.addAll(check.integer('maxReplicas', maxReplicas, { min: 0 }, why, 'give a maximum; 0 sets no limit'));
  }
  const least = minReplicas ?? 1;
  if (problems.isEmpty && maxReplicas !== undefined && maxReplicas > 0 && least > maxReplicas) {
    problems.add({
      code: 'tensorstack/min-above-max',
      field: 'minReplicas',
      value: least,
      rule: `must not be above maxReplicas (${maxReplicas})`,
      why: 'TensorStack rejects the MLService, or it never becomes ready',
      fix: `lower it to ${maxReplicas}, or raise maxReplicas to ${least}`,
    });
  }
  return problems.all;
}

function loggerProblems(logger: unknown): Problem[] {
  const problems = new Problems();
  problems.addAll(objectProblems('logger', logger));
  if (!problems.isEmpty) return problems.all;
  const { urls, mode } = logger as Partial<MLServiceLogger>;
  if (!Array.isArray(urls) || urls.length === 0 || !urls.every(isHttpUrl)) {
    problems.add({
      code: 'tensorstack/logger-url-invalid',
      field: 'logger.urls',
      value: urls,
      rule: 'must be URLs with http:// or https://',
      why: 'the requests would be sent nowhere',
      fix: 'give one or more URLs',
    });
  }
  if (mode !== undefined && !Object.values(LoggerMode).includes(mode)) {
    problems.add({
      code: 'tensorstack/unknown-logger-mode',
      field: 'logger.mode',
      value: mode,
      rule: 'must be a LoggerMode',
      why: 'TensorStack rejects the MLService, or it never becomes ready',
      fix: 'use ALL, REQUEST or RESPONSE',
    });
  }
  return problems.all;
}

function isHttpUrl(url: unknown): boolean {
  return typeof url === 'string' && /^https?:\/\/\S+$/.test(url);
}
