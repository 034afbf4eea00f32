import { ApiObject } from 'cdk8s';
import { KnativeMetric, LoggerMode, type MLServiceDeploymentOptions, type MLServiceRelease } from './ml-service-options';
import type { MLServiceProps } from './ml-service-props';
import { MLServiceRuntime } from './ml-service-runtime';
import { MLServiceStorage } from './ml-service-storage';
import * as check from '../validation/check';
import { DNS_1035_LABEL, DNS_LABEL, ENV_NAME } from '../validation/names';
import { within, type Problem } from '../validation/problem';
import { resourceProblems } from '../values/resource-requirements';

const REFUSED = 'TensorStack would refuse the MLService, or never make it ready';

/** An object of the program that an MLService needs beside it. */
export interface Need {
  readonly at: string;
  readonly what: string;
  readonly object: ApiObject;
  /** What refers to one that is there already. */
  readonly imported: string;
}

/** What of the program an MLService needs: nothing that is referred to by its name alone. */
export function needsOf({ releases, transformer }: MLServiceProps): Need[] {
  const secret = (at: string, o: MLServiceDeploymentOptions | undefined) => {
    const object = o?.storage?._secret?.node?.findAll().find((c): c is ApiObject => ApiObject.isApiObject(c));
    return object ? [{ at: `${at}.storage`, what: 'Secret', object, imported: 'Secret.fromSecretName' }] : [];
  };
  return [
    ...releases.flatMap((r, i) => [
      ...(r?.runtime instanceof MLServiceRuntime ? [{
        at: `releases[${i}].runtime`, what: 'runtime', object: r.runtime.apiObject, imported: 'MLServiceRuntime.fromRuntimeName',
      }] : []),
      ...secret(`releases[${i}]`, r),
    ]),
    ...secret('transformer', transformer),
  ];
}

/** Everything that is wrong with an MLService. */
export function mlServiceProblems(name: string, props: MLServiceProps, namespace: string | undefined): Problem[] {
  const { releases, defaultRelease, canary, transformer, queue } = props;
  if (!Array.isArray(releases) || releases.length === 0) {
    return [{ field: 'releases', value: releases, rule: 'must hold at least one release', why: REFUSED, fix: 'describe one' }];
  }
  const names = releases.map((r) => r?.name);
  const wanted = defaultRelease ?? names[0];
  return [
    ...check.name('name', name, DNS_1035_LABEL),
    ...releases.flatMap((r, i) => within(`releases[${i}]`, releaseProblems(name, r, names.indexOf(r?.name) < i))),
    ...(names.includes(wanted) ? [] : [unknownRelease('defaultRelease', wanted, names)]),
    ...(canary === undefined ? [] : [
      ...(names.includes(canary.release) ? [] : [unknownRelease('canary.release', canary.release, names)]),
      ...(canary.release === wanted ? [{ field: 'canary.release', value: canary.release, rule: 'is the default release already', why: 'there would be nothing to try', fix: 'name another release' }] : []),
      ...check.integer('canary.trafficPercent', canary.trafficPercent, { min: 1, max: 99 }, REFUSED, 'give per cent of the requests'),
    ]),
    ...(transformer === undefined ? [] : within('transformer', [
      ...deploymentProblems(transformer),
      ...(transformer.image === undefined ? [{ field: 'image', value: undefined, rule: 'is required', why: 'a transformer has no runtime to take it from', fix: 'give its image' }] : []),
    ])),
    ...(queue === undefined ? [] : check.name('queue', queue, DNS_LABEL)),
    ...needsOf(props).filter(({ object }) => object.metadata.namespace !== namespace).map(({ at, what, object }) => ({
      field: at,
      value: `${object.name} in ${object.metadata.namespace ?? 'no namespace'}`,
      rule: `must be a ${what} of the namespace of the MLService, ${namespace ?? 'which has none'}`,
      why: 'TensorStack looks for it there, and the MLService is never ready',
      fix: 'define both in one namespace',
    })),
  ];
}

export function unknownRelease(at: string, got: unknown, names: readonly string[]): Problem {
  return { field: at, value: got, rule: `is no release: ${names.join(', ')}`, why: REFUSED, fix: 'name one of them' };
}

