import { typeOf, type ApiType, type Fault } from './api-types';
import data from './openapi.json';
import { shapeOf } from './schema/manifest-schema';

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

/**
 * What the API server would not take of an object: a field of another type, one that its kind does not have, or one
 * that it must have. Read from Kubernetes' OpenAPI definitions (`openapi.json`): none for a kind that is not there.
 */
export function structureFaults(object: Versioned): readonly Fault[] {
  const faults = kindOf(object)?.type.faults(object);
  // The path of a field begins with a dot.
  return faults?.map((fault) => ({ ...fault, path: fault.path.slice(1) })) ?? NONE;
}

/** Whether an object with these faults certainly has the shape that is read of its kind, so that nobody looks again. */
export function isShaped(object: Versioned, faults: readonly Fault[]): boolean {
  return faults.length === 0 && kindOf(object)?.isShaped === true;
}
