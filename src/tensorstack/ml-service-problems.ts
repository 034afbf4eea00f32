import { deploymentProblems } from './ml-service-deployment-problems';
import type { MLServiceCanary, MLServiceDeploymentOptions, MLServiceRelease } from './ml-service-options';
import type { MLServiceProps } from './ml-service-props';
import { referenceProblems } from './ml-service-references';
import { releasesProblems } from './ml-service-release-problems';
import { objectProblems } from './not-an-object';
import { DNS_1035_LABEL, DNS_LABEL } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** The problems of an MLService of some name in some namespace. */
export function mlServiceProblems(name: string, props: MLServiceProps, namespace: string | undefined): Problem[] {
  const { releases, defaultRelease, canary, transformer, queue } = props;
  if (!Array.isArray(releases) || releases.length === 0) {
    return [{
      code: 'tensorstack/no-release',
      field: 'releases',
      value: releases,
      rule: 'must contain at least one release',
      why: 'TensorStack rejects the MLService, or it never becomes ready',
      fix: 'add a release',
    }];
  }
  const problems = new Problems();
  const names = releases.map((r: MLServiceRelease | undefined) => r?.name);
  problems.addAll(check.name('name', name, DNS_1035_LABEL));
  problems.addAll(releasesProblems(name, releases));
  if (defaultRelease !== undefined) problems.addAll(unknownRelease('defaultRelease', defaultRelease, names));
  if (canary !== undefined) problems.addAll(canaryProblems(canary, defaultRelease ?? names[0], names));
  if (transformer !== undefined) problems.addAll(transformerProblems(transformer));
  if (queue !== undefined) problems.addAll(check.name('queue', queue, DNS_LABEL));
  problems.addAll(referenceProblems(props, namespace));
  return problems.all;
}

/** A name that is not one of the releases. */
export function unknownRelease(field: string, value: unknown, names: readonly unknown[]): Problem[] {
  if (names.includes(value)) return [];
  return [{
    code: 'tensorstack/unknown-release',
    field,
    value,
    rule: `must be the name of a release: ${names.join(', ')}`,
    why: 'TensorStack rejects the MLService, or it never becomes ready',
    fix: 'name one of them',
  }];
}

function canaryProblems(canary: unknown, defaultRelease: unknown, names: readonly unknown[]): Problem[] {
  const problems = new Problems();
  problems.addAll(objectProblems('canary', canary));
  if (!problems.isEmpty) return problems.all;
  const { release, trafficPercent } = canary as MLServiceCanary;
  problems.addAll(unknownRelease('canary.release', release, names));
  if (problems.isEmpty && release === defaultRelease) {
    problems.add({
      code: 'tensorstack/canary-is-default',
      field: 'canary.release',
      value: release,
      rule: 'must not be the default release',
      why: 'all requests would go to the same release',
      fix: 'name another release',
    });
  }
  problems.addAll(check.integer(
    'canary.trafficPercent',
    trafficPercent,
    { min: 1, max: 99 },
    'TensorStack rejects the MLService, or it never becomes ready',
    'give the per cent of the requests that go to the canary',
  ));
  return problems.all;
}

function transformerProblems(transformer: unknown): Problem[] {
  const problems = new Problems();
  problems.addAll(objectProblems('transformer', transformer));
  if (!problems.isEmpty) return problems.all;
  const options = transformer as MLServiceDeploymentOptions;
  problems.within('transformer', deploymentProblems(options));
  if (options.image === undefined) {
    problems.add({
      code: 'tensorstack/transformer-without-image',
      field: 'transformer.image',
      value: undefined,
      rule: 'must be set',
      why: 'a transformer has no runtime with an image',
      fix: 'give the image of the transformer',
    });
  }
  return problems.all;
}
