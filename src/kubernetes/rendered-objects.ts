import type { ApiObject } from 'cdk8s';
import type { Manifest } from './manifest';

/** Objects of an app as manifests, each rendered once for all who read it. */
export class Rendering {
  private readonly manifests = new Map<ApiObject, Manifest>();
  private readonly objects = new Map<Manifest, ApiObject>();
  private readonly released: Array<() => void> = [];

  /** @param holds whether cdk8s is to print what was rendered here, until `release` */
  public constructor(private readonly holds: boolean) {}

  /** An object as it is printed; nobody may change it. */
  public of(object: ApiObject): Manifest {
    const known = this.manifests.get(object);
    if (known) return known;
    const manifest: Manifest = object.toJson();
    this.manifests.set(object, manifest);
    this.objects.set(manifest, object);
    if (this.holds) this.hold(object, manifest);
    return manifest;
  }

  /** The object that was rendered into a manifest. */
  public objectOf(manifest: Manifest): ApiObject | undefined {
    return this.objects.get(manifest);
  }

  /** From here on cdk8s renders again. */
  public release(): void {
    this.released.splice(0).forEach((release) => release());
  }

  private hold(object: ApiObject, manifest: Manifest): void {
    const own = Object.getOwnPropertyDescriptor(object, 'toJson');
    Object.defineProperty(object, 'toJson', { value: () => manifest, configurable: true, writable: true });
    this.released.push(() => {
      if (own) Object.defineProperty(object, 'toJson', own);
      else delete (object as { toJson?: unknown }).toJson;
    });
  }
}