function releaseProblems(service: string, release: MLServiceRelease, twice: boolean): Problem[] {
  const host = `${service}-predict-${release?.name}`;
  return [
    ...check.name('name', release?.name, DNS_LABEL),
    ...(host.length <= 63 ? [] : [{ field: 'name', value: release.name, rule: `makes a host of ${host.length} characters, of 63 that DNS allows`, why: 'the release would have no address', fix: 'shorten the name of the release or the MLService' }]),
    ...(twice ? [{ field: 'name', value: release.name, rule: 'is the name of another release', why: REFUSED, fix: 'rename one' }] : []),
    ...(typeof release?.runtime?.runtimeName === 'string' ? [] : [{
      field: 'runtime', value: release?.runtime, rule: 'must be an MLServiceRuntime', why: REFUSED, fix: 'define one, or use MLServiceRuntime.fromRuntimeName',
    }]),
    ...(release?.runtime instanceof MLServiceRuntime && !release.runtime._enabled ? [{
      field: 'runtime', value: release.runtime.runtimeName, rule: 'is not enabled', why: REFUSED, fix: 'leave enabled of the runtime out',
    }] : []),
    ...Object.entries(release?.parameters ?? {}).filter(([, value]) => typeof value !== 'string').map(([key, value]) => (
      { field: `parameters[${JSON.stringify(key)}]`, value: value, rule: 'must be a string', why: REFUSED, fix: 'write the value as a string' })),
    ...deploymentProblems(release ?? {}),
  ];
}

function deploymentProblems(o: MLServiceDeploymentOptions): Problem[] {
  const { minReplicas, maxReplicas, scaling, logger, image, environment = {}, resources, storage } = o;
  const text = (key: string) => [
    ...check.name(`environment[${JSON.stringify(key)}]`, key, ENV_NAME, 'rename the variable'),
    ...(typeof environment[key] === 'string' ? [] : [{ field: `environment[${JSON.stringify(key)}]`, value: environment[key], rule: 'must be a string', why: REFUSED, fix: 'write the value as a string' }]),
  ];
  return [
    ...(minReplicas === undefined ? [] : check.integer('minReplicas', minReplicas, { min: 0 }, REFUSED, 'give the least replicas; 0 scales to zero')),
    ...(maxReplicas === undefined ? [] : check.integer('maxReplicas', maxReplicas, { min: 0 }, REFUSED, 'give the most replicas; 0 sets no limit')),
    ...(maxReplicas !== undefined && maxReplicas > 0 && (minReplicas ?? 1) > maxReplicas ? [{
      field: 'minReplicas', value: minReplicas ?? 1, rule: `must not be above maxReplicas (${maxReplicas})`, why: REFUSED, fix: 'lower it, or raise maxReplicas',
    }] : []),
    ...(scaling === undefined ? [] : within('scaling', [
      ...(scaling.metric === undefined || Object.values(KnativeMetric).includes(scaling.metric) ? [] : [{ field: 'metric', value: scaling.metric, rule: 'must be a KnativeMetric', why: 'Knative\'s autoscaler knows no other', fix: 'use CONCURRENCY or RPS' }]),
      ...(Number.isFinite(scaling.target) && scaling.target >= 0.01 ? [] : [{ field: 'target', value: scaling.target, rule: 'must be a number of at least 0.01', why: 'Knative would refuse it', fix: 'give the share of one replica' }]),
      ...Object.keys(o.podAnnotations ?? {}).filter((key) => /^autoscaling\.knative\.dev\/(metric|target)$/.test(key)).map((key) => (
        { field: '', value: key, rule: 'is given in podAnnotations too', why: 'only one of the two could take effect', fix: 'keep one of them' })),
    ])),
    ...(logger === undefined ? [] : within('logger', [
      ...(Array.isArray(logger.urls) && logger.urls.length > 0 && logger.urls.every((u) => /^https?:\/\/\S+$/.test(u)) ? [] : [{
        field: 'urls', value: logger.urls, rule: 'must be addresses with http:// or https://', why: 'nothing could be sent', fix: 'give one or more',
      }]),
      ...(logger.mode === undefined || Object.values(LoggerMode).includes(logger.mode) ? [] : [{ field: 'mode', value: logger.mode, rule: 'must be a LoggerMode', why: REFUSED, fix: 'use ALL, REQUEST or RESPONSE' }]),
    ])),
    ...(image === undefined ? [] : check.image('image', image)),
    ...Object.keys(environment).flatMap(text),
    ...check.labels('podLabels', o.podLabels),
    ...check.annotations('podAnnotations', o.podAnnotations),
    ...(resources === undefined ? [] : resourceProblems('resources', resources)),
    ...(storage === undefined || storage instanceof MLServiceStorage ? storage?._problems('storage') ?? [] : [{
      field: 'storage', value: storage, rule: 'must be an MLServiceStorage', why: 'nothing else says where the model is', fix: 'use MLServiceStorage.pvc or s3',
    }]),
  ];
}
