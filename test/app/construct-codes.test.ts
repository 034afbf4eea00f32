import { writtenProblems } from '../../projenrc/docs/problem-catalogue';
import { CONSTRUCT_CODES } from '../../src/app/construct-codes';

/** What the checks of guarded constructs call. */
const CHECKS = [
  'head-ingress/unreached-host-problems.ts',
  'karmada/federated-division-problems.ts',
  'karmada/propagated-object-problems.ts',
  'karmada/unpropagated-dependency-problems.ts',
  'placement/applied-together-problems.ts',
  'sedna/output-order-problems.ts',
];

test('the codes of constructs are those that the source writes', () => {
  const returned = writtenProblems().filter(({ file }) => (
    CHECKS.includes(file) || (file.startsWith('app/') && file !== 'app/inference-rules.ts')));
  expect(CONSTRUCT_CODES).toEqual([...new Set(returned.map(({ code }) => code))].sort());
});
