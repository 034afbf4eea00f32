import type { ISecret } from 'cdk8s-plus-27';
import * as check from '../validation/check';
import { DNS_SUBDOMAIN } from '../validation/names';
import { within, type Problem } from '../validation/problem';

/** Where in a claim, and where in the container. */
export interface PvcStorageOptions {
  /**
   * The folder in the claim, a relative path.
   *
   * @default - its root
   */
  readonly subPath?: string;

  /**
   * The folder in the container.
   *
   * @default /var/lib/t9k/model, TensorStack's own
   */
  readonly mountPath?: string;
}

/** Where in the container. */
export interface S3StorageOptions {
  /**
   * The folder in the container.
   *
   * @default /var/lib/t9k/model, TensorStack's own
   */
  readonly mountPath?: string;
}

/**
 * Defines where an MLService has its model: a claim, or an S3 folder that each replica downloads.
 *
 * @see https://github.com/t9k/user-manuals/blob/master/src/modules/deployment/storage.md
 *
 * @example
 *
 * const onClaim = MLServiceStorage.pvc('tutorial', { subPath: 'models/mnist' });
 */
export class MLServiceStorage {
  /**
   * A PersistentVolumeClaim of the namespace.
   *
   * @param claimName its name
   * @param options which folder, and where
   */
  public static pvc(claimName: string, options: PvcStorageOptions = {}): MLServiceStorage {
    const { subPath, mountPath } = options;
    const parts = { name: claimName, ...(subPath !== undefined && { subPath }), ...(mountPath !== undefined && { mountPath }) };
    return new MLServiceStorage({ pvc: parts }, () => [
      ...check.name('claimName', claimName, DNS_SUBDOMAIN, 'give the name of a claim'),
      ...(subPath === undefined || (typeof subPath === 'string' && !subPath.startsWith('/') && !subPath.split('/').includes('..')) ? [] : [{
        field: 'subPath', value: subPath, rule: 'must be a relative path without ".."', why: 'the API server would reject the pods', fix: 'give the path below the claim\'s root',
      }]),
      ...(mountPath === undefined ? [] : check.absolutePath('mountPath', mountPath)),
    ]);
  }

  /**
   * A folder of an S3 store.
   *
   * @param uri the folder, `s3://bucket/folder/`
   * @param secret the Secret with the key `.s3cfg` (s3cmd's configuration) and the label `tensorstack.dev/resource: s3`, in the same namespace
   * @param options where
   */
  public static s3(uri: string, secret: ISecret, options: S3StorageOptions = {}): MLServiceStorage {
    const { mountPath } = options;
    return new MLServiceStorage({ s3: { secretRef: { name: secret?.name }, uri, ...(mountPath !== undefined && { mountPath }) } }, () => [
      ...(/^s3:\/\/[^/\s]+\/\S+$/.test(String(uri)) ? [] : [{ field: 'uri', value: uri, rule: 'must be s3://<bucket>/<folder>', why: 'there would be nothing to download', fix: 'write it as s3://models/mnist/' }]),
      ...(typeof secret?.name === 'string' ? [] : [{ field: 'secret', value: secret, rule: 'must be a Secret', why: 'the store would refuse the download', fix: 'use Secret.fromSecretName' }]),
      ...(mountPath === undefined ? [] : check.absolutePath('mountPath', mountPath)),
    ], secret);
  }

  private constructor(
    private readonly rendered: object,
    private readonly problems: () => Problem[],
    /**
     * The Secret that it is read with.
     * @internal
     */
    public readonly _secret?: ISecret,
  ) {}

  /** @internal */
  public _render(): object {
    return this.rendered;
  }

  /** @internal */
  public _problems(at: string): Problem[] {
    return within(at, this.problems());
  }
}
