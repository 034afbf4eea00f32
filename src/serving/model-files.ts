import { Size } from 'cdk8s';
import { Env, EnvValue, HostPathVolumeType, PersistentVolumeClaim, Volume, type ContainerProps, type VolumeMount } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Bucket, ModelOrigin } from '../values/model-origin';
import { parseQuantity } from '../validation/quantity';
import type { InferenceResources } from '../values/inference-resources';
import type { ModelServer } from '../servers/model-server';
import type { ModelSource } from '../values/model-source';

/** What a model's source adds to the pod. */
export interface ModelFiles {
  /** The folder in the container that holds the model. */
  readonly path: string;
  readonly mount?: VolumeMount;
  /** Brings the model into its volume before the server starts. */
  readonly fetch?: { readonly container: ContainerProps; readonly resources: InferenceResources };
}

const VOLUME = 'model';
const LITTLE: InferenceResources = { requests: { cpu: '100m', memory: '128Mi' } };

export function modelPath(server: ModelServer, source?: ModelSource): string {
  return source?._mountPath ?? server._row.modelDirectory;
}

/** Mounts the model, and makes the init container that fetches it; `scope` owns the volume. */
export function modelFiles(scope: Construct, server: ModelServer, source?: ModelSource): ModelFiles {
  const path = modelPath(server, source);
  const origin = source?._origin ?? { kind: 'server-image' };
  switch (origin.kind) {
    case 'server-image': return { path };
    case 'host-path': {
      const volume = Volume.fromHostPath(scope, 'Model', VOLUME, { path: origin.path, type: origin.type as HostPathVolumeType });
      return { path, mount: { path, readOnly: true, volume } };
    }
    case 'claim': {
      const claim = PersistentVolumeClaim.fromClaimName(scope, 'ModelClaim', origin.claim);
      const volume = Volume.fromPersistentVolumeClaim(scope, 'Model', claim, { name: VOLUME, readOnly: true });
      return { path, mount: { path, readOnly: true, volume, subPath: origin.subPath } };
    }
    default: {
      const limit = origin.sizeLimit && parseQuantity(origin.sizeLimit);
      const volume = Volume.fromEmptyDir(scope, 'Model', VOLUME, { sizeLimit: limit ? Size.kibibytes(limit / 1024) : undefined });
      const container = { name: 'fetch-model', image: origin.image, volumeMounts: [{ path, volume }], ...fetcher(origin, path) };
      return { path, mount: { path, volume, readOnly: true }, fetch: { container, resources: origin.resources ?? LITTLE } };
    }
  }
}

type Fetched = Exclude<ModelOrigin, { kind: 'server-image' | 'host-path' | 'claim' }>;

function fetcher(origin: Fetched, path: string): Partial<ContainerProps> {
  switch (origin.kind) {
    case 's3': return {
      command: ['sh', '-c', s3Script(origin, path)],
      envFrom: origin.credentials && [Env.fromSecret(origin.credentials)],
      envVariables: { HOME: EnvValue.fromValue('/tmp'), AWS_REGION: EnvValue.fromValue(origin.region ?? 'us-east-1') },
    };
    case 'https': return {
      command: ['sh', '-c', httpsScript(origin.url, path, origin.unpack, origin.authorization !== undefined)],
      envVariables: origin.authorization && { AUTHORIZATION: EnvValue.fromSecretValue(origin.authorization) },
    };
    case 'image': return { command: ['cp', '-r', `${origin.path.replace(/\/+$/, '')}/.`, path] };
  }
}

/** URLs and paths were checked to hold nothing that a shell would read. */
function s3Script({ uri, endpoint, anonymous }: Bucket, path: string): string {
  const options = ['--recursive', '--only-show-errors', ...(anonymous ? ['--no-sign-request'] : []), ...(endpoint ? [`--endpoint-url '${endpoint}'`] : [])];
  const prefix = uri.endsWith('/') ? uri : `${uri}/`;
  // A prefix that does not exist is no error for the AWS CLI.
  return `aws s3 cp ${options.join(' ')} '${prefix}' '${path}/' && test -n "$(ls -A '${path}')" || { echo 'nothing was downloaded from ${prefix}' >&2; exit 1; }`;
}

function httpsScript(url: string, path: string, unpack: boolean, authorized: boolean): string {
  const address = url.split(/[?#]/)[0];
  const file = `${path}/${unpack ? '.download' : address.split('/').pop()}`;
  const header = authorized ? ' --header "Authorization: $AUTHORIZATION"' : '';
  const get = `curl --fail --silent --show-error --location --retry 5 --retry-all-errors${header} --output '${file}' '${url}'`;
  return unpack ? `${get} && tar -x${address.endsWith('.tar') ? '' : 'z'}f '${file}' -C '${path}' && rm '${file}'` : get;
}
