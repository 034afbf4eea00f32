import { REMOVED } from '../../../src/kubernetes/api-versions';
import type { KubernetesFeature, WithoutFeature } from '../../../src/kubernetes/versions/features';
import { OLDEST_KUBERNETES } from '../../../src/kubernetes/versions/target-version';

const WITHOUT: Readonly<Record<WithoutFeature, string>> = {
  rejected: 'the object is rejected',
  broken: 'dropped, and what is left cannot work',
  dropped: 'dropped',
};

/** The row of a feature in docs/kubernetes-versions.md. */
export function featureRow(feature: KubernetesFeature): string {
  const { title, field, since, stable, gate, gateSince, without, source, always } = feature;
  const versions = `1.${since}${stable === undefined ? '' : `, stable 1.${stable}`}`;
  const behind = gate === undefined || gateSince === undefined ? '–' : `\`${gate}\`, 1.${Math.max(gateSince, 27)}`;
  const before = `${WITHOUT[without]}${always ? '; this library writes it itself' : ''}`;
  return `| [${title}](${source}) | \`${field}\` | ${versions} | ${behind} | ${before} |`;
}

/** The rows of the API versions that a cluster of today may have had when its manifests were written. */
export function removedRows(): string[] {
  return Object.entries(REMOVED).flatMap(([apiVersion, all]) => all
    .filter(({ until }) => until > OLDEST_KUBERNETES - 6)
    .map(({ until, kinds, replacement }) => (
      [until, `| \`${apiVersion}\` | ${kinds.split(' ').join(', ')} | 1.${until} | ${
        replacement === undefined ? 'nothing' : `\`${replacement}\``} |`] as const)))
    .sort(([a], [b]) => b - a)
    .map(([, row]) => row);
}
