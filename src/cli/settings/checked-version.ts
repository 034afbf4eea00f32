import { UsageError } from './usage-error';
import { minorIn, NEWEST_KUBERNETES, OLDEST_KUBERNETES } from '../../kubernetes/versions/target-version';

/** A version of Kubernetes as a person writes it; any other text, and one that is too old, is a UsageError. */
export function checkedVersion(version: string | undefined): string | undefined {
  if (version === undefined) return undefined;
  const minor = minorIn(version);
  if (minor === undefined) {
    throw new UsageError(`kubernetes-version: ${version} is no version of Kubernetes`, 'write one such as 1.34');
  }
  if (minor >= OLDEST_KUBERNETES) return version;
  throw new UsageError(`kubernetes-version: ${version} is too old`, `name 1.${OLDEST_KUBERNETES} or newer`);
}

/** What is said of a version that is newer than any that is known; undefined of all others. */
export function newerVersionNote(version: string | undefined): string | undefined {
  if (version === undefined || (minorIn(version) ?? 0) <= NEWEST_KUBERNETES) return undefined;
  return `nothing is known of Kubernetes ${version}: it is judged as 1.${NEWEST_KUBERNETES}, the newest that is known`;
}
