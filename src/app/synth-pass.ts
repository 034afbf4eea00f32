import type { ConstructOrder, IConstruct } from 'constructs';
import { Rendering } from '../kubernetes/rendered-objects';

/** One pass over an app, in which nothing changes: what is rendered or worked out in it is so once. */
export class SynthPass {
  private readonly kept = new Map<unknown, unknown>();

  public constructor(public readonly rendering: Rendering) {}

  public once<T>(key: unknown, make: () => T): T {
    if (!this.kept.has(key)) this.kept.set(key, make());
    return this.kept.get(key) as T;
  }
}

/** The passes of each app. */
const known = new WeakMap<IConstruct, SynthPasses>();

/** What writes an app. */
interface Synthesizing {
  synth?: (...args: unknown[]) => unknown;
  synthYaml?: (...args: unknown[]) => unknown;
}

/**
 * The passes over one app. Within `app.synth()` and `app.synthYaml()` there is one, although cdk8s walks and validates
 * the whole app once more for each chart. Elsewhere, as where a test renders one chart, one lasts until the next
 * validation of the app.
 */
export class SynthPasses {
  public static of(construct: IConstruct): SynthPasses {
    const { root } = construct.node;
    const found = known.get(root) ?? new SynthPasses(root);
    known.set(root, found);
    return found;
  }

  private synth?: SynthPass;
  private other?: SynthPass;
  private readonly afterSynth: Array<() => void> = [];

  private constructor(private readonly root: IConstruct) {
    this.wrap(root as unknown as Synthesizing, 'synth');
    this.wrap(root as unknown as Synthesizing, 'synthYaml');
  }

  /** The pass that is under way. */
  public get now(): SynthPass {
    if (this.synth) return this.synth;
    this.other ??= new SynthPass(new Rendering(false));
    return this.other;
  }

  public get isSynth(): boolean {
    return this.synth !== undefined;
  }

  /** Ends a pass outside a synth: something may have changed since. */
  public renew(): void {
    this.other = undefined;
  }

  /** Does something whenever the app was written. */
  public after(action: () => void): void {
    this.afterSynth.push(action);
  }

  private wrap(app: Synthesizing, method: keyof Synthesizing): void {
    const original = app[method];
    if (typeof original !== 'function') return;
    app[method] = (...args: unknown[]) => {
      if (this.synth) return original.apply(app, args);
      const rendering = new Rendering(true);
      const release = holdTree(this.root);
      this.synth = new SynthPass(rendering);
      try {
        const written = original.apply(app, args);
        this.afterSynth.forEach((action) => action());
        return written;
      } finally {
        rendering.release();
        release();
        this.synth = undefined;
        this.renew();
      }
    };
  }
}

/**
 * Has an app walked once: cdk8s collects all of its constructs anew for each chart, to validate them and to resolve
 * their dependencies, and the tree is the same each time. What a chart prints is collected from the chart itself.
 */
function holdTree({ node }: IConstruct): () => void {
  const { findAll } = node;
  let all: IConstruct[] | undefined;
  const held = (order?: ConstructOrder): IConstruct[] => {
    if (order !== undefined) return findAll.call(node, order);
    all ??= findAll.call(node);
    return [...all];
  };
  Object.defineProperty(node, 'findAll', { value: held, configurable: true, writable: true });
  return () => delete (node as { findAll?: unknown }).findAll;
}

/** The pass over the app of a construct that is under way. */
export function passOf(construct: IConstruct): SynthPass {
  return SynthPasses.of(construct).now;
}
