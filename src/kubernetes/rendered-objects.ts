import type { ApiObject } from 'cdk8s';
import type { Manifest } from './manifest';

/** How long a rendering is kept. */
export type Keeping =
  /** Not at all: things may change between one look and the next. */
  | 'none'
  /** For those who read it here. */
  | 'readers'
  /** Also for cdk8s, which prints it. */
  | 'printer';

/** Objects of an app as manifests. */
export class Rendering {
  private readonly manifests = new Map<ApiObject, Manifest>();
  private readonly objects = new Map<Manifest, ApiObject>();
  private readonly renderers = new Map<ApiObject, () => Manifest>();
  private readonly released: Array<() => void> = [];

  public constructor(private readonly keeping: Keeping) {}

  /** An object as it is printed; nobody may change it. */
  public of(object: ApiObject): Manifest {
    const known = this.manifests.get(object);
    if (known) return known;
    const render = this.renderers.get(object) ?? (() => object.toJson());
    const manifest = render();
    if (this.keeping === 'none') return manifest;
    this.manifests.set(object, manifest);
    this.objects.set(manifest, object);
    return manifest;
  }

  /** An object as it is printed; undefined where cdk8s cannot render it. */
  public tryOf(object: ApiObject): Manifest | undefined {
    try {
      return this.of(object);
    } catch {
      return undefined;
    }
  }

  /** The object that was rendered into a manifest. */
  public objectOf(manifest: Manifest): ApiObject | undefined {
    return this.objects.get(manifest);
  }

  /**
   * Has objects give what is kept of them to whoever renders them, other objects too, until `release`. One whose
   * `toJson` another language overrides cannot be changed: it is rendered again. `printed` makes of a manifest what is
   * printed.
   */
  public hold(objects: readonly ApiObject[], printed: (manifest: Manifest) => Manifest = (manifest) => manifest): void {
    for (const object of objects) {
      const own = Object.getOwnPropertyDescriptor(object, 'toJson');
      if (own?.configurable === false) continue;
      const { toJson } = object;
      this.renderers.set(object, () => toJson.call(object));
      const value = () => printed(this.of(object));
      Object.defineProperty(object, 'toJson', { value, configurable: true, writable: true });
      this.released.push(() => {
        if (own) Object.defineProperty(object, 'toJson', own);
        else delete (object as { toJson?: unknown }).toJson;
      });
    }
  }

  /** From here on objects are rendered anew. */
  public release(): void {
    this.released.splice(0).forEach((release) => release());
  }
}
