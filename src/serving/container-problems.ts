import { MountPropagation, Probe, type ContainerProps, type EnvFrom, type EnvValue, type ProbeOptions, type VolumeMount } from 'cdk8s-plus-27';
import * as check from '../validation/check';
import { DNS_LABEL, ENV_NAME } from '../validation/names';
import { within, type Problem } from '../validation/problem';
import { resourceProblems } from '../values/resource-requirements';

/** What is wrong with a container that a user describes in the words of cdk8s-plus, but for its ports. */
export function containerProblems(at: string, c: ContainerProps): Problem[] {
  const resources = c.resources && Object.values(c.resources).some((r) => r !== undefined) ? resourceProblems('resources', c.resources) : [];
  return within(at, [
    ...check.name('name', c.name, DNS_LABEL, 'give each container a name'),
    ...check.image('image', c.image),
    ...resources,
    ...variableProblems('envVariables', c.envVariables),
    ...envFromProblems(c.envFrom),
    ...mountProblems('volumeMounts', c.volumeMounts ?? []),
    ...(['startup', 'readiness', 'liveness'] as const).flatMap((key) => probeProblems(key, c[key])),
  ]);
}

export function variableProblems(at: string, variables: Readonly<Record<string, EnvValue>> = {}): Problem[] {
  return Object.entries(variables).flatMap(([name, value]) => {
    const place = `${at}[${JSON.stringify(name)}]`;
    const given: unknown = value?.value;
    return [
      ...check.name(place, name, ENV_NAME, 'rename the variable'),
      ...(given === undefined || typeof given === 'string' ? [] : [{
        field: place,
        value: given,
        rule: 'must be a string',
        why: 'the API server would reject the container',
        fix: 'write the value as a string',
      }]),
    ];
  });
}

export function envFromProblems(sources: readonly EnvFrom[] = []): Problem[] {
  return sources.flatMap((source, i) => {
    const { prefix } = source as unknown as { prefix?: string };
    return prefix === undefined || prefix === '' ? [] : check.name(`envFrom[${i}].prefix`, prefix, ENV_NAME, 'correct the prefix');
  });
}

/** Mounts of one container; `taken` holds what its paths are used for already. */
export function mountProblems(at: string, mounts: readonly VolumeMount[], taken: Map<string, string> = new Map()): Problem[] {
  return mounts.flatMap((m, i) => {
    const place = `${at}[${i}]`;
    const path = String(m.path).replace(/(.)\/+$/, '$1');
    const other = path === '/' ? 'the image' : taken.get(path);
    taken.set(path, place);
    const problems = check.absolutePath(`${place}.path`, m.path);
    if (other) {
      problems.push({
        field: `${place}.path`,
        value: m.path,
        rule: `is taken by ${other}`,
        why: 'the API server rejects two mounts on one path',
        fix: 'mount it elsewhere',
      });
    }
    if (m.volume === undefined) {
      return [...problems, {
        field: `${place}.volume`,
        value: m.volume,
        rule: 'must be a volume',
        why: 'there is nothing to mount',
        fix: 'give a Volume',
      }];
    }
    return [...problems, ...check.name(`${place}.volume`, m.volume.name, DNS_LABEL, 'name the volume so'), ...subPathProblems(place, m)];
  });
}

function subPathProblems(at: string, { subPath, subPathExpr, propagation }: VolumeMount): Problem[] {
  const problems: Problem[] = [];
  const rejected = 'the API server would reject the pod';
  if (subPath !== undefined && (subPath.startsWith('/') || subPath.split('/').includes('..'))) {
    problems.push({
      field: `${at}.subPath`,
      value: subPath,
      rule: 'must be a path inside the volume, without ".."',
      why: rejected,
      fix: 'give the path below the volume\'s root',
    });
  }
  if (subPath !== undefined && subPathExpr !== undefined) {
    problems.push({ field: `${at}.subPathExpr`, value: subPathExpr, rule: 'cannot be combined with subPath', why: rejected, fix: 'keep one of them' });
  }
  if (propagation === MountPropagation.BIDIRECTIONAL) {
    problems.push({
      field: `${at}.propagation`,
      value: propagation,
      rule: 'needs a privileged container',
      why: rejected,
      fix: 'use NONE or HOST_TO_CONTAINER',
    });
  }
  return problems;
}

/** What cdk8s-plus keeps in a probe. */
interface ProbeParts {
  readonly probeOptions: ProbeOptions;
  readonly httpGetOptions?: { readonly port?: number };
  readonly tcpSocketOptions?: { readonly port?: number };
}

/** What is wrong with a probe that a user gives. */
export function probeProblems(at: string, probe: Probe | undefined): Problem[] {
  if (probe === undefined) return [];
  if (!(probe instanceof Probe)) return [{ field: at, value: probe, rule: 'must be a Probe', why: 'nothing else can be printed', fix: 'use a factory of Probe' }];
  const { probeOptions, httpGetOptions, tcpSocketOptions } = probe as unknown as ProbeParts;
  const { failureThreshold, successThreshold, initialDelaySeconds, periodSeconds, timeoutSeconds } = probeOptions;
  const rejected = 'the API server would reject the pod';
  const port = httpGetOptions?.port ?? tcpSocketOptions?.port;
  const problems = [
    ...(port === undefined ? [] : check.port('port', port)),
    ...(failureThreshold === undefined ? [] : check.integer('failureThreshold', failureThreshold, { min: 1 }, rejected, 'give how often it may fail')),
    ...(successThreshold === undefined ? [] : check.integer('successThreshold', successThreshold, { min: 1, ...(at !== 'readiness' && { max: 1 }) }, rejected, 'leave it out')),
    ...check.seconds('initialDelaySeconds', initialDelaySeconds, { min: 0 }, rejected),
    ...check.seconds('periodSeconds', periodSeconds, { min: 1 }, rejected),
    ...check.seconds('timeoutSeconds', timeoutSeconds, { min: 1 }, rejected),
  ];
  return within(at, problems);
}
