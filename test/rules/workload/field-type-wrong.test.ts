import { fieldTypeWrong } from '../../../src/rules/workload/field-type-wrong';
import { change, fires, told } from '../manifests';

const GOOD = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { version: "1.0" }, annotations: { "a.b/c": "true" } }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: web:1.2
          args: ["--port", "8080"]
          env: [{ name: PORT, value: "8080" }, { name: EMPTY, value: null }]
          ports: [{ containerPort: 8080 }]
          resources: { requests: { cpu: 1, memory: 1Gi } }
`;

test('is silent where every type is right, a quantity may be a number, and null is as if not given', () => {
  expect(fires(fieldTypeWrong, GOOD)).toEqual([]);
});

test.each([
  ['value: "8080"', 'value: 8080', 'spec.template.spec.containers[0].env[0].value'],
  ['"8080"]', '8080]', 'spec.template.spec.containers[0].args[1]'],
  ['version: "1.0"', 'version: 1.0', 'metadata.labels["version"]'],
  ['"a.b/c": "true"', '"a.b/c": true', 'metadata.annotations["a.b/c"]'],
  ['replicas: 3', 'replicas: "3"', 'spec.replicas'],
  ['containerPort: 8080', 'containerPort: "8080"', 'spec.template.spec.containers[0].ports[0].containerPort'],
  ['name: web, labels', 'name: 7, labels', 'metadata.name'],
  ['{ app: web } }\n    spec', '{ app: 1 } }\n    spec', 'spec.template.metadata.labels["app"]'],
  ['      containers:\n        - name: web', '      containers:\n          name: web', 'spec.template.spec.containers'],
])('fires where %s becomes %s', (from, to, field) => {
  expect(fires(fieldTypeWrong, change(GOOD, from, to)).map(([, at]) => at)).toEqual([field]);
});

test('says what to write', () => {
  expect(told(fieldTypeWrong, change(GOOD, 'value: "8080"', 'value: 8080'))[0][1]).toBe(
    'spec.template.spec.containers[0].env[0].value: got 8080; must be a text — '
    + 'the API server rejects the object: the field has another type; write it in quotes '
    + `(${fieldTypeWrong.source})`);
});

test('is silent of kinds whose API is not of Kubernetes', () => {
  const foreign = change(change(GOOD, 'apps/v1', 'example.com/v1'), 'replicas: 3', 'replicas: "3"');
  expect(fires(fieldTypeWrong, foreign)).toEqual([]);
});

const PLACEHOLDERS = ['${REPLICAS}', '$REPLICAS', '{{ replicas }}', '<REPLICAS>'];

test.each(PLACEHOLDERS)('is silent of %s, which a tool replaces', (text) => {
  expect(fires(fieldTypeWrong, change(GOOD, 'replicas: 3', `replicas: "${text}"`))).toEqual([]);
});
