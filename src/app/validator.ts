import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { acknowledgement } from './acknowledgement';
import { printAdvice } from './advice';
import { appInventory, appObjects, inventoryOf, renderedBelow } from './app-inventory';
import { errorLines } from './finding-messages';
import type { LocatedFinding } from './located-finding';
import { overwrittenFiles } from './overwritten-files';
import { misreadTexts, printsAnyText } from './printed-text';
import { SynthPasses, type SynthPass } from './synth-pass';
import type { Inventory } from '../kubernetes/inventory';
import type { Manifest } from '../kubernetes/manifest';
import type { Rendering } from '../kubernetes/rendered-objects';
import { findingsOf } from '../rules/catalogue/findings';
import type { Finding, Severity } from '../rules/rule';
import type { Problem } from '../validation/problem';

/** What a construct of this library has its app look at. */
export interface Guarded {
  /** The object that `check` and `inside` are about. */
  readonly object?: ApiObject;
  /** What the construct still changes of its objects, when the whole program is known and nothing is rendered. */
  readonly prepare?: () => void;
  /** What only the construct knows, when the whole program is known: problems of its object. */
  readonly check?: () => Problem[];
  /**
   * The same, of its object as it is printed, for what works until something ordinary happens: it is printed, and a
   * synth goes on.
   */
  readonly warn?: (printed: Manifest) => Problem[];
  /** The objects that stand inside its object, and in no chart, by their path in it. */
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

  public readonly members = new Set<IConstruct>();
  /** Of the members, those that ask for more than the rules. */
  private readonly guarded = new Map<IConstruct, Guarded>();
  private readonly reporters = new Set<IConstruct>();
  private readonly passes: SynthPasses;
  /** What each construct reports in the validation that is under way. */
  private errors = new Map<IConstruct, string[]>();

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

  /** The errors of the pass that is under way, by the construct that reports them. */
  public errorsNow(): Map<IConstruct, string[]> {
    if (!this.isNeeded()) return new Map();
    return this.passes.now.once(this, () => this.byReporter());
  }

  private validate(): string[] {
    if (this.passes.isPreparing) return [];
    this.errors = this.passes.during(() => this.errorsNow());
    for (const reporter of this.errors.keys()) this.letReport(reporter);
    return [];
  }


  /** An app from which all constructs of this library were removed is none of its business. */
  private isNeeded(): boolean {
    for (const member of this.members) if (isBelow(member, this.root)) return true;
    return false;
  }

  /** The errors, each by the outermost construct of this library around its object, or by the object itself. */
  private byReporter(): Map<IConstruct, string[]> {
    const located = new Map<IConstruct, LocatedFinding[]>();
    for (const finding of this.findings()) {
      if (finding.severity !== 'error' || finding.acknowledged !== undefined) continue;
      const reporter = finding.printed.node.scopes.find((c) => this.members.has(c)) ?? finding.printed;
      const reported = located.get(reporter) ?? [];
      reported.push(finding);
      located.set(reporter, reported);
    }
    return errorLines(located);
  }

  private letReport(reporter: IConstruct): void {
    if (this.reporters.has(reporter)) return;
    this.reporters.add(reporter);
    const report = () => (this.passes.isPreparing ? [] : this.errors.get(reporter) ?? []);
    reporter.node.addValidation({ validate: report });
  }
}

/** Whether an app holds, or held, a construct of this library. */
export function isGuarded(root: IConstruct): boolean {
  return Validator.find(root) !== undefined;
}

/** What the rules report of an app in the pass that is under way, by the construct that reports it. */
export function errorsOf(root: IConstruct): ReadonlyMap<IConstruct, string[]> {
  return Validator.find(root)?.errorsNow() ?? new Map<IConstruct, string[]>();
}

/** Has the rules run over the app of a construct whenever it is validated. */
export function guard(construct: IConstruct, guarded?: Guarded): void {
  Validator.of(construct).add(construct, guarded);
}

