import type { CONTAINER, POD, PROBE, ROLE_REF, RULES, SUBJECTS } from './schema/manifest-schema';
import type { Of } from './schema/manifest-shape';
import type { METADATA, SELECTOR } from './schema/metadata-schema';
import type { SECURITY_CONTEXT } from './schema/policy-schema';

/** The types of what is read of manifests: they follow from `schema.ts`, where a field is added. */

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: Metadata;
  readonly data?: Labels;
  readonly binaryData?: Labels;
  /** Its kind decides what it holds. */
  readonly spec?: any;
  /** What a Role grants, and to whom a RoleBinding gives it. */
  readonly rules?: Of<typeof RULES>;
  readonly aggregationRule?: any;
  readonly roleRef?: Of<typeof ROLE_REF>;
  readonly subjects?: Of<typeof SUBJECTS>;
  /** What a ServiceAccount gives to its pods. */
  readonly imagePullSecrets?: ReadonlyArray<{ readonly name?: string }>;
}

export type Metadata = Of<typeof METADATA>;
export type Labels = Readonly<Record<string, string>>;
export type LabelSelector = Of<typeof SELECTOR>;
export type PodSpec = Of<typeof POD>;
export type Container = Of<typeof CONTAINER>;
export type ContainerPort = NonNullable<Container['ports']>[number];
export type SecurityContext = Of<typeof SECURITY_CONTEXT>;
export type Probe = Of<typeof PROBE>;

/** Requests and limits as a container has them. */
export interface ResourceRequirements {
  readonly requests: Record<string, string>;
  readonly limits: Record<string, string>;
}
