import { list, map, object, type Shape } from './manifest-shape';

/** What is read of the objects that limit the pods of a namespace, and of the fields that Pod Security reads. */

/** Of a pod, or of one of its containers. */
export const SECURITY_CONTEXT = object({
  privileged: 'boolean',
  allowPrivilegeEscalation: 'boolean',
  runAsNonRoot: 'boolean',
  runAsUser: 'number',
  procMount: 'string',
  capabilities: object({ add: list('string'), drop: list('string') }),
  seccompProfile: object({ type: 'string' }),
  appArmorProfile: object({ type: 'string' }),
  seLinuxOptions: object({ type: 'string', user: 'string', role: 'string' }),
  windowsOptions: object({ hostProcess: 'boolean' }),
  sysctls: list(object({ name: 'string' })),
});

/** Of a pod alone. */
export const POD_SECURITY = {
  hostPID: 'boolean',
  hostIPC: 'boolean',
  hostUsers: 'boolean',
  os: object({ name: 'string' }),
  securityContext: SECURITY_CONTEXT,
} as const;

export const POLICY_SPECS: Readonly<Record<string, Shape>> = {
  LimitRange: object({
    limits: list(object({
      type: 'string',
      default: map('scalar'),
      defaultRequest: map('scalar'),
      min: map('scalar'),
      max: map('scalar'),
      maxLimitRequestRatio: map('scalar'),
    })),
  }),
  ResourceQuota: object({ hard: map('scalar'), scopes: list('string'), scopeSelector: 'any' }),
};