/** All findings below a construct, as things are now. */
export function inspectBelow(scope: IConstruct): LocatedFinding[] {
  const passes = SynthPasses.of(scope);
  const guarded = Validator.find(scope)?.guardedBelow(scope) ?? new Map<IConstruct, Guarded>();
  return passes.during(() => inspect(scope, passes.now, guarded));
}

/** Looks at all objects of an app as things are now, rendered once. */
export function lookAtApp<T>(scope: IConstruct, look: (inventory: Inventory, rendering: Rendering) => T): T {
  const passes = SynthPasses.of(scope);
  const { root } = scope.node;
  const guarded = Validator.find(scope)?.guardedBelow(root) ?? new Map<IConstruct, Guarded>();
  return passes.during(() => {
    for (const { prepare } of guarded.values()) prepare?.();
    return look(appInventory(root), passes.now.rendering);
  });
}

type GuardedConstructs = ReadonlyMap<IConstruct, Guarded>;

/**
 * Whether a finding says that a target is not here, of an autoscaler of this library: its target was given to it as a
 * construct, so it exists, in another app if not in this one.
 */
function isOfGivenTarget({ rule }: Finding, at: ApiObject): boolean {
  const members = Validator.find(at)?.members;
  return rule === 'scale-target-missing' && at.node.scopes.some((scope) => members?.has(scope));
}

/** Of manifests from anywhere two may be alternatives; a program prints both, and the second overwrites the first. */
function inProgram(finding: Finding): Finding {
  return finding.rule === 'duplicate-object' ? { ...finding, severity: 'error' } : finding;
}

function inspect(scope: IConstruct, { rendering, progress }: SynthPass, guarded: GuardedConstructs): LocatedFinding[] {
  for (const { prepare } of guarded.values()) prepare?.();
  const isRoot = scope === scope.node.root;
  const objects = isRoot ? appObjects(scope) : renderedBelow(scope);
  const inventory = isRoot ? appInventory(scope) : inventoryOf(scope, objects);
  progress?.judging(objects.rendered.length);
  const insides = new Map<ApiObject, ReadonlyMap<string, ApiObject>>();
  for (const { object, inside } of guarded.values()) if (object && inside) insides.set(object, inside());
  const found = objects.failed.map(({ object, error }) => unrendered(object, error));
  for (const { object, problem } of printsAnyText(scope.node.root) ? [] : misreadTexts(objects.rendered)) {
    const at = rendering.objectOf(object)!;
    found.push(locate({ rule: problem.code, severity: 'error', object, problem }, at));
  }
  for (const finding of findingsOf(inventory)) {
    const at = rendering.objectOf(finding.inside?.owner ?? finding.object)!;
    if (isOfGivenTarget(finding, at)) continue;
    const inner = finding.inside && insides.get(at)?.get(finding.inside.path);
    found.push(locate(inProgram(finding), at, inner));
  }
  for (const { object: at, problem } of isRoot ? overwrittenFiles(scope) : []) {
    const object = rendering.tryOf(at) ?? identified(at);
    found.push(locate({ rule: problem.code, severity: 'error', object, problem }, at));
  }
  for (const { object: at, check, warn } of guarded.values()) {
    if (!at) continue;
    const object = () => rendering.tryOf(at) ?? identified(at);
    const add = (severity: Severity) => (problem: Problem) => (
      found.push(locate({ rule: problem.code, severity, object: object(), problem }, at)));
    check?.().forEach(add('error'));
    warn?.(object()).forEach(add('warning'));
  }
  return found;
}

/** An object that cdk8s cannot render is a finding, and does not hide the others. */
function unrendered(at: ApiObject, { message }: Error): LocatedFinding {
  const problem = {
    code: 'app/not-rendered',
    field: '',
    rule: `cdk8s cannot render it: ${message}`,
    why: 'no file of the app can be written',
    fix: 'correct the properties of this object that the message names; without the library cdk8s stops here too',
  };
  return locate({ rule: problem.code, severity: 'error', object: identified(at), problem }, at);
}

/** What is known of an object that is not rendered. */
function identified({ apiVersion, kind, name, metadata: { namespace } }: ApiObject): Manifest {
  return { apiVersion, kind, metadata: { name, namespace } };
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
