import { change, told } from '../manifests';
import { undefinedVariable } from '../../../src/rules/workload/undefined-variable';

const UNDEFINED = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - name: server
          args: ['--model_name=$(MODEL_NAME)']
          env: [{ name: OTHER, value: x }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: vision }
data: { MODEL_NAME: resnet }
`;

const ARGS = "args: ['--model_name=$(MODEL_NAME)']";
const ENV = 'env: [{ name: OTHER, value: x }]';

function message(name: string = 'MODEL_NAME', container: string = 'server'): string {
  return `container "${container}" args: got "$(${name})"; no variable of that name is defined for the container — `
    + 'Kubernetes leaves an undefined reference as it is, so the server would read the text itself; '
    + `define ${name} in the environment, or write $$(${name}) to mean the text `
    + '(https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/)';
}

describe('undefined-variable fires', () => {
  test('on an argument that refers to a variable which nobody defines', () => {
    expect(told(undefinedVariable, UNDEFINED)).toEqual([['Deployment vision/classifier', message()]]);
  });

  test('once for each name, however often it occurs', () => {
    const args = "args: ['$(A)$(A)', '$(B_1.x-y)', plain]";
    expect(told(undefinedVariable, change(UNDEFINED, ARGS, args)).map(([, text]) => text)).toEqual([message('A'), message('B_1.x-y')]);
  });

  test('on a dollar that is escaped before the reference', () => {
    expect(told(undefinedVariable, change(UNDEFINED, ARGS, "args: ['$$$(A)']"))).toEqual([['Deployment vision/classifier', message('A')]]);
  });

  test('on a command', () => {
    expect(told(undefinedVariable, change(UNDEFINED, ARGS, "command: [/server, '$(PORT)']")).map(([object]) => object)).toEqual(['Deployment vision/classifier']);
  });

  test('on an init container', () => {
    const text = change(change(UNDEFINED, ARGS, 'args: [x]'), 'containers:', "initContainers: [{ name: fetch, args: ['$(URL)'] }]\n      containers:");
    expect(told(undefinedVariable, text)).toEqual([['Deployment vision/classifier', message('URL', 'fetch')]]);
  });

  test.each<[string, string]>([
    ['has other keys', 'envFrom: [{ prefix: X_, configMapRef: { name: settings } }]'],
    ['is empty', 'envFrom: []'],
    ['is null', 'envFrom: null'],
  ])('when what the environment is taken from %s', (_, envFrom) => {
    expect(told(undefinedVariable, change(UNDEFINED, ENV, envFrom))).toEqual([['Deployment vision/classifier', message()]]);
  });

  test('when the lists of the container are null', () => {
    expect(told(undefinedVariable, change(UNDEFINED, ENV, 'env: null\n          command: null'))).toEqual([['Deployment vision/classifier', message()]]);
  });

  test('on the pods of a CronJob', () => {
    expect(told(undefinedVariable, `
apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly }
spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: c, args: ['$(DAY)'] }] } } } } }
`)).toEqual([['CronJob nightly', message('DAY', 'c')]]);
  });
});

/** A joint inference: Sedna appends variables to the containers of both workers. */
const JOINT = `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker:
    template:
      spec:
        initContainers: [{ name: warm-up, args: [plain] }]
        containers: [{ name: little-model, args: ['--model=$(MODEL_URL)', '--cloud=$(BIG_MODEL_IP)', '$(HEM_NAME)'] }]
  cloudWorker:
    template:
      spec:
        containers: [{ name: big-model, args: ['--model=$(MODEL_URL)', '$(WORKER_NAME)'] }]
`;

describe('undefined-variable and a joint inference', () => {
  test('is silent on what Sedna appends', () => {
    expect(told(undefinedVariable, JOINT)).toEqual([]);
  });

  test.each<[string, string, string, string, string]>([
    ['what nobody defines', '--cloud=$(BIG_MODEL_IP)', '--cloud=$(CLOUD)', 'CLOUD', 'little-model'],
    ['what the edge worker alone is given, in the cloud', '$(WORKER_NAME)', '$(BIG_MODEL_IP)', 'BIG_MODEL_IP', 'big-model'],
    ['what Sedna appends, in an init container: it gets none of it', 'args: [plain]', "args: ['$(MODEL_URL)']", 'MODEL_URL', 'warm-up'],
    ['what Sedna appends, in an init container that never ends', 'args: [plain]', "restartPolicy: Always, args: ['$(MODEL_URL)']", 'MODEL_URL', 'warm-up'],
  ])('fires on %s', (_, from, to, name, container) => {
    expect(told(undefinedVariable, change(JOINT, from, to))).toEqual([['JointInferenceService vision/helmet', message(name, container)]]);
  });

  test('fires on a name of Sedna in a Deployment', () => {
    expect(told(undefinedVariable, change(UNDEFINED, ARGS, "args: ['$(MODEL_URL)']"))).toEqual([['Deployment vision/classifier', message('MODEL_URL')]]);
  });
});

describe('undefined-variable is silent', () => {
  test.each<[string, string, string]>([
    ['when the variable has a value', ENV, 'env: [{ name: MODEL_NAME, value: resnet }]'],
    ['when the variable comes from elsewhere', ENV, 'env: [{ name: MODEL_NAME, valueFrom: { secretKeyRef: { name: s, key: k } } }]'],
    ['when a ConfigMap among the objects defines it', ENV, 'envFrom: [{ configMapRef: { name: settings } }]'],
    ['when a prefix of null is none', ENV, 'envFrom: [{ prefix: null, configMapRef: { name: settings } }]'],
    ['when the ConfigMap is not among the objects', ENV, 'envFrom: [{ configMapRef: { name: elsewhere } }]'],
    ['when a Secret may define it', ENV, 'envFrom: [{ secretRef: { name: settings } }]'],
    ['when the reference is escaped', ARGS, "args: ['--model_name=$$(MODEL_NAME)']"],
    ['when it is a variable of a shell', ARGS, "args: ['--model_name=$MODEL_NAME', '${MODEL_NAME}']"],
    ['when the parentheses are empty or hold a command', ARGS, "args: ['$()', '$(ls -A /models)']"],
    ['when the arguments are null', ARGS, 'args: null'],
    ['when the arguments are missing', `${ARGS}\n`, '\n'],
    ['when a shell runs a command in its place', ARGS, "command: [/bin/sh, -c, 'exec /server --threads=$(nproc)']"],
    ['when it is the address of a Service, which the kubelet defines', ARGS, "args: ['$(KUBERNETES_SERVICE_HOST):$(KUBERNETES_SERVICE_PORT)']"],
  ])('%s', (_, from, to) => {
    expect(told(undefinedVariable, change(UNDEFINED, from, to))).toEqual([]);
  });

  test('when a prefix completes the name', () => {
    const text = change(UNDEFINED, 'data: { MODEL_NAME: resnet }', 'data: { NAME: resnet }');
    expect(told(undefinedVariable, change(text, ENV, 'envFrom: [{ prefix: MODEL_, configMapRef: { name: settings } }]'))).toEqual([]);
  });

  test('when the ConfigMap of that name is in another namespace, so that of the container is not known', () => {
    const text = change(UNDEFINED, 'data: { MODEL_NAME: resnet }', 'data: { OTHER: resnet }');
    const known = change(text, ENV, 'envFrom: [{ configMapRef: { name: settings } }]');
    expect(told(undefinedVariable, known)).toHaveLength(1);
    expect(told(undefinedVariable, change(known, 'name: settings, namespace: vision', 'name: settings, namespace: audio'))).toEqual([]);
  });
});
