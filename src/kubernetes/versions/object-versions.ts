import { FEATURES, type FeatureId } from './features';
import { hasFeature, NEWEST_KUBERNETES, targetVersion, type TargetVersion } from './target-version';

/** The Kubernetes that each object of a set is for, where somebody named it. */
export class ObjectVersions<T> {
  private readonly named?: TargetVersion;
  private readonly ofEach?: (object: T) => TargetVersion | undefined;

  /**
   * @param given the version of the whole set, or that of each object as it was given
   * @param original an object as it was given
   */
  public constructor(
    given: string | ((object: T) => TargetVersion | undefined) | undefined,
    private readonly original: (object: T) => T,
  ) {
    if (typeof given === 'function') this.ofEach = given;
    else this.named = targetVersion(given);
  }

  /** Whether a version may be named for an object of the set. */
  public get areAnyNamed(): boolean {
    return this.named !== undefined || this.ofEach !== undefined;
  }

  /** The version that was named for an object; undefined where nobody named one. */
  public of(object: T): TargetVersion | undefined {
    return this.ofEach ? this.ofEach(this.original(object)) : this.named;
  }

  /** The minor version that an object is judged for: the newest that is known where nobody named one. */
  public minorOf(object: T): number {
    return this.of(object)?.minor ?? NEWEST_KUBERNETES;
  }

  /** Whether the Kubernetes of an object has a feature; undefined where nobody named a version. */
  public has(feature: FeatureId, object: T): boolean | undefined {
    const version = this.of(object);
    return version && hasFeature(FEATURES[feature], version);
  }
}
