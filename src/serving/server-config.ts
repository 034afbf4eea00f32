import { createHash } from 'crypto';
import { Lazy } from 'cdk8s';
import { ConfigMap, Env, Volume, type EnvFrom, type VolumeMount } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { InferenceDeploymentOptions } from './inference-deployment-props';

/** The annotation of the pods that changes with the configuration and so starts a rollout. */
export const CONFIG_HASH = 'elastic-inference/config-hash';

/** The ConfigMaps of a deployment, and what its server container gets of them. */
export interface ServerConfig {
  /** The ConfigMap of the user's `config`. */
  readonly configMap?: ConfigMap;
  /** The ConfigMap of the server's own configuration files. */
  readonly serverFiles?: ConfigMap;
  readonly envFrom: EnvFrom[];
  readonly mounts: VolumeMount[];
  /** The value of the annotation; undefined without a ConfigMap. */
  readonly hash?: string;
}

export function serverConfig(
  scope: Construct,
  name: string,
  props: InferenceDeploymentOptions,
  labels: Record<string, string>,
): ServerConfig {
  const { server, config } = props;
  const make = (id: string, mapName: string, data: Record<string, string>) => (
    new ConfigMap(scope, id, { metadata: { name: mapName, labels }, data: { ...data } }));
  const configMap = config ? make('Config', config.name ?? `${name}-config`, config.data) : undefined;
  const files = server._files();
  const serverFiles = Object.keys(files).length > 0 ? make('ServerFiles', `${name}-server`, files) : undefined;
  const maps = [configMap, serverFiles].filter((m): m is ConfigMap => m !== undefined);
  const envFrom: EnvFrom[] = [];
  const mounts: VolumeMount[] = [];
  if (configMap && config?.mountPath === undefined) envFrom.push(Env.fromConfigMap(configMap));
  if (configMap && config?.mountPath !== undefined) mounts.push(mounted(scope, 'config', configMap, config.mountPath));
  if (serverFiles) mounts.push(mounted(scope, 'server-files', serverFiles, '/etc/model-server'));
  // Computed when the pods are rendered, so that entries which a user adds later count too.
  const lazyHash: string | undefined = maps.length > 0 ? Lazy.any({ produce: () => hash(maps) }) : undefined;
  return { configMap, serverFiles, envFrom, mounts, hash: lazyHash };
}

function hash(maps: readonly ConfigMap[]): string {
  const content = JSON.stringify(maps.map((m) => [Object.entries(m.data).sort(), Object.entries(m.binaryData).sort()]));
  if (content !== latest.content) {
    latest = { content, hash: createHash('sha256').update(content).digest('hex').slice(0, 16) };
  }
  return latest.hash;
}

/** The last hash: the services of a fleet often have the same configuration. */
let latest = { content: '', hash: '' };

function mounted(scope: Construct, name: string, configMap: ConfigMap, path: string): VolumeMount {
  return { path, readOnly: true, volume: Volume.fromConfigMap(scope, `Volume-${name}`, configMap, { name }) };
}
