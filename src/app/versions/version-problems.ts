import { FEATURES } from '../../kubernetes/versions/features';
import { minorIn, NEWEST_KUBERNETES, OLDEST_KUBERNETES } from '../../kubernetes/versions/target-version';
import { fixWith, similarName } from '../../validation/corrections';
import type { Problem } from '../../validation/problem';
import { Problems } from '../../validation/problems';

const GATES = 'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/';
const SHOWN = `write the version that kubectl version shows, such as '1.${NEWEST_KUBERNETES}'`;
const KNOWN_GATES = Object.values(FEATURES).flatMap(({ gate }) => gate ?? []).sort();

/** What is wrong with a version of Kubernetes that is named, and with its feature gates. */
export function versionProblems(field: string, version: unknown, featureGates?: unknown): Problem[] {
  const problems = new Problems();
  const minor = typeof version === 'string' ? minorIn(version) : undefined;
  if (minor === undefined) {
    problems.add({
      code: 'app/kubernetes-version-unknown',
      field,
      value: version,
      rule: 'must be a version of Kubernetes, as a string',
      why: 'what is printed and refused follows it',
      fix: fixWith(meantVersion(version), SHOWN),
      source: 'https://kubernetes.io/releases/',
    });
  } else if (minor < OLDEST_KUBERNETES) {
    problems.add({
      code: 'app/kubernetes-version-too-old',
      field,
      value: version,
      rule: `must be 1.${OLDEST_KUBERNETES} or newer`,
      why: 'older versions do not have fields that are in every manifest of this library',
      fix: `use a cluster of 1.${OLDEST_KUBERNETES} or newer`,
      source: 'https://kubernetes.io/releases/',
    });
  }
  if (featureGates !== undefined) problems.addAll(gateProblems(featureGates));
  return problems.all;
}

/** A version as it was meant, where a number or a text shows that. */
function meantVersion(version: unknown): string | undefined {
  if (typeof version === 'number' && version > 1 && version < 2) {
    const digits = String(version).slice(2, 4);
    // 1.30 is the number 1.3.
    return `'1.${digits.length === 1 ? `${digits}0` : digits}' in quotes`;
  }
  if (typeof version === 'number' && Number.isInteger(version) && version >= 2 && version < 1000) {
    return `'1.${version}'`;
  }
  const [found] = typeof version === 'string' ? /1\.\d{1,3}/.exec(version) ?? [] : [];
  return found === undefined ? undefined : `'${found}'`;
}

function gateProblems(gates: unknown): Problem[] {
  const problems = new Problems();
  if (!Array.isArray(gates)) {
    problems.add({
      code: 'app/feature-gates-no-list',
      field: 'featureGates',
      value: gates,
      rule: 'must be a list of names of feature gates',
      why: 'none would be read',
      fix: fixWith(
        typeof gates === 'string' ? `['${gates}']` : undefined,
        'give the names of the gates in a list, or leave it out',
      ),
      source: GATES,
    });
    return problems.all;
  }
  gates.forEach((gate: unknown, i) => {
    if (typeof gate === 'string' && KNOWN_GATES.includes(gate)) return;
    problems.add({
      code: 'app/feature-gate-unknown',
      field: `featureGates[${i}]`,
      value: gate,
      rule: `must be a gate that changes what is printed or refused: ${KNOWN_GATES.join(', ')}`,
      why: 'another one would have no effect here',
      fix: fixWith(similarName(gate, KNOWN_GATES), 'remove it'),
      source: GATES,
    });
  });
  return problems.all;
}
