import {
  PULL_POLICIES, containerProblems, envFromProblems, mountProblems, probeProblems, takenPathProblems, variableProblems,
  variableTextProblems,
} from './container-problems';
import type { InferenceConfigOptions } from './inference-config-options';
import type { InferenceDeploymentOptions } from './inference-deployment-props';
import { modelPath } from './model-files';
import { portProblems } from './port-problems';
import { objectProblems } from './property-type-problems';
import { givenVolumes, sharedMemory } from './server-container';
import { CACHE_VOLUME } from './storage/cache-volume';
import type { ContainerOptions } from '../cdk8s-plus/container-options';
import { CONFIG_KEY, DNS_LABEL, DNS_SUBDOMAIN, ENV_NAME, matches } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

const PROBES = ['startup', 'readiness', 'liveness'] as const;

/** Problems of the containers of the pod: names, images, mounts, variables, configuration and ports. */
export function podProblems(props: InferenceDeploymentOptions): Problem[] {
  const problems = new Problems();
  problems.addAll(containerListProblems(props));
  problems.addAll(serverMounts(props));
  problems.addAll(environmentProblems(props));
  if (props.envFrom) problems.addAll(envFromProblems(props.envFrom));
  for (const key of PROBES) if (props[key] !== undefined) problems.addAll(probeProblems(key, props[key]));
  const { readiness, liveness } = props.server._probes;
  if (readiness !== undefined) problems.within('server', probeProblems('readiness', readiness));
  if (liveness !== undefined) problems.within('server', probeProblems('liveness', liveness));
  problems.addAll(check.choice('imagePullPolicy', props.imagePullPolicy, PULL_POLICIES));
  problems.addAll(volumeNames(props));
  props.volumes?.forEach((volume, i) => {
    problems.addAll(check.name(`volumes[${i}]`, volume.name, DNS_LABEL, 'rename the volume'));
  });
  if (props.config) problems.within('config', configProblems(props.config));
  problems.addAll(portProblems(props));
  return problems.all;
}

/** Problems of the init containers and the extra containers. All container names of a pod must differ. */
function containerListProblems(props: InferenceDeploymentOptions): Problem[] {
  const problems = new Problems();
  if (props.containerName !== undefined) problems.addAll(check.name('containerName', props.containerName, DNS_LABEL));
  if (!props.initContainers && !props.extraContainers) return problems.all;
  const own = props.containerName ?? props.server._row.id;
  const names = new Map([[own, 'the server'], ['fetch-model', 'the init container that downloads the model']]);
  for (const list of ['initContainers', 'extraContainers'] as const) {
    for (const [i, c] of (props[list] ?? []).entries()) {
      const at = `${list}[${i}]`;
      const other = c.name === undefined ? undefined : names.get(c.name);
      problems.addAll(containerProblems(at, c));
      if (list === 'initContainers') problems.addAll(initProblems(at, c));
      if (other !== undefined) {
        problems.add({
          code: 'serving/container-name-taken',
          field: `${at}.name`,
          value: c.name,
          rule: `is already the name of ${other}`,
          why: 'the API server would reject the pod',
          fix: 'set another name',
        });
      } else if (c.name !== undefined) {
        names.set(c.name, at);
      }
    }
  }
  return problems.all;
}

/** Problems of an init container: it has no probes and no lifecycle hooks. */
export function initProblems(at: string, c: ContainerOptions): Problem[] {
  const problems = new Problems();
  for (const key of [...PROBES, 'lifecycle'] as const) {
    if (c[key] === undefined) continue;
    problems.add({
      code: 'serving/init-container-hook',
      field: `${at}.${key}`,
      rule: 'cannot be set on an init container',
      why: 'the API server would reject the pod',
      fix: 'remove it',
    });
  }
  return problems.all;
}

/** Volumes with the name of another volume. The volumes of the library keep their names. */
function volumeNames(props: InferenceDeploymentOptions): Problem[] {
  const given = givenVolumes(props);
  if (given.length === 0) return [];
  const used = ownVolumes(props);
  const problems = new Problems();
  for (const volume of new Set(given)) {
    if (typeof volume.name !== 'string') continue;
    const other = used.get(volume.name);
    used.set(volume.name, `the volume ${volume.node?.path}`);
    if (other === undefined) continue;
    problems.add({
      code: 'serving/volume-name-taken',
      field: 'volumes',
      value: volume.name,
      rule: `is already the name of ${other}`,
      why: 'the volumes of a pod must have different names',
      fix: 'set another name',
    });
  }
  return problems.all;
}

