import type { InferenceResources } from './inference-resources';
import type { INamedObject, SecretKeyReference } from '../cdk8s-plus/named-object';

/** How an init container downloads a model, from any source. */
export interface Download {
  readonly image: string;
  readonly resources?: InferenceResources;
  readonly sizeLimit?: string;
}

/** A prefix of an S3 bucket, and how it is accessed. */
export interface Bucket {
  readonly kind: 's3';
  readonly uri: string;
  readonly credentials?: INamedObject;
  readonly endpoint?: string;
  readonly region?: string;
  readonly anonymous: boolean;
}

/** A file or an archive behind a URL. */
export interface HttpsFile {
  readonly kind: 'https';
  readonly url: string;
  readonly authorization?: SecretKeyReference;
  readonly unpack: boolean;
}

/** Where a model comes from: `ModelSource` defines it, `serving/model-files` mounts it. */
export type ModelOrigin =
  | { readonly kind: 'server-image' }
  | { readonly kind: 'host-path'; readonly path: string; readonly type?: string }
  | { readonly kind: 'claim'; readonly claim: string; readonly subPath?: string }
  | (Bucket & Download)
  | (HttpsFile & Download)
  | ({ readonly kind: 'image'; readonly path: string } & Download);
