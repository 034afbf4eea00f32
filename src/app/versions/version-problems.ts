import { FEATURES } from '../../kubernetes/versions/features';
import { minorIn, NEWEST_KUBERNETES, OLDEST_KUBERNETES } from '../../kubernetes/versions/target-version';
import { nearest } from '../../validation/nearest';
import type { Problem } from '../../validation/problem';
import { Problems } from '../../validation/problems';

const GATES = 'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/';
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
      fix: fixOf(version),
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
function fixOf(version: unknown): string {
  const newest = `1.${NEWEST_KUBERNETES}`;
  if (typeof version === 'number' && version > 1 && version < 2) {
    const digits = String(version).slice(2, 4);
    // 1.30 is the number 1.3.
    return `write it in quotes: '1.${digits.length === 1 ? `${digits}0` : digits}'`;
  }
  if (typeof version === 'number' && Number.isInteger(version) && version >= 2 && version < 1000) {
    return `write '1.${version}'`;
  }
  const [found] = typeof version === 'string' ? /1\.\d{1,3}/.exec(version) ?? [] : [];
  return found === undefined ? `write the version that kubectl version shows, such as '${newest}'` : `write '${found}'`;
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
      fix: typeof gates === 'string' ? `write ['${gates}']` : 'give the names of the gates in a list, or leave it out',
      source: GATES,
    });
    return problems.all;
  }
  gates.forEach((gate: unknown, i) => {
    if (typeof gate === 'string' && KNOWN_GATES.includes(gate)) return;
    const similar = typeof gate === 'string' && gate.length < 100 ? nearest(gate, KNOWN_GATES) : undefined;
    problems.add({
      code: 'app/feature-gate-unknown',
      field: `featureGates[${i}]`,
      value: gate,
      rule: `must be a gate that changes what is printed or refused: ${KNOWN_GATES.join(', ')}`,
      why: 'another one would have no effect here',
      fix: similar === undefined ? 'remove it' : `write '${similar}'`,
      source: GATES,
    });
  });
  return problems.all;
}
