import type { Fault, TypeFault } from '../../kubernetes/api-types';
import { isPlaceholder } from '../placeholder';
import type { Rule } from '../rule';

/** How many values of one object are worth a finding: whoever has more has one mistake. */
const MOST = 10;

/** The rule keda-trigger-invalid knows more of it. */
const IN_TRIGGER = /^spec\.triggers\[\d+\]\.metadata\[/;

export const fieldTypeWrong: Rule = {
  id: 'field-type-wrong',
  title: 'A field must have the type that the API server expects',
  severity: 'error',
  description: [
    'Fires when a field has another type than its API defines: a number for the value of an environment variable, an',
    'annotation or a label, a text for `replicas`.',
    '',
    'The API server rejects the whole object. YAML makes the mistake easy: `8080`, `true`, `yes`, `on` and `1e3`',
    'without quotes are no texts, and templates often print values without quotes.',
  ].join('\n'),
  fix: [
    'Write a text in quotes: `value: "8080"`; in a template of Helm: `{{ .Values.port | quote }}`. Write numbers and',
    '`true` or `false` without quotes where the field wants them.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - name: server
          image: registry.example.com/server:1.0
          env: [{ name: WORKERS, value: 4 }]
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - name: server
          image: registry.example.com/server:1.0
          env: [{ name: WORKERS, value: "4" }]
`,
  check: (inventory, report) => {
    for (const object of inventory.faulty) {
      const faults = inventory.faultsOf(object).filter(isTypeFault);
      for (const fault of faults.slice(0, MOST)) {
        report(object, {
          field: fault.path,
          value: object.kind === 'Secret' ? '…' : fault.value,
          rule: `must be ${fault.expected}`,
          why: 'the API server rejects the object: the field has another type',
          fix: fixOf(fault),
        });
      }
    }
  },
};

function isTypeFault(fault: Fault): fault is TypeFault {
  return fault.fault === 'type' && !IN_TRIGGER.test(fault.path) && !isReplaced(fault.value);
}

/** Whether a tool replaces a value before it is applied: without quotes, YAML reads `{{ port }}` as a map. */
function isReplaced(value: unknown): boolean {
  if (isPlaceholder(value)) return true;
  const entries = Object.entries(Object(value));
  return typeof value === 'object' && !Array.isArray(value) && entries.length === 1 && entries[0][1] === null;
}

function fixOf({ value, expected }: TypeFault): string {
  if (typeof value === 'object') return `write ${expected}`;
  if (expected === 'a text') return 'write it in quotes';
  return typeof value === 'string' ? `write ${expected}, without quotes` : `write ${expected}`;
}
