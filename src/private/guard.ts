import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { describe } from './problem';
import { sketch } from './sketch';
import { findings } from '../rules/all';
import type { Finding } from '../rules/rule';

/** The metadata entry that acknowledges a rule for a construct and all below it. */
export const ACKNOWLEDGED = 'elastic-inference:acknowledged';

/** A finding, and the object of the tree that it is about. */
export interface LocatedFinding extends Finding {
  readonly at: ApiObject;
  readonly acknowledged?: string;
}

/** Runs the rules over every object below a construct. */
export function inspect(root: IConstruct): LocatedFinding[] {
  const objects = root.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c));
  const manifests = objects.map(sketch);
  const where = new Map(manifests.map((m, i) => [m, objects[i]]));
  return findings(manifests).map((f) => {
    const at = where.get(f.object)!;
    return { ...f, at, acknowledged: acknowledgement(at, f.rule) };
  });
}

function acknowledgement(object: ApiObject, rule: string): string | undefined {
  for (const c of object.node.scopes.reverse()) {
    for (const { type, data } of c.node.metadata) {
      if (type === ACKNOWLEDGED && data.rule === rule) return data.reason;
    }
  }
  return undefined;
}

/** The constructs of one app that asked to be guarded, and the errors of the pass that is under way. */
class Guard {
  private readonly members: IConstruct[] = [];
  private answered = new Set<IConstruct>();
  private errors?: Map<IConstruct, string[]>;

  public constructor(private readonly root: IConstruct) {
    // The root is validated first in each pass of cdk8s, so a pass never sees the errors of an earlier one.
    root.node.addValidation({ validate: () => { this.errors = undefined; return []; } });
  }

  public add(member: IConstruct): void {
    this.members.push(member);
    member.node.addValidation({ validate: () => this.errorsOf(member) });
  }

  private errorsOf(member: IConstruct): string[] {
    if (!this.errors || this.answered.has(member)) {
      this.errors = this.run(member);
      this.answered = new Set();
    }
    this.answered.add(member);
    return this.errors.get(member) ?? [];
  }

  /** All errors, each told by the member that its object belongs to, or else by the one that asks first. */
  private run(first: IConstruct): Map<IConstruct, string[]> {
    const members = new Set(this.members);
    const errors = new Map<IConstruct, string[]>();
    for (const f of inspect(this.root)) {
      if (f.severity !== 'error' || f.acknowledged !== undefined) continue;
      const member = [...f.at.node.scopes].reverse().find((c) => members.has(c));
      const message = `${f.object.kind} ${f.object.metadata?.name} ${describe(f.problem)} [${f.rule}]`;
      const teller = member ?? first;
      errors.set(teller, [...(errors.get(teller) ?? []), member ? message : `(${f.at.node.path}) ${message}`]);
    }
    return errors;
  }
}

const guards = new WeakMap<IConstruct, Guard>();

/** Lets cdk8s' validation run the rules over the whole app, once for all constructs of this library in it. */
export function guard(construct: IConstruct): void {
  const root = construct.node.root;
  let found = guards.get(root);
  if (!found) {
    found = new Guard(root);
    guards.set(root, found);
  }
  found.add(construct);
}
