import { createHash } from 'crypto';
import { Lazy } from 'cdk8s';
import { ConfigMap, Env, Volume, type EnvFrom, type VolumeMount } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { InferenceDeploymentOptions } from './inference-deployment-props';

/** The annotation whose change makes the pods start anew with new configuration. */
export const CONFIG_HASH = 'elastic-inference/config-hash';

/** The ConfigMaps of a deployment, and how its server reads them. */
export interface ServerConfig {
  /** The user's. */
  readonly configMap?: ConfigMap;
  /** The files that the server itself needs. */
  readonly serverFiles?: ConfigMap;
  readonly envFrom: EnvFrom[];
  readonly mounts: VolumeMount[];
  /** The value of the hash annotation; undefined when there is nothing to read. */
  readonly hash?: string;
}

export function serverConfig(scope: Construct, name: string, props: InferenceDeploymentOptions, labels: Record<string, string>): ServerConfig {
  const { server, config } = props;
  const make = (id: string, mapName: string, data: Record<string, string>) => (
    new ConfigMap(scope, id, { metadata: { name: mapName, labels }, data: { ...data } }));
  const configMap = config && make('Config', config.name ?? `${name}-config`, config.data);
  const files = server._files();
  const serverFiles = Object.keys(files).length > 0 ? make('ServerFiles', `${name}-server`, files) : undefined;
  const maps = [configMap, serverFiles].filter((m): m is ConfigMap => m !== undefined);
  return {
    configMap,
    serverFiles,
    envFrom: configMap && config.mountPath === undefined ? [Env.fromConfigMap(configMap)] : [],
    mounts: [
      ...(configMap && config.mountPath !== undefined ? [mounted(scope, 'config', configMap, config.mountPath)] : []),
      ...(serverFiles ? [mounted(scope, 'server-files', serverFiles, '/etc/model-server')] : []),
    ],
    // Taken when the pods are rendered, so that entries which a user adds later count too.
    ...(maps.length > 0 && { hash: Lazy.any({ produce: () => hash(maps) }) as unknown as string }),
  };
}

function hash(maps: readonly ConfigMap[]): string {
  const content = JSON.stringify(maps.map((m) => [Object.entries(m.data).sort(), Object.entries(m.binaryData).sort()]));
  if (content !== latest.content) latest = { content, hash: createHash('sha256').update(content).digest('hex').slice(0, 16) };
  return latest.hash;
}

/** The services of a fleet often have the same configuration, one after the other. */
let latest = { content: '', hash: '' };

function mounted(scope: Construct, name: string, configMap: ConfigMap, path: string): VolumeMount {
  return { path, readOnly: true, volume: Volume.fromConfigMap(scope, `Volume-${name}`, configMap, { name }) };
}
