import { Duration } from 'cdk8s';
import { ImagePullPolicy, MountPropagation, type EnvFrom, type EnvValue } from 'cdk8s-plus-27';
import { renderProbe } from './probes';
import { listProblems, notAList, objectProblems, wrongType } from './property-type-problems';
import type { ContainerOptions, VolumeMountOptions } from '../cdk8s-plus/container-options';
import { lifecycleProblems, restartProblems, seccompProblems } from '../cdk8s-plus/container-problems';
import { rendersItself } from '../cdk8s-plus/handed-over';
import { DNS_LABEL, ENV_NAME } from '../validation/names';
import { withoutTrailingSlashes } from '../validation/path';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';
import { resourceProblems } from '../values/resource-requirements';

/** When an image can be pulled. */
export const PULL_POLICIES: readonly string[] = Object.values(ImagePullPolicy);

/** Problems of a container of the user, without the numbers and names of its ports. */
export function containerProblems(at: string, c: ContainerOptions): Problem[] {
  const problems = new Problems();
  problems.addAll(check.name('name', c.name, DNS_LABEL, 'set a name for each container'));
  problems.addAll(check.image('image', c.image));
  if (Object.values(c.resources ?? {}).some((r) => r !== undefined)) {
    problems.addAll(resourceProblems('resources', c.resources));
  }
  for (const key of ['command', 'args'] as const) problems.addAll(argumentProblems(key, c[key]));
  problems.addAll(listProblems('ports', c.ports));
  problems.addAll(variableProblems('envVariables', c.envVariables));
  problems.addAll(envFromProblems(c.envFrom));
  problems.addAll(mountProblems('volumeMounts', c.volumeMounts ?? []));
  problems.addAll(check.choice('imagePullPolicy', c.imagePullPolicy, PULL_POLICIES));
  for (const key of ['startup', 'readiness', 'liveness'] as const) problems.addAll(probeProblems(key, c[key]));
  for (const key of ['lifecycle', 'securityContext'] as const) problems.addAll(objectProblems(key, c[key]));
  problems.addAll(lifecycleProblems('lifecycle', c.lifecycle));
  problems.addAll(seccompProblems('securityContext', c.securityContext));
  problems.addAll(restartProblems(c));
  return within(at, problems.all);
}

function argumentProblems(field: string, value: unknown): Problem[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return [notAList(field, value)];
  const problems = new Problems();
  for (const [i, argument] of value.entries()) {
    if (typeof argument === 'string') continue;
    problems.add({
      code: 'serving/argument-not-a-string',
      field: `${field}[${i}]`,
      value: argument,
      rule: 'must be a string',
      why: 'the API server would reject the container',
      fix: 'write the argument as a string',
    });
  }
  return problems.all;
}

export function variableProblems(at: string, variables: Readonly<Record<string, EnvValue>> = {}): Problem[] {
  const wrong = objectProblems(at, variables);
  if (wrong.length > 0) return wrong;
  const problems = new Problems();
  for (const [name, value] of Object.entries(variables ?? {})) {
    const place = `${at}[${JSON.stringify(name)}]`;
    problems.addAll(check.name(place, name, ENV_NAME, 'rename the variable'));
    if (!check.isObject(value)) problems.add(wrongType(place, value, 'an EnvValue', 'a factory of EnvValue'));
    else if (value.value !== undefined) problems.addAll(variableTextProblems(place, value.value));
  }
  return problems.all;
}

/** Problems of the value of an environment variable. */
export function variableTextProblems(field: string, value: unknown): Problem[] {
  if (typeof value === 'string') return [];
  return [{
    code: 'serving/variable-not-a-string',
    field,
    value,
    rule: 'must be a string',
    why: 'the API server would reject the container',
    fix: 'write the value as a string',
  }];
}

export function envFromProblems(sources: readonly EnvFrom[] = []): Problem[] {
  const wrong = listProblems('envFrom', sources);
  if (wrong.length > 0) return wrong;
  const problems = new Problems();
  for (const [i, source] of (sources ?? []).entries()) {
    if (typeof source._toKube !== 'function') {
      problems.add(wrongType(`envFrom[${i}]`, source, 'an EnvFrom', 'a factory of Env'));
      continue;
    }
    const { prefix } = source._toKube();
    if (prefix) problems.addAll(check.name(`envFrom[${i}].prefix`, prefix, ENV_NAME, 'correct the prefix'));
  }
  return problems.all;
}

