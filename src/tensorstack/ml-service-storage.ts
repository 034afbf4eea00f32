import type { INamedObject } from '../cdk8s-plus/named-object';
import { checksArguments } from '../validation/checks-arguments';
import { DNS_SUBDOMAIN } from '../validation/names';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';
import { secretProblems } from '../values/secret-problems';

/** The folder in the claim, and in the container. */
export interface PvcStorageOptions {
  /**
   * The folder in the claim, a relative path.
   *
   * @default - the root of the claim
   */
  readonly subPath?: string;

  /**
   * The folder in the container, an absolute path.
   *
   * @default /var/lib/t9k/model, TensorStack's own
   */
  readonly mountPath?: string;
}

/** The folder in the container. */
export interface S3StorageOptions {
  /**
   * The folder in the container, an absolute path.
   *
   * @default /var/lib/t9k/model, TensorStack's own
   */
  readonly mountPath?: string;
}

/**
 * Defines where the model of an MLService is: in a PersistentVolumeClaim, or in an S3 folder that each replica
 * downloads.
 *
 * @see https://github.com/t9k/user-manuals/blob/master/src/modules/deployment/storage.md
 *
 * @example
 *
 * const onClaim = MLServiceStorage.pvc('tutorial', { subPath: 'models/mnist' });
 */
@checksArguments
export class MLServiceStorage {
  /**
   * A PersistentVolumeClaim in the namespace of the MLService.
   *
   * @param claimName the name of the claim
   * @param options the folder in the claim, and in the container
   */
  public static pvc(claimName: string, options: PvcStorageOptions = {}): MLServiceStorage {
    const { subPath, mountPath } = options;
    const pvc = {
      name: claimName,
      ...(subPath !== undefined && { subPath }),
      ...(mountPath !== undefined && { mountPath }),
    };
    return new MLServiceStorage({ pvc }, () => pvcProblems(claimName, { subPath, mountPath }));
  }

  /**
   * A folder of an S3 store.
   *
   * @param uri the folder, `s3://<bucket>/<folder>/`
   * @param secret the Secret with the key `.s3cfg` (the configuration of s3cmd) and the label
   * `tensorstack.dev/resource: s3`, in the namespace of the MLService
   * @param options the folder in the container
   */
  public static s3(uri: string, secret: INamedObject, options: S3StorageOptions = {}): MLServiceStorage {
    const { mountPath } = options;
    const s3 = { secretRef: { name: secret?.name }, uri, ...(mountPath !== undefined && { mountPath }) };
    return new MLServiceStorage({ s3 }, () => s3Problems(uri, secret, { mountPath }), secret);
  }

  private constructor(
    private readonly rendered: object,
    private readonly problems: () => Problem[],
    /**
     * The Secret of the S3 store.
     * @internal
     */
    public readonly _secret?: INamedObject,
  ) {}

  /** @internal */
  public _render(): object {
    return this.rendered;
  }

  /** @internal */
  public _problems(field: string): Problem[] {
    return within(field, this.problems());
  }
}

function pvcProblems(claimName: string, { subPath, mountPath }: PvcStorageOptions): Problem[] {
  const problems = new Problems();
  problems.addAll(check.name('claimName', claimName, DNS_SUBDOMAIN, 'give the name of a claim'));
  if (subPath !== undefined && !isRelativePath(subPath)) {
    problems.add({
      code: 'tensorstack/sub-path-not-relative',
      field: 'subPath',
      value: subPath,
      rule: 'must be a relative path without ".."',
      why: 'the API server would reject the pods',
      fix: 'give the path below the root of the claim',
    });
  }
  if (mountPath !== undefined) problems.addAll(check.absolutePath('mountPath', mountPath));
  return problems.all;
}

function isRelativePath(path: unknown): boolean {
  return typeof path === 'string' && !path.startsWith('/') && !path.split('/').includes('..');
}

function s3Problems(uri: unknown, secret: unknown, { mountPath }: S3StorageOptions): Problem[] {
  const problems = new Problems();
  if (typeof uri !== 'string' || !/^s3:\/\/[^/\s]+\/\S+$/.test(uri)) {
    problems.add({
      code: 'tensorstack/s3-uri-invalid',
      field: 'uri',
      value: uri,
      rule: 'must be s3://<bucket>/<folder>',
      why: 'the init container of each replica could not download the model',
      fix: 'write it as s3://models/mnist/',
    });
  }
  problems.addAll(secretProblems('secret', secret));
  if (mountPath !== undefined) problems.addAll(check.absolutePath('mountPath', mountPath));
  return problems.all;
}
