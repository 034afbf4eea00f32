import type { ContainerProps } from 'cdk8s-plus-27';
import type { InferenceConfigOptions } from './inference-config-options';
import type { InferenceDeploymentOptions } from './inference-deployment-props';
import { modelPath } from './model-files';
import { serverPorts, sharedMemory } from './server-container';
import * as check from '../private/check';
import { CONFIG_KEY, DNS_LABEL, DNS_SUBDOMAIN, ENV_NAME, PORT_NAME } from '../private/names';
import { within, type Problem } from '../private/problem';
import { resourceProblems } from '../private/resources';

/** What is wrong with the containers of the pod: their names, images, mounts, variables, configuration and ports. */
export function podProblems(props: InferenceDeploymentOptions): Problem[] {
  return [
    ...containerProblems(props),
    ...environmentProblems(props),
    ...(props.config ? configProblems(props.config) : []),
    ...portProblems(props),
  ];
}

function containerProblems(props: InferenceDeploymentOptions): Problem[] {
  const own = props.containerName ?? props.server._row.id;
  const problems = props.containerName === undefined ? [] : check.name('containerName', props.containerName, DNS_LABEL);
  const names = new Map([[own, 'the server']]);
  const further: Array<[string, ContainerProps]> = [
    ...(props.initContainers ?? []).map((c, i): [string, ContainerProps] => [`initContainers[${i}]`, c]),
    ...(props.extraContainers ?? []).map((c, i): [string, ContainerProps] => [`extraContainers[${i}]`, c]),
  ];
  for (const [at, c] of further) {
    problems.push(...within(at, [...check.name('name', c.name, DNS_LABEL, 'give each container a name'), ...check.image('image', c.image), ...kplusResourceProblems(c)]));
    if (c.name !== undefined && (names.has(c.name) || c.name === 'fetch-model')) {
      problems.push({
        at: `${at}.name`,
        got: c.name,
        rule: `is the name of ${names.get(c.name) ?? 'the container that fetches the model'} already`,
        why: 'the API server would reject the pod',
        fix: 'give another name',
      });
    } else if (c.name !== undefined) {names.set(c.name, at);}
  }
  return [...problems, ...mountProblems(props)];
}

function kplusResourceProblems({ resources }: ContainerProps): Problem[] {
  return resources === undefined || Object.values(resources).every((r) => r === undefined) ? [] : resourceProblems('resources', resources);
}

function mountProblems(props: InferenceDeploymentOptions): Problem[] {
  const folders = Array.isArray(props.server._row.writable) ? props.server._row.writable : [];
  const taken = new Map<string, string>(['/tmp', ...folders].map((path) => [path, 'a writable folder']));
  const wanted: Array<[at: string, path: string, what: string]> = [
    ...(sharedMemory(props) ? [['sharedMemory', '/dev/shm', 'shared memory'] as [string, string, string]] : []),
    ...(props.model && props.model._origin.kind !== 'server-image' ? [['model.mountPath', modelPath(props.server, props.model), 'the model'] as [string, string, string]] : []),
    ...(props.config?.mountPath === undefined ? [] : [['config.mountPath', props.config.mountPath, 'config'] as [string, string, string]]),
    ...(props.volumeMounts ?? []).map((m, i): [string, string, string] => [`volumeMounts[${i}].path`, m.path, `volumeMounts[${i}]`]),
  ];
  return wanted.flatMap(([at, path, what]) => {
    const problems = at.startsWith('volumeMounts') ? check.absolutePath(at, path) : [];
    const other = taken.get(path);
    taken.set(path, what);
    return other ? [...problems, { at, got: path, rule: `is taken by ${other}`, why: 'the API server rejects two mounts on one path', fix: 'mount it elsewhere' }] : problems;
  });
}

function environmentProblems({ environment = {}, envVariables = {} }: InferenceDeploymentOptions): Problem[] {
  return [
    ...Object.keys({ ...environment, ...envVariables }).flatMap((key) => check.name(`${key in environment ? 'environment' : 'envVariables'}[${JSON.stringify(key)}]`, key, ENV_NAME, 'rename the variable')),
    ...Object.entries(environment).filter(([, value]) => typeof value !== 'string').map(([key, value]) => (
      {
        at: `environment[${JSON.stringify(key)}]`,
        got: value,
        rule: 'must be a string',
        why: 'the API server would reject the container',
        fix: 'write the value as a string',
      })),
    ...Object.keys(environment).filter((key) => key in envVariables).map((key) => (
      {
        at: `envVariables[${JSON.stringify(key)}]`,
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
      at: 'data',
      got: data,
      rule: 'must hold an entry with a value',
      why: 'the ConfigMap would be empty',
      fix: 'add an entry or leave config out',
    }]),
    ...entries.flatMap(([key, value]) => [
      ...check.name(`data[${JSON.stringify(key)}]`, key, mountPath === undefined ? ENV_NAME : CONFIG_KEY, mountPath === undefined ? 'rename the entry, or set mountPath for files' : 'rename the entry'),
      ...(typeof value === 'string' ? [] : [{
        at: `data[${JSON.stringify(key)}]`,
        got: value,
        rule: 'must be a string',
        why: 'the API server would reject the ConfigMap',
        fix: 'write the value as a string',
      }]),
    ]),
  ]);
}

function portProblems(props: InferenceDeploymentOptions): Problem[] {
  const taken = serverPorts(props.server);
  return (props.ports ?? []).flatMap((p, i) => {
    const at = `ports[${i}]`;
    const other = taken.find((t) => t.number === p.number && (t.protocol ?? 'TCP') === (p.protocol ?? 'TCP')) ?? taken.find((t) => t.name === p.name);
    taken.push(p);
    return [
      ...check.port(`${at}.number`, p.number),
      ...(p.hostPort === undefined ? [] : check.port(`${at}.hostPort`, p.hostPort)),
      ...check.name(`${at}.name`, p.name, PORT_NAME, 'name the port, because the Service has several'),
      ...(other ? [{
        at,
        got: { name: p.name, number: p.number },
        rule: `is the same as port ${other.name} (${other.number})`,
        why: 'the API server would reject the container',
        fix: 'give another name and number',
      }] : []),
    ];
  });
}
