import { ApiObject, App } from 'cdk8s';
import type { ConstructOrder, IConstruct } from 'constructs';
import { printed } from './printed-text';
import { withQuickRendering } from './quick-rendering';
import { SynthProgress } from './synth-progress';
import { Rendering, type Keeping } from '../kubernetes/rendered-objects';

/** One look at an app, in which nothing changes: what is rendered or worked out in it is so once. */
export class SynthPass {
  public readonly rendering: Rendering;
  private readonly kept = new Map<unknown, unknown>();

  /** A pass; that of a synth knows the objects of the app, and shows its progress. */
  public constructor(
    keeping: Keeping,
    public readonly objects?: readonly ApiObject[],
    public readonly progress?: SynthProgress,
  ) {
    this.rendering = new Rendering(keeping);
  }

  public once<T>(key: unknown, make: () => T): T {
    if (!this.kept.has(key)) this.kept.set(key, make());
    return this.kept.get(key) as T;
  }
}

type Writer = (this: unknown, ...args: unknown[]) => unknown;
type Method = 'synth' | 'synthYaml';

/** What the validations of an app say, and the constructs that are there when they have run. */
export interface Prepared {
  readonly said: ReadonlyMap<IConstruct, string[]>;
  readonly constructs: readonly IConstruct[];
}

/** How an app is written. */
export interface Way {
  /** Whether into one text, and not into files. */
  readonly isText: boolean;
  readonly keeping: Keeping;
}

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
   * Runs all validations, and returns what they say and the constructs of the app. A validation may change the app:
   * what is judged and printed is what all of them leave, so they come first.
   */
  public prepare(): Prepared {
    const said = new Map<IConstruct, string[]>();
    const seen = new Set<IConstruct>();
    const validate = (construct: IConstruct) => {
      seen.add(construct);
      const messages = construct.node.validate();
      if (messages.length > 0) said.set(construct, messages);
    };
    this.preparing = true;
    try {
      // A validation may add constructs, whose validations may do the same.
      for (;;) {
        const constructs = this.root.node.findAll();
        const added = constructs.filter((construct) => !seen.has(construct));
        if (added.length === 0) return { said, constructs };
        added.forEach(validate);
      }
    } finally {
      this.preparing = false;
    }
  }

  /** Judges and writes a prepared app in one pass. */
  public synth<T>({ constructs }: Prepared, way: Way, write: () => T): T {
    const release = holdTree(this.root, constructs);
    const progress = new SynthProgress();
    const objects = constructs.filter((c): c is ApiObject => ApiObject.isApiObject(c));
    this.pass = new SynthPass(way.keeping, objects, progress);
    this.inSynth = true;
    this.isText = way.isText;
    try {
      const written = withQuickRendering(this.root, write);
      progress.end();
      this.afterSynth.forEach((action) => action());
      return written;
    } finally {
      progress.end();
      release();
      this.inSynth = false;
      this.pass = undefined;
      this.renew();
    }
  }

  /** Lets cdk8s print what is rendered in the pass that is under way. */
  public held<T>(write: () => T): T {
    const { rendering, objects = [], progress } = this.now;
    let count = 0;
    rendering.hold(objects, (manifest) => {
      count += 1;
      progress?.show('printed', count, objects.length);
      return printed(manifest);
    });
    try {
      return write();
    } finally {
      rendering.release();
    }
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
      if (this.inSynth) return write();
      const way: Way = { isText: method === 'synthYaml', keeping: 'printer' };
      return this.synth(this.prepare(), way, () => this.held(write));
    };
  }
}

/**
 * Has an app walked once: cdk8s collects all of its constructs anew for each chart, to validate them and to resolve
 * their dependencies, and the tree is the same each time. What a chart prints is collected from the chart itself.
 */
function holdTree({ node }: IConstruct, all: readonly IConstruct[]): () => void {
  const own = Object.getOwnPropertyDescriptor(node, 'findAll');
  const { findAll } = node;
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
