import { rendersItself } from './handed-over';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** What the containers of newer versions of cdk8s-plus have besides those of 27, and what only rendering would show. */

/** Problems of the hooks of a container, at the field `at`. */
export function lifecycleProblems(at: string, lifecycle: unknown): Problem[] {
  if (!check.isObject(lifecycle)) return [];
  const problems = new Problems();
  for (const key of ['postStart', 'preStop']) {
    const hook: unknown = (lifecycle as Record<string, unknown>)[key];
    if (hook === undefined || hook === null || rendersItself(hook)) continue;
    problems.add({
      code: 'cdk8s-plus/not-a-handler',
      field: `${at}.${key}`,
      value: hook,
      rule: 'must be a Handler',
      why: 'a value of another type cannot be rendered',
      fix: 'use a factory such as Handler.fromCommand',
    });
  }
  return problems.all;
}

const SECCOMP_TYPES = ['RuntimeDefault', 'Localhost', 'Unconfined'];

/** Problems of the seccomp profile of a security context, at the field `at`. */
export function seccompProblems(at: string, context: unknown): Problem[] {
  const profile: unknown = Object(context).seccompProfile;
  if (profile === undefined || profile === null) return [];
  const field = `${at}.seccompProfile`;
  const { type = '', localhostProfile } = Object(profile);
  const problems = new Problems();
  problems.addAll(check.choice(`${field}.type`, type, SECCOMP_TYPES));
  const isNamed = typeof localhostProfile === 'string' && localhostProfile !== '';
  if (problems.isEmpty && (type === 'Localhost' ? !isNamed : localhostProfile !== undefined)) {
    problems.add({
      code: 'cdk8s-plus/seccomp-file',
      field: `${field}.localhostProfile`,
      value: localhostProfile,
      rule: 'must be set for type Localhost, and for no other',
      why: 'the API server would reject the pod',
      fix: 'name the file of the profile on the node, or set another type',
    });
  }
  return problems.all;
}

/** Problems of a container with a restart policy, a native sidecar. */
export function restartProblems(container: object): Problem[] {
  const { restartPolicy } = container as { readonly restartPolicy?: unknown };
  if (restartPolicy === undefined || restartPolicy === null) return [];
  return [{
    code: 'cdk8s-plus/container-restart-policy',
    field: 'restartPolicy',
    value: restartPolicy,
    rule: 'cannot be set',
    why: 'pods are printed with the fields of Kubernetes 1.27, in which no container has a restart policy',
    fix: 'leave it out, and list a container that runs beside the server in extraContainers',
  }];
}
