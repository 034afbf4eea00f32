import type { ISecret, SecretValue } from 'cdk8s-plus-27';
import type { InferenceResources } from './inference-resources';

/** What a download does before the server starts, whatever it downloads from. */
export interface Download {
  readonly image: string;
  readonly resources?: InferenceResources;
  readonly sizeLimit?: string;
}

/** A prefix of an S3 bucket, and how it is reached. */
export interface Bucket {
  readonly kind: 's3';
  readonly uri: string;
  readonly credentials?: ISecret;
  readonly endpoint?: string;
  readonly region?: string;
  readonly anonymous: boolean;
}

/** Where a model comes from, as `ModelSource` holds it and `serving/model-files` mounts it. */
export type ModelOrigin =
  | { readonly kind: 'server-image' }
  | { readonly kind: 'host-path'; readonly path: string; readonly type?: string }
  | { readonly kind: 'claim'; readonly claim: string; readonly subPath?: string }
  | (Bucket & Download)
  | ({ readonly kind: 'https'; readonly url: string; readonly authorization?: SecretValue; readonly unpack: boolean } & Download)
  | ({ readonly kind: 'image'; readonly path: string } & Download);
