import { Size } from 'cdk8s';
import {
  Env, EnvValue, HostPathVolumeType, PersistentVolumeClaim, Volume, type ContainerProps, type ISecret, type SecretValue,
  type VolumeMount,
} from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { ModelServer } from '../servers/model-server';
import { withoutTrailingSlashes } from '../validation/path';
import { parseQuantity } from '../validation/quantity';
import type { InferenceResources } from '../values/inference-resources';
import type { Bucket, ModelOrigin } from '../values/model-origin';
import type { ModelSource } from '../values/model-source';

/** What a model's source adds to the pod. */
export interface ModelFiles {
  /** The folder in the container that holds the model. */
  readonly path: string;
  readonly mount?: VolumeMount;
  /** The init container that downloads the model into its volume. */
  readonly fetch?: { readonly container: ContainerProps; readonly resources: InferenceResources };
}

const VOLUME = 'model';
const LITTLE: InferenceResources = { requests: { cpu: '100m', memory: '128Mi' } };

export function modelPath(server: ModelServer, source?: ModelSource): string {
  return source?._mountPath ?? server._row.modelDirectory;
}

/** Mounts the model, and makes the init container that downloads it; `scope` owns the volume. */
export function modelFiles(scope: Construct, server: ModelServer, source?: ModelSource): ModelFiles {
  const path = modelPath(server, source);
  const origin = source?._origin ?? { kind: 'server-image' };
  switch (origin.kind) {
    case 'server-image': return { path };
    case 'host-path': {
      const type = origin.type as HostPathVolumeType;
      const volume = Volume.fromHostPath(scope, 'Model', VOLUME, { path: origin.path, type });
      return { path, mount: { path, readOnly: true, volume } };
    }
    case 'claim': {
      const claim = PersistentVolumeClaim.fromClaimName(scope, 'ModelClaim', origin.claim);
      const volume = Volume.fromPersistentVolumeClaim(scope, 'Model', claim, { name: VOLUME, readOnly: true });
      return { path, mount: { path, readOnly: true, volume, subPath: origin.subPath } };
    }
    default: {
      const limit = origin.sizeLimit && parseQuantity(origin.sizeLimit);
      const sizeLimit = limit ? Size.kibibytes(limit / 1024) : undefined;
      const volume = Volume.fromEmptyDir(scope, 'Model', VOLUME, { sizeLimit });
      const container: ContainerProps = {
        name: 'fetch-model',
        image: origin.image,
        volumeMounts: [{ path, volume }],
        ...fetcher(origin, path),
      };
      const mount: VolumeMount = { path, volume, readOnly: true };
      return { path, mount, fetch: { container, resources: origin.resources ?? LITTLE } };
    }
  }
}

type Fetched = Exclude<ModelOrigin, { kind: 'server-image' | 'host-path' | 'claim' }>;

function fetcher(origin: Fetched, path: string): Partial<ContainerProps> {
  switch (origin.kind) {
    case 's3': return {
      command: ['sh', '-c', s3Script(origin, path)],
      envFrom: origin.credentials && [Env.fromSecret(origin.credentials as ISecret)],
      envVariables: { HOME: EnvValue.fromValue('/tmp'), AWS_REGION: EnvValue.fromValue(origin.region ?? 'us-east-1') },
    };
    case 'https': return {
      command: ['sh', '-c', httpsScript(origin.url, path, origin.unpack, origin.authorization !== undefined)],
      envVariables: origin.authorization && {
        AUTHORIZATION: EnvValue.fromSecretValue(origin.authorization as SecretValue),
      },
    };
    case 'image': return { command: ['cp', '-r', `${withoutTrailingSlashes(origin.path)}/.`, path] };
  }
}

/** URLs and paths are checked before: they contain nothing that a shell would interpret. */
function s3Script({ uri, endpoint, anonymous }: Bucket, path: string): string {
  const options = ['--recursive', '--only-show-errors'];
  if (anonymous) options.push('--no-sign-request');
  if (endpoint) options.push(`--endpoint-url '${endpoint}'`);
  const prefix = uri.endsWith('/') ? uri : `${uri}/`;
  // The AWS CLI reports no error for a prefix that does not exist.
  return `aws s3 cp ${options.join(' ')} '${prefix}' '${path}/' && test -n "$(ls -A '${path}')" `
    + `|| { echo 'nothing was downloaded from ${prefix}' >&2; exit 1; }`;
}

function httpsScript(url: string, path: string, unpack: boolean, authorized: boolean): string {
  const address = url.split(/[?#]/)[0];
  const file = `${path}/${unpack ? '.download' : address.split('/').pop()}`;
  const header = authorized ? ' --header "Authorization: $AUTHORIZATION"' : '';
  const flags = `--fail --silent --show-error --location --retry 5 --retry-all-errors${header}`;
  const get = `curl ${flags} --output '${file}' '${url}'`;
  if (!unpack) return get;
  const gzip = address.endsWith('.tar') ? '' : 'z';
  return `${get} && tar -x${gzip}f '${file}' -C '${path}' && rm '${file}'`;
}
