import { deploymentProblems } from './ml-service-deployment-problems';
import type { MLServiceRelease } from './ml-service-options';
import { MLServiceRuntime } from './ml-service-runtime';
import { objectProblems } from './not-an-object';
import { DNS_1035_LABEL, DNS_LABEL, matches } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** The problems of the releases of an MLService of some name. */
export function releasesProblems(service: string, releases: readonly unknown[]): Problem[] {
  const problems = new Problems();
  const names = new Set<string>();
  for (const [i, release] of releases.entries()) {
    problems.addAll(objectProblems(`releases[${i}]`, release));
    if (!check.isObject(release)) continue;
    problems.within(`releases[${i}]`, releaseProblems(service, release as MLServiceRelease, names));
    names.add((release as MLServiceRelease).name);
  }
  return problems.all;
}

function releaseProblems(service: string, release: MLServiceRelease, taken: ReadonlySet<string>): Problem[] {
  const problems = new Problems();
  problems.addAll(nameProblems(service, release.name, taken));
  problems.addAll(runtimeProblems(release.runtime));
  problems.addAll(parameterProblems(release.parameters));
  problems.addAll(deploymentProblems(release));
  return problems.all;
}

function nameProblems(service: string, name: string, taken: ReadonlySet<string>): Problem[] {
  const invalid = check.name('name', name, DNS_LABEL);
  if (invalid.length > 0) return invalid;
  if (taken.has(name)) {
    return [{
      code: 'tensorstack/release-name-taken',
      field: 'name',
      value: name,
      rule: 'must differ from the names of the other releases',
      why: 'TensorStack rejects the MLService, or it never becomes ready',
      fix: 'rename one of the releases',
    }];
  }
  const host = `${service}-predict-${name}`;
  if (host.length <= 63 || !matches(DNS_1035_LABEL, service)) return [];
  return [{
    code: 'tensorstack/release-host-too-long',
    field: 'name',
    value: name,
    rule: `makes a host of ${host.length} characters; a DNS label has 63 at most`,
    why: 'the release would have no address of its own',
    fix: `shorten the name of the release or of the MLService by ${host.length - 63} in all`,
  }];
}

function runtimeProblems(runtime: unknown): Problem[] {
  if (typeof (runtime as Partial<MLServiceRuntime> | null | undefined)?.runtimeName !== 'string') {
    return [{
      code: 'tensorstack/not-a-runtime',
      field: 'runtime',
      value: runtime,
      rule: 'must be an MLServiceRuntime',
      why: 'TensorStack rejects the MLService, or it never becomes ready',
      fix: 'define one, or use MLServiceRuntime.fromRuntimeName',
    }];
  }
  if (!(runtime instanceof MLServiceRuntime) || runtime._enabled) return [];
  return [{
    code: 'tensorstack/runtime-disabled',
    field: 'runtime',
    value: runtime.runtimeName,
    rule: 'must be enabled',
    why: 'TensorStack rejects the MLService, or it never becomes ready',
    fix: 'remove enabled: false from the runtime',
  }];
}

function parameterProblems(parameters: unknown): Problem[] {
  if (parameters === undefined || parameters === null) return [];
  const problems = new Problems();
  problems.addAll(objectProblems('parameters', parameters));
  if (!problems.isEmpty) return problems.all;
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value === 'string') continue;
    problems.add({
      code: 'tensorstack/parameter-not-a-string',
      field: `parameters[${JSON.stringify(name)}]`,
      value,
      rule: 'must be a string',
      why: 'TensorStack rejects the MLService, or it never becomes ready',
      fix: 'write the value as a string',
    });
  }
  return problems.all;
}
