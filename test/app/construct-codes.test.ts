import { writtenProblems } from '../../projenrc/docs/problem-catalogue';
import { CONSTRUCT_CODES } from '../../src/app/construct-codes';

/** What the checks of guarded constructs call. */
const CHECKS = [
  'head-ingress/unreached-host-problems.ts',
  'karmada/federated-division-problems.ts',
  'karmada/hub-only-signal-problems.ts',
  'karmada/propagated-object-problems.ts',
  'karmada/unpropagated-dependency-problems.ts',
  'placement/applied-together-problems.ts',
  'sedna/output-order-problems.ts',
  'sedna/worker/model-loading-problems.ts',
  'sedna/worker/pod-grace-problems.ts',
];

/** What they find in a file with other checks. */
const BESIDE_OTHERS = ['serving/image-needs-accelerator'];

/** What an app, `InferenceRules` or the version of Kubernetes refuses at once. */
const REFUSALS = /^app\/(app-problems|inference-rules|versions\/.*)\.ts$/;

const isOfApp = (file: string) => file.startsWith('app/') && !REFUSALS.test(file);

test('the codes of constructs are those that the source writes', () => {
  const returned = writtenProblems().filter(({ file, code = '' }) => (
    CHECKS.includes(file) || BESIDE_OTHERS.includes(code) || isOfApp(file)));
  expect(CONSTRUCT_CODES).toEqual([...new Set(returned.map(({ code }) => code))].sort());
});
