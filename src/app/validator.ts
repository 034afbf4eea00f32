import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { acknowledgement } from './acknowledgement';
import { printAdvice } from './advice';
import { appInventory, appObjects, renderedBelow } from './app-inventory';
import { errorLines } from './finding-messages';
import type { LocatedFinding } from './located-finding';
import { SynthPasses, type SynthPass } from './synth-pass';
import { Inventory } from '../kubernetes/inventory';
import type { Manifest } from '../kubernetes/manifest';
import { findingsOf } from '../rules/catalogue/findings';
import type { Finding } from '../rules/rule';
import type { Problem } from '../validation/problem';

/** What a construct of this library has its app look at. */
export interface Guarded {
  /** What the construct still changes of its objects, when the whole program is known and nothing is rendered. */
  readonly prepare?: () => void;
  /** What only the construct knows, when the whole program is known: problems of its default child. */
  readonly check?: () => Problem[];
  /** The objects that stand inside its default child, and in no chart, by their path in it. */
  readonly inside?: () => ReadonlyMap<string, ApiObject>;
}

/** The validator of each app that holds a construct of this library. */
const validators = new WeakMap<IConstruct, Validator>();

/**
 * Runs the rules over all objects of an app before cdk8s writes them, once for all constructs of this library in it.
 */
class Validator {
  public static of(construct: IConstruct): Validator {
    const { root } = construct.node;
    const found = validators.get(root) ?? new Validator(root);
    validators.set(root, found);
    return found;
  }

  /** The validator of an app that holds a construct of this library. */
  public static find(construct: IConstruct): Validator | undefined {
    return validators.get(construct.node.root);
  }

  private readonly members = new Set<IConstruct>();
  /** Of the members, those that ask for more than the rules. */
  private readonly guarded = new Map<IConstruct, Guarded>();
  private readonly tellers = new Set<IConstruct>();
  private readonly passes: SynthPasses;
  private errors = new Map<IConstruct, string[]>();
  private validated?: SynthPass;

  private constructor(private readonly root: IConstruct) {
    this.passes = SynthPasses.of(root);
    this.passes.after(() => printAdvice(root, this.findings()));
    // cdk8s validates the root first, and then every construct below it.
    root.node.addValidation({ validate: () => this.validate() });
  }

  public add(member: IConstruct, guarded: Guarded | undefined): void {
    this.members.add(member);
    if (guarded) this.guarded.set(member, guarded);
    this.passes.renew();
  }

  /** What is found in the pass that is under way. */
  public findings(): LocatedFinding[] {
    return this.passes.now.once(Validator, () => inspect(this.root, this.passes.now, this.guardedBelow(this.root)));
  }

  /** What constructs below a construct ask for, if they are still part of the app. */
  public guardedBelow(scope: IConstruct): Map<IConstruct, Guarded> {
    return new Map([...this.guarded].filter(([member]) => isBelow(member, scope)));
  }

  private validate(): string[] {
    if (!this.passes.isSynth) this.passes.renew();
    if (this.validated !== this.passes.now) {
      this.validated = this.passes.now;
      this.errors = this.byTeller();
      for (const teller of this.errors.keys()) this.letTell(teller);
    }
    return [];
  }

  /**
   * The errors, each reported by the outermost construct of this library around its object, or by the object itself.
   */
  private byTeller(): Map<IConstruct, string[]> {
    const located = new Map<IConstruct, LocatedFinding[]>();
    for (const finding of this.findings()) {
      if (finding.severity !== 'error' || finding.acknowledged !== undefined) continue;
      const teller = finding.printed.node.scopes.find((c) => this.members.has(c)) ?? finding.printed;
      const told = located.get(teller) ?? [];
      told.push(finding);
      located.set(teller, told);
    }
    return errorLines(located);
  }

  private letTell(teller: IConstruct): void {
    if (this.tellers.has(teller)) return;
    this.tellers.add(teller);
    teller.node.addValidation({ validate: () => this.errors.get(teller) ?? [] });
  }
}

/** Has the rules run over the app of a construct whenever it is validated. */
export function guard(construct: IConstruct, guarded?: Guarded): void {
  Validator.of(construct).add(construct, guarded);
}

/** All findings below a construct, as things are now. */
export function inspectBelow(scope: IConstruct): LocatedFinding[] {
  const passes = SynthPasses.of(scope);
  if (!passes.isSynth) passes.renew();
  return inspect(scope, passes.now, Validator.find(scope)?.guardedBelow(scope) ?? new Map());
}

type GuardedConstructs = ReadonlyMap<IConstruct, Guarded>;

function inspect(scope: IConstruct, { rendering }: SynthPass, guarded: GuardedConstructs): LocatedFinding[] {
  for (const { prepare } of guarded.values()) prepare?.();
  const { rendered, failed } = scope === scope.node.root ? appObjects(scope) : renderedBelow(scope);
  const inventory = scope === scope.node.root ? appInventory(scope) : new Inventory(rendered);
  const insides = new Map<ApiObject, ReadonlyMap<string, ApiObject>>();
  for (const [member, { inside }] of guarded) {
    if (inside) insides.set(member.node.defaultChild as ApiObject, inside());
  }
  const found = failed.map(({ object, error }) => unrendered(object, error));
  for (const finding of findingsOf(inventory)) {
    const at = rendering.objectOf(finding.inside?.owner ?? finding.object)!;
    const inner = finding.inside && insides.get(at)?.get(finding.inside.path);
    found.push(locate(finding, at, inner));
  }
  for (const [member, { check }] of guarded) {
    const at = member.node.defaultChild as ApiObject;
    for (const problem of check?.() ?? []) {
      found.push(locate({ rule: problem.code, severity: 'error', object: rendering.of(at), problem }, at));
    }
  }
  return found;
}

/** An object that cdk8s cannot render is a finding, and does not hide the others. */
function unrendered(at: ApiObject, { message }: Error): LocatedFinding {
  const { apiVersion, kind, name, metadata: { namespace } } = at;
  const problem = {
    code: 'app/not-rendered',
    field: '',
    rule: `cdk8s cannot render it: ${message}`,
    why: 'no file of the app can be written',
    fix: 'correct what the message names',
  };
  const object: Manifest = { apiVersion, kind, metadata: { name, namespace } };
  return { rule: problem.code, severity: 'error', object, problem, at, printed: at };
}

function locate(finding: Finding, printed: ApiObject, at: ApiObject = printed): LocatedFinding {
  return { ...finding, at, printed, acknowledged: acknowledgement(at, finding.rule) };
}

function isBelow(construct: IConstruct, scope: IConstruct): boolean {
  const { scopes } = construct.node;
  // What was removed from the tree still knows its scope.
  const isThere = scopes.every((c) => c.node.scope === undefined || c.node.scope.node.tryFindChild(c.node.id) === c);
  return isThere && scopes.includes(scope);
}