/** Problems of the mounts of one container. `taken` maps each mount path to what uses it. */
export function mountProblems(
  at: string,
  mounts: readonly VolumeMountOptions[],
  taken: Map<string, string> = new Map(),
): Problem[] {
  const wrong = listProblems(at, mounts);
  if (wrong.length > 0) return wrong;
  const problems = new Problems();
  for (const [i, m] of mounts.entries()) {
    const place = `${at}[${i}]`;
    const invalid = check.absolutePath(`${place}.path`, m.path);
    problems.addAll(invalid.length > 0 ? invalid : takenPathProblems(taken, `${place}.path`, m.path, place));
    problems.addAll(volumeProblems(`${place}.volume`, m.volume));
    problems.addAll(within(place, subPathProblems(m)));
  }
  return problems.all;
}

/** Problems of a mount path, which can be used once; `taken` gets it for what uses it. */
export function takenPathProblems(taken: Map<string, string>, field: string, value: string, what: string): Problem[] {
  const path = withoutTrailingSlashes(value) || '/';
  const other = path === '/' ? 'the image' : taken.get(path);
  taken.set(path, what);
  if (other === undefined) return [];
  return [{
    code: 'serving/mount-path-taken',
    field,
    value,
    rule: `is already used by ${other}`,
    why: 'the API server rejects two mounts on one path',
    fix: 'set another path',
  }];
}

function volumeProblems(field: string, volume: VolumeMountOptions['volume'] | undefined): Problem[] {
  if (rendersItself(volume)) return check.name(field, volume.name, DNS_LABEL, 'rename the volume');
  return [{
    code: 'serving/mount-without-volume',
    field,
    value: volume,
    rule: 'must be a Volume',
    why: 'there is nothing to mount',
    fix: 'use a factory of Volume',
  }];
}

function subPathProblems({ subPath, subPathExpr, propagation }: VolumeMountOptions): Problem[] {
  const problems = new Problems();
  problems.addAll(check.choice('propagation', propagation, Object.values(MountPropagation)));
  if (subPath !== undefined && !isInside(subPath)) {
    problems.add({
      code: 'serving/sub-path-outside',
      field: 'subPath',
      value: subPath,
      rule: 'must be a path inside the volume, without ".."',
      why: 'the API server would reject the pod',
      fix: 'write the path relative to the root of the volume',
    });
  }
  if (subPath !== undefined && subPathExpr !== undefined) {
    problems.add({
      code: 'serving/two-sub-paths',
      field: 'subPathExpr',
      value: subPathExpr,
      rule: 'cannot be combined with subPath',
      why: 'the API server would reject the pod',
      fix: 'remove one of them',
    });
  }
  if (propagation === MountPropagation.BIDIRECTIONAL) {
    problems.add({
      code: 'serving/bidirectional-mount',
      field: 'propagation',
      value: propagation,
      rule: 'needs a privileged container',
      why: 'the API server would reject the pod',
      fix: 'use NONE or HOST_TO_CONTAINER',
    });
  }
  return problems.all;
}

function isInside(path: unknown): boolean {
  return typeof path === 'string' && !path.startsWith('/') && !path.split('/').includes('..');
}

/** Problems of a probe; `at` is `startup`, `readiness` or `liveness`. */
export function probeProblems(at: string, probe: unknown): Problem[] {
  if (probe === undefined) return [];
  if (!rendersItself(probe)) return [wrongType(at, probe, 'a Probe', 'a factory of Probe')];
  const rendered = renderProbe(probe);
  if (typeof rendered === 'string') {
    return [{
      code: 'serving/probe-duration',
      field: at,
      rule: 'must have Durations of whole seconds',
      why: `cdk8s-plus cannot render it (${rendered})`,
      fix: 'correct initialDelaySeconds, periodSeconds or timeoutSeconds',
    }];
  }
  const { httpGet, tcpSocket, failureThreshold, successThreshold } = rendered;
  const { initialDelaySeconds, periodSeconds, timeoutSeconds } = rendered;
  const most = at === 'readiness' ? {} : { max: 1 };
  const port = (httpGet ?? tcpSocket)?.port;
  const rejected = 'the API server would reject the pod';
  const fix = 'set a number of failures, 1 or more';
  const problems = new Problems();
  if (port !== undefined) problems.addAll(check.port('port', port.value));
  problems.addAll(check.integer('failureThreshold', failureThreshold, { min: 1 }, rejected, fix));
  if (successThreshold !== undefined) {
    problems.addAll(check.integer('successThreshold', successThreshold, { min: 1, ...most }, rejected, 'remove it'));
  }
  problems.addAll(check.seconds('initialDelaySeconds', duration(initialDelaySeconds), { min: 0 }, rejected));
  problems.addAll(check.seconds('periodSeconds', duration(periodSeconds), { min: 1 }, rejected));
  problems.addAll(check.seconds('timeoutSeconds', duration(timeoutSeconds), { min: 1 }, rejected));
  return within(at, problems.all);
}

function duration(seconds: number | undefined): Duration | undefined {
  return seconds === undefined ? undefined : Duration.seconds(seconds);
}
