import { ApiObject, App } from 'cdk8s';
import type { ConstructOrder, IConstruct } from 'constructs';
import { printed } from './printed-text';
import { Rendering, type Keeping } from '../kubernetes/rendered-objects';

/** One look at an app, in which nothing changes: what is rendered or worked out in it is so once. */
export class SynthPass {
  public readonly rendering: Rendering;
  private readonly kept = new Map<unknown, unknown>();

  public constructor(keeping: Keeping) {
    this.rendering = new Rendering(keeping);
  }

  public once<T>(key: unknown, make: () => T): T {
    if (!this.kept.has(key)) this.kept.set(key, make());
    return this.kept.get(key) as T;
  }
}

type Writer = (this: unknown, ...args: unknown[]) => unknown;
type Method = 'synth' | 'synthYaml';

/** The passes of each app. */
const known = new WeakMap<IConstruct, SynthPasses>();

/**
 * The passes over one app. Within `app.synth()` and `app.synthYaml()` there is one, although cdk8s walks and validates
 * the whole app once more for each chart. Elsewhere, as where a test renders one chart, there is one for each
 * validation, and between two of them nothing is kept but what is worked out.
 */
export class SynthPasses {
  public static of(construct: IConstruct): SynthPasses {
    const { root } = construct.node;
    const found = known.get(root) ?? new SynthPasses(root);
    known.set(root, found);
    return found;
  }

  private pass?: SynthPass;
  private between?: SynthPass;
  private inSynth = false;
  private isText = false;
  private preparing = false;
  private readonly afterSynth: Array<() => void> = [];

  private constructor(private readonly root: IConstruct) {
    this.wrap('synth');
    this.wrap('synthYaml');
  }

  /** The pass that is under way. */
  public get now(): SynthPass {
    if (this.pass) return this.pass;
    this.between ??= new SynthPass('none');
    return this.between;
  }

  /** Whether the pass that is under way is that of a whole synth. */
  public get isSynth(): boolean {
    return this.inSynth;
  }

  /** Whether the synth that is under way returns one text, whose objects are in order, and writes no files. */
  public get isTextSynth(): boolean {
    return this.inSynth && this.isText;
  }

  /** Whether validations are run for what they change, before a synth looks at the app. */
  public get isPreparing(): boolean {
    return this.preparing;
  }

  /** Something may have changed since. */
  public renew(): void {
    this.between = undefined;
  }

  /** Looks at the app in a pass: in that of the synth that is under way, or in one of its own. */
  public during<T>(look: () => T): T {
    if (this.pass) return look();
    this.pass = new SynthPass('readers');
    try {
      return look();
    } finally {
      this.pass = undefined;
      this.renew();
    }
  }

  /** Does something whenever the app was written. */
  public after(action: () => void): void {
    this.afterSynth.push(action);
  }

  /**
   * Only cdk8s' own method is one pass: what a class of the user does before, between and after may change the app.
   * A method that another language overrides cannot be replaced, and is none of cdk8s' own.
   */
  private wrap(method: Method): void {
    const app = this.root as unknown as Record<Method, Writer | undefined>;
    const original = app[method];
    if (original === undefined || original !== (App.prototype as unknown as Record<Method, Writer>)[method]) return;
    app[method] = (...args) => {
      const write = () => original.apply(app, args);
      return this.inSynth ? write() : this.write(method, write);
    };
  }

  /** A validation may change the app: what is judged and printed is what all of them leave, so they come first. */
  private prepare(): void {
    this.preparing = true;
    try {
      for (const construct of this.root.node.findAll()) construct.node.validate();
    } finally {
      this.preparing = false;
    }
  }

  private write(method: Method, write: () => unknown): unknown {
    this.prepare();
    const pass = new SynthPass('printer');
    const release = holdTree(this.root);
    this.pass = pass;
    this.inSynth = true;
    this.isText = method === 'synthYaml';
    try {
      pass.rendering.hold(this.root.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c)), printed);
      const written = write();
      this.afterSynth.forEach((action) => action());
      return written;
    } finally {
      pass.rendering.release();
      release();
      this.inSynth = false;
      this.pass = undefined;
      this.renew();
    }
  }
}

/**
 * Has an app walked once: cdk8s collects all of its constructs anew for each chart, to validate them and to resolve
 * their dependencies, and the tree is the same each time. What a chart prints is collected from the chart itself.
 */
function holdTree({ node }: IConstruct): () => void {
  const own = Object.getOwnPropertyDescriptor(node, 'findAll');
  const { findAll } = node;
  const all = findAll.call(node);
  const held = (order?: ConstructOrder): IConstruct[] => (order === undefined ? [...all] : findAll.call(node, order));
  Object.defineProperty(node, 'findAll', { value: held, configurable: true, writable: true });
  return () => {
    if (own) Object.defineProperty(node, 'findAll', own);
    else delete (node as { findAll?: unknown }).findAll;
  };
}

/** The pass over the app of a construct that is under way. */
export function passOf(construct: IConstruct): SynthPass {
  return SynthPasses.of(construct).now;
}
