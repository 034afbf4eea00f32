import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { describe } from '../validation/problem';
import { sketch } from './sketch';
import { RULES } from '../rules/catalogue/all-rules';
import { findingsOf } from '../rules/catalogue/findings';
import { Inventory } from '../kubernetes/inventory';
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
  return inspectObjects(root.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c)));
}

/** The errors among objects that are printed elsewhere than in the app, for who prints them: of which object, the message, and the rule. */
export function errorsOf(objects: readonly ApiObject[]): Array<[at: ApiObject, message: string, rule: string]> {
  return inspectObjects(objects).filter(isError).map((f) => [f.at, messageOf(f), f.rule]);
}

function isError({ severity, acknowledged }: LocatedFinding): boolean {
  return severity === 'error' && acknowledged === undefined;
}

function messageOf({ object, problem, rule }: LocatedFinding): string {
  return `${object.kind} ${object.metadata?.name} ${describe(problem)} [${rule}]`;
}

function inspectObjects(objects: readonly ApiObject[]): LocatedFinding[] {
  const manifests = objects.map(sketch);
  const where = new Map(manifests.map((m, i) => [m, objects[i]]));
  return findingsOf(new Inventory(manifests, true), RULES).map((f) => {
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

/** What writes an app. */
interface Synthesizing {
  synth?: (...args: unknown[]) => unknown;
  synthYaml?: (...args: unknown[]) => unknown;
}

const NONE: string[] = [];

/** The constructs of one app that asked to be guarded, and the errors of the pass that is under way. */
class Guard {
  private readonly members: IConstruct[] = [];
  private answered = new Set<IConstruct>();
  private errors?: Map<IConstruct, string[]>;
  private readonly kept = new Map<unknown, unknown>();
  private synthesizing = false;

  public constructor(private readonly root: IConstruct) {
    // The root is validated first in each pass of cdk8s, so a pass never sees the errors of an earlier one.
    root.node.addValidation({
      validate: () => {
        if (!this.synthesizing) this.forget();
        return [];
      },
    });
    const app = root as unknown as Synthesizing;
    this.holdDuring(app, 'synth');
    this.holdDuring(app, 'synthYaml');
  }

  /**
   * cdk8s validates the whole app once more for every chart that it writes, and nothing changes in between: within one synth the rules
   * run once, so that an app of a thousand charts costs no more than one of a single chart.
   */
  private holdDuring(app: Synthesizing, method: keyof Synthesizing): void {
    const original = app[method];
    if (typeof original !== 'function') return;
    app[method] = (...args: unknown[]) => {
      const outer = this.synthesizing;
      this.synthesizing = true;
      if (!outer) this.forget();
      try {
        return original.apply(app, args);
      } finally {
        this.synthesizing = outer;
        if (!outer) this.forget();
      }
    };
  }

  private forget(): void {
    this.errors = undefined;
    this.kept.clear();
  }

  public once<T>(key: unknown, make: () => T): T {
    if (!this.kept.has(key)) this.kept.set(key, make());
    return this.kept.get(key) as T;
  }

  public add(member: IConstruct): void {
    this.kept.clear();
    this.members.push(member);
    member.node.addValidation({ validate: () => this.errorsOf(member) });
  }

  private errorsOf(member: IConstruct): string[] {
    // cdk8s asks every member once for each chart, so this is the line that counts in an app of a thousand charts.
    if (this.errors && this.synthesizing) return this.errors.get(member) ?? NONE;
    if (!this.errors || this.answered.has(member)) {
      this.errors = this.run(member);
      this.answered = new Set();
    }
    this.answered.add(member);
    return this.errors.get(member) ?? NONE;
  }

  /** All errors, each told by the member that its object belongs to, or else by the one that asks first. */
  private run(first: IConstruct): Map<IConstruct, string[]> {
    const members = new Set(this.members);
    const errors = new Map<IConstruct, string[]>();
    for (const f of inspect(this.root)) {
      if (!isError(f)) continue;
      const member = [...f.at.node.scopes].reverse().find((c) => members.has(c));
      const message = messageOf(f);
      const teller = member ?? first;
      const told = errors.get(teller) ?? [];
      told.push(member ? message : `(${f.at.node.path}) ${message}`);
      errors.set(teller, told);
    }
    return errors;
  }
}

const guards = new WeakMap<IConstruct, Guard>();

function guardOf(construct: IConstruct): Guard {
  const root = construct.node.root;
  let found = guards.get(root);
  if (!found) {
    found = new Guard(root);
    guards.set(root, found);
  }
  return found;
}

/** Lets cdk8s' validation run the rules over the whole app, once for all constructs of this library in it. */
export function guard(construct: IConstruct): void {
  guardOf(construct).add(construct);
}

/** What is made once for all that ask for it in one pass over an app, in which nothing changes. */
export function oncePerPass<T>(construct: IConstruct, key: unknown, make: () => T): T {
  return guardOf(construct).once(key, make);
}
