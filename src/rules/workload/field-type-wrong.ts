import { shapeOf } from '../../kubernetes/manifest-schema';
import { misfits, type Misfit } from '../../kubernetes/misfits';
import type { Rule } from '../rule';

/** The groups of Kubernetes itself whose kinds are read: the API server knows the type of each of their fields. */
const GROUPS = /^(v1|(apps|batch|autoscaling|policy|networking\.k8s\.io|rbac\.authorization\.k8s\.io)\/.+)$/;

/** How many values of one object are worth a finding: whoever has more has one mistake. */
const MOST = 10;

export const fieldTypeWrong: Rule = {
  id: 'field-type-wrong',
  title: 'A field must have the type that the API server expects',
  severity: 'error',
  description: [
    'Fires when a field of a Kubernetes object that the rules read has another type than its API defines: a number for',
    'the value of an environment variable, an annotation or a label, a text for `replicas`.',
    '',
    'The API server rejects the whole object. YAML makes the mistake easy: `8080`, `true`, `yes`, `on` and `1e3` without',
    'quotes are no texts, and templates often print values without quotes.',
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
    for (const object of inventory.objects) {
      const given = inventory.original(object);
      // What has the shape already is not copied to be read.
      if (given === object || !GROUPS.test(given.apiVersion)) continue;
      for (const misfit of misfits(given, shapeOf(given.kind)).slice(0, MOST)) {
        report(object, {
          field: misfit.path,
          value: misfit.value,
          rule: `must be ${misfit.expected}`,
          why: 'the API server rejects the object: the field has another type',
          fix: fixOf(misfit),
        });
      }
    }
  },
};

function fixOf({ value, expected }: Misfit): string {
  if (typeof value === 'object') return `write ${expected}`;
  return expected === 'a text' ? `write it in quotes: "${String(value)}"` : `write ${expected}, without quotes`;
}
