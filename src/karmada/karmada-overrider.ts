import { OVERRIDER_CHECKS } from './overrider-problems';
import { isPlainJson } from './plaintext-overrider-problems';
import { checksArguments } from '../validation/checks-arguments';
import { within, type Problem } from '../validation/problem';

/**
 * Defines one difference of an object in some clusters: an image, arguments, labels, or any field by its path.
 *
 * Karmada silently ignores most overriders without effect. Here each of them is checked against the object. Karmada
 * applies images first, then arguments, labels, annotations and paths.
 *
 * @see https://karmada.io/docs/userguide/scheduling/override-policy/
 *
 * @example
 *
 * const smaller = KarmadaOverrider.replace('/spec/maxReplicas', 2);
 */
@checksArguments
export class KarmadaOverrider {
  /**
   * Replaces the value of a field that is set.
   *
   * @param path the field, as a JSON pointer such as `/spec/maxReplicas`
   * @param value the value, as plain JSON
   */
  public static replace(path: string, value: any): KarmadaOverrider {
    return KarmadaOverrider.plaintext('replace', path, value);
  }

  /**
   * Sets a field, or adds an item to a list. The parent must exist.
   *
   * @param path the field, as a JSON pointer; `-` is the end of a list
   * @param value the value, as plain JSON
   */
  public static add(path: string, value: any): KarmadaOverrider {
    return KarmadaOverrider.plaintext('add', path, value);
  }

  /**
   * Removes a field that is set.
   *
   * @param path the field, as a JSON pointer
   */
  public static remove(path: string): KarmadaOverrider {
    return KarmadaOverrider.plaintext('remove', path);
  }

  /**
   * Replaces the registry of every image. Karmada does not change the images of init containers.
   *
   * @param registry such as `registry.bj.example.com`
   */
  public static imageRegistry(registry: string): KarmadaOverrider {
    return new KarmadaOverrider('imageOverrider', { component: 'Registry', operator: 'replace', value: registry });
  }

  /**
   * Replaces the repository of every image. Karmada does not change the images of init containers.
   *
   * @param repository such as `team/server`
   */
  public static imageRepository(repository: string): KarmadaOverrider {
    return new KarmadaOverrider('imageOverrider', { component: 'Repository', operator: 'replace', value: repository });
  }

  /**
   * Replaces the tag of every image. Karmada does not change the images of init containers.
   *
   * @param tag such as `1.2-arm64`, or a digest (`sha256:…`)
   */
  public static imageTag(tag: string): KarmadaOverrider {
    return new KarmadaOverrider('imageOverrider', { component: 'Tag', operator: 'replace', value: tag });
  }

  /**
   * Adds arguments to a container.
   *
   * @param containerName the name of the container
   * @param args the arguments
   */
  public static addArgs(containerName: string, args: string[]): KarmadaOverrider {
    return new KarmadaOverrider('argsOverrider', { containerName, operator: 'add', value: copyOf(args) });
  }

  /**
   * Removes arguments from a container.
   *
   * @param containerName the name of the container
   * @param args the arguments, each of them as it is in the manifest
   */
  public static removeArgs(containerName: string, args: string[]): KarmadaOverrider {
    return new KarmadaOverrider('argsOverrider', { containerName, operator: 'remove', value: copyOf(args) });
  }

  /**
   * Sets labels.
   *
   * @param labels the labels
   */
  public static labels(labels: Record<string, string>): KarmadaOverrider {
    return new KarmadaOverrider('labelsOverrider', { operator: 'add', value: { ...labels } });
  }

  /**
   * Sets annotations.
   *
   * @param annotations the annotations
   */
  public static annotations(annotations: Record<string, string>): KarmadaOverrider {
    return new KarmadaOverrider('annotationsOverrider', { operator: 'add', value: { ...annotations } });
  }

  private static plaintext(operator: string, path: string, value?: unknown): KarmadaOverrider {
    const content = operator === 'remove' ? { path, operator } : { path, operator, value: copyOf(value) };
    return new KarmadaOverrider('plaintext', content);
  }

  private constructor(
    /** @internal */
    public readonly _field: string,
    /** @internal */
    public readonly _content: object,
  ) {}

  /**
   * Whether it is valid by itself.
   * @internal
   */
  public _problems(at: string): Problem[] {
    return within(at, OVERRIDER_CHECKS[this._field].problems(this._content));
  }
}

/** Later changes by the caller have no effect. A value that is no plain JSON is refused. */
function copyOf<T>(value: T): T {
  return isPlainJson(value) ? clone(value) as T : value;
}

function clone(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clone);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, clone(part)]));
}
