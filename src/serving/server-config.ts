import { createHash } from 'crypto';
import { ApiObject, Lazy } from 'cdk8s';
import { ConfigMap, Env, Volume, type EnvFrom, type VolumeMount } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { InferenceConfigOptions } from './inference-deployment-props';
import type { ModelServer } from '../values/model-server';

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

export function serverConfig(scope: Construct, name: string, server: ModelServer, config: InferenceConfigOptions | undefined, labels: Record<string, string>): ServerConfig {
  const make = (id: string, metadataName: string, data: Record<string, string>) => new ConfigMap(scope, id, { metadata: { name: metadataName, labels }, data: { ...data } });
  const configMap = config && make('Config', config.name ?? `${name}-config`, config.data);
  const files = server._files();
  const serverFiles = Object.keys(files).length > 0 ? make('ServerFiles', `${name}-server`, files) : undefined;
  const maps = [configMap, serverFiles].filter((m): m is ConfigMap => m !== undefined);
  return {
    configMap,
    serverFiles,
    envFrom: configMap && config.mountPath === undefined ? [Env.fromConfigMap(configMap)] : [],
    mounts: [
      ...(configMap && config.mountPath !== undefined ? [{ path: config.mountPath, readOnly: true, volume: Volume.fromConfigMap(scope, 'ConfigVolume', configMap, { name: 'config' }) }] : []),
      ...(serverFiles ? [{ path: '/etc/model-server', readOnly: true, volume: Volume.fromConfigMap(scope, 'ServerFilesVolume', serverFiles, { name: 'server-files' }) }] : []),
    ],
    // Taken when the pods are rendered, so that entries which a user adds later count too.
    ...(maps.length > 0 && { hash: Lazy.any({ produce: () => hash(maps) }) as unknown as string }),
  };
}

function hash(maps: readonly ConfigMap[]): string {
  const content = maps.map((m) => [ApiObject.of(m).name, Object.entries(m.data).sort(), Object.entries(m.binaryData).sort()]);
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
}
