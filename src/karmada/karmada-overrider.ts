import { OVERRIDER_CHECKS } from './overrider-checks';
import type { NestedManifest } from '../fleet/nested';
import { within, type Problem } from '../validation/problem';

/**
 * Defines one difference that a cluster gets: an image, arguments, labels, or any field by its path.
 *
 * Karmada says nothing of one that has no effect, such as a path with a typo; here it is held against the objects. It changes images first, then
 * arguments, labels, annotations, and fields by their paths last.
 *
 * @see https://karmada.io/docs/userguide/scheduling/override-policy/
 *
 * @example
 *
 * const smaller = KarmadaOverrider.replace('/spec/maxReplicas', 2);
 */
export class KarmadaOverrider {
  /**
   * Another value for a field that is there.
   *
   * @param path where, as a JSON pointer such as `/spec/maxReplicas`
   * @param value what it gets
   */
  public static replace(path: string, value: any): KarmadaOverrider {
    return KarmadaOverrider.plaintext('replace', path, value);
  }

  /**
   * A field that is not there yet, in a parent that is.
   *
   * @param path where, as a JSON pointer
   * @param value what it gets
   */
  public static add(path: string, value: any): KarmadaOverrider {
    return KarmadaOverrider.plaintext('add', path, value);
  }

  /**
   * A field less.
   *
   * @param path where, as a JSON pointer
   */
  public static remove(path: string): KarmadaOverrider {
    return KarmadaOverrider.plaintext('remove', path);
  }

  /**
   * Another registry for every image; not for those of init containers, which Karmada leaves alone.
   *
   * @param registry such as `registry.bj.example.com`
   */
  public static imageRegistry(registry: string): KarmadaOverrider {
    return new KarmadaOverrider('imageOverrider', { component: 'Registry', operator: 'replace', value: registry });
  }

  /**
   * Another repository for every image but those of init containers.
   *
   * @param repository such as `team/server`
   */
  public static imageRepository(repository: string): KarmadaOverrider {
    return new KarmadaOverrider('imageOverrider', { component: 'Repository', operator: 'replace', value: repository });
  }

  /**
   * Another tag for every image but those of init containers, or a digest (`sha256:…`).
   *
   * @param tag such as `1.2-arm64`
   */
  public static imageTag(tag: string): KarmadaOverrider {
    return new KarmadaOverrider('imageOverrider', { component: 'Tag', operator: 'replace', value: tag });
  }

  /**
   * Arguments more for a container.
   *
   * @param containerName the container
   * @param args the arguments
   */
  public static addArgs(containerName: string, args: string[]): KarmadaOverrider {
    return new KarmadaOverrider('argsOverrider', { containerName, operator: 'add', value: copy(args) });
  }

  /**
   * Arguments less for a container, each given whole, as it stands there.
   *
   * @param containerName the container
   * @param args the arguments
   */
  public static removeArgs(containerName: string, args: string[]): KarmadaOverrider {
    return new KarmadaOverrider('argsOverrider', { containerName, operator: 'remove', value: copy(args) });
  }

  /**
   * Labels, new or with another value.
   *
   * @param labels the labels
   */
  public static labels(labels: Record<string, string>): KarmadaOverrider {
    return new KarmadaOverrider('labelsOverrider', { operator: 'add', value: { ...labels } });
  }

  /**
   * Annotations, new or with another value.
   *
   * @param annotations the annotations
   */
  public static annotations(annotations: Record<string, string>): KarmadaOverrider {
    return new KarmadaOverrider('annotationsOverrider', { operator: 'add', value: { ...annotations } });
  }

  private static plaintext(operator: string, path: string, value?: unknown): KarmadaOverrider {
    return new KarmadaOverrider('plaintext', { path, operator, ...(operator !== 'remove' && { value: copy(value) }) });
  }

  private constructor(
    /** @internal */
    public readonly _field: string,
    /** @internal */
    public readonly _content: object,
  ) {}

  /**
   * What is wrong with it, whatever it is for.
   * @internal
   */
  public _problems(at: string): Problem[] {
    return within(at, OVERRIDER_CHECKS[this._field].problems(this._content));
  }

  /**
   * What does not fit the object, which is then changed as Karmada would.
   * @internal
   */
  public _change(at: string, object: NestedManifest): Problem[] {
    const { misfits, apply } = OVERRIDER_CHECKS[this._field];
    const problems = within(at, misfits(this._content, object));
    if (problems.length === 0) apply(this._content, object);
    return problems;
  }
}

/** Later changes by the caller have no effect. */
function copy<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copy) as T;
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, copy(v)])) as T;
}