/** The volumes of the library, by name. */
function ownVolumes(props: InferenceDeploymentOptions): Map<string, string> {
  const { server, model, modelCache, config } = props;
  const used = new Map([['tmp', 'the volume of /tmp']]);
  if (modelCache) used.set(CACHE_VOLUME, 'the volume of modelCache');
  if (model && model._origin.kind !== 'server-image') used.set('model', 'the volume of the model');
  if (config?.mountPath !== undefined) used.set('config', 'the volume of config');
  if (Object.keys(server._files()).length > 0) used.set('server-files', 'the volume of the server configuration');
  if (sharedMemory(props)) used.set('shared-memory', 'the volume of /dev/shm');
  return used;
}

/** Problems of the mounts of the server container, those of the library first. */
function serverMounts(props: InferenceDeploymentOptions): Problem[] {
  const { server, model, modelCache, config, volumeMounts } = props;
  const folders = Array.isArray(server._row.writable) ? server._row.writable : [];
  const taken = new Map<string, string>();
  for (const path of ['/tmp', ...folders]) taken.set(path, 'a writable folder');
  if (Object.keys(server._files()).length > 0) taken.set('/etc/model-server', 'the server configuration');
  const problems = new Problems();
  const claim = (field: string, path: unknown, what: string) => {
    if (typeof path === 'string') problems.addAll(takenPathProblems(taken, field, path, what));
  };
  if (sharedMemory(props)) claim('sharedMemory', '/dev/shm', 'shared memory');
  if (model && model._origin.kind !== 'server-image') claim('model.mountPath', modelPath(server, model), 'the model');
  if (modelCache) claim('modelCache.mountPath', modelCache._mountPath, 'modelCache');
  claim('config.mountPath', config?.mountPath, 'config');
  if (volumeMounts) problems.addAll(mountProblems('volumeMounts', volumeMounts, taken));
  return problems.all;
}

function environmentProblems({ server, environment, envVariables }: InferenceDeploymentOptions): Problem[] {
  const problems = new Problems();
  const variables = Object.keys(environment ?? {});
  for (const key of variables) {
    if (matches(ENV_NAME, key)) continue;
    problems.addAll(check.name(`environment[${JSON.stringify(key)}]`, key, ENV_NAME, 'rename the variable'));
  }
  if (envVariables) problems.addAll(variableProblems('envVariables', envVariables));
  for (const key of variables) {
    const value = environment![key];
    if (typeof value === 'string') continue;
    problems.addAll(variableTextProblems(`environment[${JSON.stringify(key)}]`, value));
  }
  for (const key of envVariables ? variables : []) {
    if (!Object.hasOwn(envVariables!, key)) continue;
    problems.add({
      code: 'serving/variable-given-twice',
      field: `envVariables[${JSON.stringify(key)}]`,
      rule: 'must not be set in environment too',
      why: 'only one of them can take effect',
      fix: 'remove one of them',
    });
  }
  for (const [variable, property] of Object.entries(server._own.variables ?? {})) {
    for (const [field, given] of Object.entries({ environment, envVariables })) {
      if (!Object.hasOwn(given ?? {}, variable)) continue;
      problems.add({
        code: 'serving/variable-of-a-property',
        field: `${field}[${JSON.stringify(variable)}]`,
        rule: `must not be set: it is the variable of server.${property}`,
        why: 'it would replace the value of the property, which targets, metrics and probes follow',
        fix: `set ${property} of the server, and remove the variable`,
      });
    }
  }
  return problems.all;
}

function configProblems({ data, name, mountPath }: InferenceConfigOptions): Problem[] {
  const wrong = objectProblems('data', data);
  if (wrong.length > 0) return wrong;
  const entries = Object.entries(data ?? {});
  const problems = new Problems();
  if (name !== undefined) problems.addAll(check.name('name', name, DNS_SUBDOMAIN));
  if (mountPath !== undefined) problems.addAll(check.absolutePath('mountPath', mountPath));
  if (entries.every(([, value]) => value === '')) {
    problems.add({
      code: 'serving/config-empty',
      field: 'data',
      value: data,
      rule: 'must contain an entry with a value',
      why: 'the ConfigMap would be empty',
      fix: 'add an entry or remove config',
    });
  }
  for (const [key, value] of entries) {
    const field = `data[${JSON.stringify(key)}]`;
    problems.addAll(mountPath === undefined
      ? check.name(field, key, ENV_NAME, 'rename the entry, or set mountPath for files')
      : check.name(field, key, CONFIG_KEY, 'rename the entry'));
    if (typeof value === 'string') continue;
    problems.add({
      code: 'serving/config-value-not-a-string',
      field,
      value,
      rule: 'must be a string',
      why: 'the API server would reject the ConfigMap',
      fix: 'write the value as a string',
    });
  }
  return problems.all;
}
