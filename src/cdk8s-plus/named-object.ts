import type { IConstruct } from 'constructs';

/**
 * An object that is referred to by its name, such as a Secret or a ServiceAccount: a construct of any cdk8s-plus, or an
 * `ApiObject`, as `Include` and `cdk8s import` make them.
 */
export interface INamedObject extends IConstruct {
  /** The name of the object, in the namespace of what refers to it. */
  readonly name: string;
}

/** One key of a Secret, as `SecretValue` of any cdk8s-plus is one. It is referred to, never read. */
export interface SecretKeyReference {
  /** The Secret. */
  readonly secret: INamedObject;

  /** The key in it. */
  readonly key: string;
}
