/** Why an overrider does not fit an object. */
export interface Misfit {
  readonly is: 'not-a-pointer' | 'parent-missing' | 'path-missing' | 'unknown-field' | 'unknown-container'
  | 'unknown-argument' | 'kind-without-images' | 'type-differs';
  /** The field of the overrider, and its value. */
  readonly field: string;
  readonly value: unknown;
  /** The type that the value should have. */
  readonly type?: string;
  readonly path?: string;
}
