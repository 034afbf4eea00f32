import type { IConstruct } from 'constructs';
import { isVersionUsed, nameVersion, versionOf } from './scope-version';
import { versionProblems } from './version-problems';
import { targetVersion } from '../../kubernetes/versions/target-version';
import { checksArguments } from '../../validation/checks-arguments';
import { Problems } from '../../validation/problems';
import { refuse } from '../../validation/refuse';

/** What a cluster has besides the defaults of its version. */
export interface KubernetesVersionOptions {
  /**
   * Feature gates that are switched on in the cluster and off by default in its version, such as `HPAScaleToZero`.
   * Only those in the table of docs/kubernetes-versions.md.
   *
   * @default - none
   */
  readonly featureGates?: string[];
}

/**
 * Names the Kubernetes of the cluster, so that what is printed and refused follows it.
 *
 * A property that needs a newer version is then refused where it is given, and the rules judge all objects by that
 * version: a removed API version, a field that the API server does not have. Kubernetes 1.37 allows `minReplicas: 0`
 * with a HorizontalPodAutoscaler. Where no version is named, everything that works from 1.28 to 1.37 is printed, and
 * what one of them rejects is refused.
 *
 * @example
 *
 * KubernetesVersion.set(chart, '1.37');
 */
@checksArguments
export class KubernetesVersion {
  /**
   * Names the version for a construct and all below it; a version that is named nearer takes precedence. For a whole
   * app, `InferenceApp` has a property too.
   *
   * Fails when it is no version, older than 1.27, or when a construct of this library below was made before.
   *
   * @param scope the app, a chart or any construct
   * @param version such as `1.36`, `v1.36.2` or `1.36.2-gke.100`: only the minor version counts
   * @param options feature gates
   */
  public static set(scope: IConstruct, version: string, options: KubernetesVersionOptions = {}): void {
    const problems = new Problems();
    problems.addAll(versionProblems('version', version, options.featureGates));
    if (isVersionUsed(scope)) {
      problems.add({
        code: 'app/kubernetes-version-late',
        field: 'version',
        value: version,
        rule: 'must be set before the constructs that it is for',
        why: 'constructs below were already checked without it',
        fix: 'move the call up, directly behind the line that makes the app or the chart',
      });
    }
    refuse(scope, problems.all, 'The version of Kubernetes cannot be set');
    nameVersion(scope, targetVersion(version, [...options.featureGates ?? []])!);
  }

  /**
   * The minor version that was set for a construct, such as `1.36`: that of the nearest scope; undefined without one.
   *
   * @param scope the app, a chart or any construct
   */
  public static of(scope: IConstruct): string | undefined {
    const version = versionOf(scope);
    return version && `1.${version.minor}`;
  }

  private constructor() {}
}
