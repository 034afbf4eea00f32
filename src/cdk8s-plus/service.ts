import { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { objectOf } from './handed-over';

/** What is read of a Service. */
export interface ServiceAddress {
  readonly clusterIP?: string;
  readonly type?: string;
}

/**
 * The object of a Service: of a construct of any cdk8s-plus, or an `ApiObject`. For any other value, what it lacks, as
 * a message says it.
 */
export function serviceObject(value: unknown): ApiObject | string {
  if (!Construct.isConstruct(value)) return 'is no construct';
  const object = objectOf(value);
  if (object === undefined) return 'has no ApiObject as its default child';
  return isService(object) ? object : `is a ${object.kind}`;
}

export function isService({ apiVersion, kind }: ApiObject): boolean {
  return kind === 'Service' && apiVersion === 'v1';
}

/** What a Service says of its address; nothing where it cannot be rendered yet. */
export function serviceAddress(object: ApiObject): ServiceAddress {
  // A Service of cdk8s-plus has it at once, and can be rendered only when it has a port.
  const owner = object.node.scope;
  if (owner !== undefined && isOwner(owner, object)) return owner;
  try {
    return object.toJson().spec ?? {};
  } catch {
    return {};
  }
}

function isOwner(owner: IConstruct, object: ApiObject): owner is IConstruct & ServiceAddress {
  return owner.node.defaultChild === object && typeof (owner as ServiceAddress).type === 'string';
}
