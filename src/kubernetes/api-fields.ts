import { typeOf, type ApiType, type Fault, type MissingField, type TypeFault, type UnknownField } from './api-types';
import data from './openapi.json';
import { shapeOf } from './schema/manifest-schema';

/**
 * What the API server would not take of an object: a field of another type, one that its kind does not have, or one
 * that it must have. Read from Kubernetes' OpenAPI definitions (`openapi.json`).
 */
export type StructureFault = TypeFault | UnknownField | MissingField;

/** The version of Kubernetes whose fields are known, such as `v1.37`. */
export const FIELDS_OF: string = data.kubernetes;

/** What has a version and a kind. */
interface Versioned {
  readonly apiVersion: string;
  readonly kind: string;
}

/** A kind whose fields are known. */
class KnownKind {
  private shaped?: boolean;

  public constructor(private readonly kind: string, public readonly type: ApiType) {}

  /** Whether an object of it that has no fault has the shape that is read of it. */
  public get isShaped(): boolean {
    this.shaped ??= this.type.has(shapeOf(this.kind));
    return this.shaped;
  }
}

/** The known kinds, by version and kind. */
const KINDS = new Map<string, Map<string, KnownKind>>();

for (const [versionAndKind, type] of Object.entries(data.kinds)) {
  const slash = versionAndKind.lastIndexOf('/');
  const [version, kind] = [versionAndKind.slice(0, slash), versionAndKind.slice(slash + 1)];
  const ofVersion = KINDS.get(version) ?? new Map<string, KnownKind>();
  KINDS.set(version, ofVersion.set(kind, new KnownKind(kind, typeOf(type))));
}

function kindOf({ apiVersion, kind }: Versioned): KnownKind | undefined {
  return KINDS.get(apiVersion)?.get(kind);
}

/** Whether the fields of an object's kind are known. */
export function hasKnownFields(object: Versioned): boolean {
  return kindOf(object) !== undefined;
}

const NONE: readonly Fault[] = [];
/** The faults of each object, nulls too: it is looked at once, however many rules ask. */
const known = new WeakMap<Versioned, readonly Fault[]>();

function faultsOf(object: Versioned): readonly Fault[] {
  const faults = known.get(object) ?? kindOf(object)?.type.faults(object) ?? NONE;
  known.set(object, faults);
  return faults;
}

/** The faults in the structure of an object; none for a kind whose fields are not known. */
export function structureFaults(object: Versioned): readonly StructureFault[] {
  const faults = faultsOf(object);
  if (faults.length === 0) return [];
  return faults.flatMap((fault) => (fault.fault === 'nothing' ? [] : { ...fault, path: fault.path.slice(1) }));
}

/** Whether an object certainly has the shape that is read of its kind, so that nobody need look again. */
export function isShaped(object: Versioned): boolean {
  return kindOf(object)?.isShaped === true && faultsOf(object).length === 0;
}
