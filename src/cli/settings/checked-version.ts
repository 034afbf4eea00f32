import { UsageError } from './usage-error';

/** A version of Kubernetes as a person writes it; any other text is a UsageError. */
export function checkedVersion(version: string | undefined): string | undefined {
  if (version === undefined || /^v?1\.\d+(\.|$)/.test(version)) return version;
  throw new UsageError(`kubernetes-version: ${version} is no version of Kubernetes`, 'write one such as 1.34');
}
