import type { ContainerProps } from 'cdk8s-plus-27';
import { containerProblems, envFromProblems, mountProblems, probeProblems, variableProblems } from './container-problems';
import type { InferenceConfigOptions } from './inference-config-options';
import type { InferenceDeploymentOptions } from './inference-deployment-props';
import { modelPath } from './model-files';
import { portProblems } from './port-problems';
import { givenVolumes, sharedMemory } from './server-container';
import * as check from '../validation/check';
import { CONFIG_KEY, DNS_LABEL, DNS_SUBDOMAIN, ENV_NAME } from '../validation/names';
import { within, type Problem } from '../validation/problem';

/** What is wrong with the containers of the pod: their names, images, mounts, variables, configuration and ports. */
export function podProblems(props: InferenceDeploymentOptions): Problem[] {
  return [
    ...namesAndContents(props),
    ...serverMounts(props),
    ...environmentProblems(props),
    ...envFromProblems(props.envFrom),
    ...(['startup', 'readiness', 'liveness'] as const).flatMap((key) => probeProblems(key, props[key])),
    ...volumeNames(props),
    ...(props.volumes ?? []).flatMap((v, i) => check.name(`volumes[${i}]`, v?.name, DNS_LABEL, 'name the volume so')),
    ...(props.config ? configProblems(props.config) : []),
    ...portProblems(props),
  ];
}

function namesAndContents(props: InferenceDeploymentOptions): Problem[] {
  const own = props.containerName ?? props.server._row.id;
  const problems = props.containerName === undefined ? [] : check.name('containerName', props.containerName, DNS_LABEL);
  const names = new Map([[own, 'the server'], ['fetch-model', 'the container that fetches the model']]);
  for (const list of ['initContainers', 'extraContainers'] as const) {
    (props[list] ?? []).forEach((c, i) => {
      const at = `${list}[${i}]`;
      const other = c.name === undefined ? undefined : names.get(c.name);
      problems.push(...containerProblems(at, c), ...(list === 'initContainers' ? initProblems(at, c) : []));
      if (other) {
        problems.push({
          field: `${at}.name`,
          value: c.name,
          rule: `is the name of ${other} already`,
          why: 'the API server would reject the pod',
          fix: 'give another name',
        });
      } else if (c.name !== undefined) {names.set(c.name, at);}
    });
  }
  return problems;
}

/** Nothing asks a container that runs to its end, and nothing happens around it. */
export function initProblems(at: string, c: ContainerProps): Problem[] {
  return (['startup', 'readiness', 'liveness', 'lifecycle'] as const).filter((key) => c[key] !== undefined).map((key) => (
    {
      field: `${at}.${key}`,
      rule: 'cannot be set on a container that runs to its end',
      why: 'the API server would reject the pod',
      fix: 'leave it out',
    }));
}

/** The volumes of a pod are told apart by their names; those of the library keep theirs. */
function volumeNames(props: InferenceDeploymentOptions): Problem[] {
  const { server, model, config } = props;
  const given = new Set(givenVolumes(props));
  if (given.size === 0) return [];
  const used = new Map<string, unknown>([
    ...(model && model._origin.kind !== 'server-image' ? [['model', 'the model'] as const] : []),
    ...(config?.mountPath === undefined ? [] : [['config', 'the configuration'] as const]),
    ...(Object.keys(server._files()).length > 0 ? [['server-files', 'the server\'s own configuration'] as const] : []),
    ...(sharedMemory(props) ? [['shared-memory', 'shared memory'] as const] : []),
    ['tmp', 'the writable folder /tmp'],
  ]);
  return [...given].flatMap((volume) => {
    const other = used.get(volume.name);
    used.set(volume.name, `another volume (${volume.node.path})`);
    return other === undefined ? [] : [{
      field: 'volumes',
      value: volume.name,
      rule: `is the name of the volume of ${other} already`,
      why: 'a pod tells its volumes apart by their names',
      fix: 'give another name',
    }];
  });
}

/** The mounts of the server's container, those of the library first: each path can be mounted once. */
function serverMounts(props: InferenceDeploymentOptions): Problem[] {
  const { server, model, config, volumeMounts = [] } = props;
  const folders = Array.isArray(server._row.writable) ? server._row.writable : [];
  const taken = new Map<string, string>(['/tmp', ...folders].map((path) => [path, 'a writable folder']));
  if (Object.keys(server._files()).length > 0) taken.set('/etc/model-server', 'the server\'s own configuration');
  const problems: Problem[] = [];
  const claim = (at: string, given: string, what: string) => {
    const path = given.replace(/(.)\/+$/, '$1');
    const other = path === '/' ? 'the image' : taken.get(path);
    if (other) {
      problems.push({
        field: at,
        value: path,
        rule: `is taken by ${other}`,
        why: 'the API server rejects two mounts on one path',
        fix: 'mount it elsewhere',
      });
    }
    taken.set(path, what);
  };
  if (sharedMemory(props)) claim('sharedMemory', '/dev/shm', 'shared memory');
  if (model && model._origin.kind !== 'server-image') claim('model.mountPath', modelPath(server, model), 'the model');
  if (config?.mountPath !== undefined) claim('config.mountPath', config.mountPath, 'config');
  return [...problems, ...mountProblems('volumeMounts', volumeMounts, taken)];
}

function environmentProblems({ environment = {}, envVariables = {} }: InferenceDeploymentOptions): Problem[] {
  return [
    ...Object.keys(environment).flatMap((key) => check.name(`environment[${JSON.stringify(key)}]`, key, ENV_NAME, 'rename the variable')),
    ...variableProblems('envVariables', envVariables),
    ...Object.entries(environment).filter(([, value]) => typeof value !== 'string').map(([key, value]) => (
      {
        field: `environment[${JSON.stringify(key)}]`,
        value: value,
        rule: 'must be a string',
        why: 'the API server would reject the container',
        fix: 'write the value as a string',
      })),
    ...Object.keys(environment).filter((key) => Object.hasOwn(envVariables, key)).map((key) => (
      {
        field: `envVariables[${JSON.stringify(key)}]`,
        rule: 'is given in environment too',
        why: 'only one of the two could take effect',
        fix: 'keep one of them',
      })),
  ];
}

function configProblems({ data, name, mountPath }: InferenceConfigOptions): Problem[] {
  const entries = Object.entries(data ?? {});
  return within('config', [
    ...(name === undefined ? [] : check.name('name', name, DNS_SUBDOMAIN)),
    ...(mountPath === undefined ? [] : check.absolutePath('mountPath', mountPath)),
    ...(entries.some(([, value]) => value !== '') ? [] : [{
      field: 'data',
      value: data,
      rule: 'must hold an entry with a value',
      why: 'the ConfigMap would be empty',
      fix: 'add an entry or leave config out',
    }]),
    ...entries.flatMap(([key, value]) => [
      ...check.name(`data[${JSON.stringify(key)}]`, key, mountPath === undefined ? ENV_NAME : CONFIG_KEY, mountPath === undefined ? 'rename the entry, or set mountPath for files' : 'rename the entry'),
      ...(typeof value === 'string' ? [] : [{
        field: `data[${JSON.stringify(key)}]`,
        value: value,
        rule: 'must be a string',
        why: 'the API server would reject the ConfigMap',
        fix: 'write the value as a string',
      }]),
    ]),
  ]);
}
