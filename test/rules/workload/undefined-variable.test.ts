import { undefinedVariable } from '../../../src/rules/workload/undefined-variable';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const UNDEFINED = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  selector: { matchLabels: { app: classifier } }
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
const DEPLOYMENT = 'Deployment vision/classifier';
const SERVER = [[DEPLOYMENT, 'spec.template.spec.containers["server"].args']];

/** The references that are reported, in their order. */
function reported(text: string): string[] {
  return told(undefinedVariable, text).map(([, message]) => /: got "\$\((.*)\)"; no variable/.exec(message)![1]);
}

test('the examples of undefined-variable', () => {
  expect(codes(undefinedVariable.failing)).toEqual(['undefined-variable']);
  expect(codes(undefinedVariable.repaired)).toEqual([]);
});

describe('undefined-variable fires', () => {
  test('on an argument that refers to a variable which nobody defines', () => {
    expect(told(undefinedVariable, UNDEFINED)).toEqual([[
      DEPLOYMENT,
      'spec.template.spec.containers["server"].args: got "$(MODEL_NAME)"; '
      + 'no variable of that name is defined for the container — '
      + 'Kubernetes leaves an undefined reference as it is, so the server gets the text itself; '
      + `define MODEL_NAME in the environment, or write $$(MODEL_NAME) to mean the text (${undefinedVariable.source})`,
    ]]);
  });

  test('once for each name, however often it occurs', () => {
    const args = "args: ['$(A)$(A)', '$(B_1.x-y)', plain, '$(A)']";
    expect(reported(change(UNDEFINED, ARGS, args))).toEqual(['A', 'B_1.x-y']);
  });

  test('on a dollar that is escaped before the reference', () => {
    expect(reported(change(UNDEFINED, ARGS, "args: ['$$$(A)']"))).toEqual(['A']);
  });

  test('on a command', () => {
    expect(fires(undefinedVariable, change(UNDEFINED, ARGS, "command: [/server, '$(PORT)']"))).toEqual([
      [DEPLOYMENT, 'spec.template.spec.containers["server"].command'],
    ]);
  });

  test('on a command alone where the arguments refer to the same name', () => {
    const both = "command: [/server, '$(PORT)']\n          args: ['$(PORT)', '$(HOST)']";
    expect(fires(undefinedVariable, change(UNDEFINED, ARGS, both))).toEqual([
      [DEPLOYMENT, 'spec.template.spec.containers["server"].command'],
      [DEPLOYMENT, 'spec.template.spec.containers["server"].args'],
    ]);
  });

  test('on an init container', () => {
    const init = "initContainers: [{ name: fetch, args: ['$(URL)'] }]\n      containers:";
    expect(fires(undefinedVariable, change(change(UNDEFINED, ARGS, 'args: [x]'), 'containers:', init))).toEqual([
      [DEPLOYMENT, 'spec.template.spec.initContainers["fetch"].args'],
    ]);
  });

  test.each<[string, string]>([
    ['has other keys', 'envFrom: [{ prefix: X_, configMapRef: { name: settings } }]'],
    ['is empty', 'envFrom: []'],
    ['is null', 'envFrom: null'],
  ])('when what the environment is taken from %s', (_, envFrom) => {
    expect(fires(undefinedVariable, change(UNDEFINED, ENV, envFrom))).toEqual(SERVER);
  });

  test('when the lists of the container are null', () => {
    expect(fires(undefinedVariable, change(UNDEFINED, ENV, 'env: null\n          command: null'))).toEqual(SERVER);
  });

  test('on the pods of a CronJob', () => {
    expect(fires(undefinedVariable, `
apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly }
spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: c, args: ['$(DAY)'] }] } } } } }
`)).toEqual([['CronJob nightly', 'spec.jobTemplate.spec.template.spec.containers["c"].args']]);
  });

  const NOT_OF_A_SERVICE = ['A_SERVICE_PORT_x.y', 'A_PORT_80_', 'A_SERVICE', 'PORT', 'constructor'];
  test.each(NOT_OF_A_SERVICE)('on %s, which is of no Service', (name) => {
    expect(reported(change(UNDEFINED, ARGS, `args: ['$(${name})']`))).toEqual([name]);
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
    expect(fires(undefinedVariable, JOINT)).toEqual([]);
  });

  test.each<[string, string, string, string, string]>([
    ['what nobody defines', '--cloud=$(BIG_MODEL_IP)', '--cloud=$(CLOUD)', 'CLOUD',
      'spec.edgeWorker.template.spec.containers["little-model"]'],
    ['what the edge worker alone is given, in the cloud',
      '$(WORKER_NAME)', '$(BIG_MODEL_IP)', 'BIG_MODEL_IP', 'spec.cloudWorker.template.spec.containers["big-model"]'],
    ['what Sedna appends, in an init container: it gets none of it',
      'args: [plain]', "args: ['$(MODEL_URL)']", 'MODEL_URL',
      'spec.edgeWorker.template.spec.initContainers["warm-up"]'],
    ['what Sedna appends, in an init container that never ends',
      'args: [plain]', "restartPolicy: Always, args: ['$(MODEL_URL)']", 'MODEL_URL',
      'spec.edgeWorker.template.spec.initContainers["warm-up"]'],
  ])('fires on %s', (_, from, to, name, container) => {
    expect(fires(undefinedVariable, change(JOINT, from, to))).toEqual([
      ['JointInferenceService vision/helmet', `${container}.args`],
    ]);
    expect(reported(change(JOINT, from, to))).toEqual([name]);
  });

  test('fires on a name of Sedna in a Deployment', () => {
    expect(fires(undefinedVariable, change(UNDEFINED, ARGS, "args: ['$(MODEL_URL)']"))).toEqual(SERVER);
  });
});

describe('undefined-variable is silent', () => {
  test.each<[string, string, string]>([
    ['when the variable has a value', ENV, 'env: [{ name: MODEL_NAME, value: resnet }]'],
    ['when the variable comes from elsewhere',
      ENV, 'env: [{ name: MODEL_NAME, valueFrom: { secretKeyRef: { name: s, key: k } } }]'],
    ['when a ConfigMap among the objects defines it', ENV, 'envFrom: [{ configMapRef: { name: settings } }]'],
    ['when a prefix of null is none', ENV, 'envFrom: [{ prefix: null, configMapRef: { name: settings } }]'],
    ['when the ConfigMap is not among the objects', ENV, 'envFrom: [{ configMapRef: { name: elsewhere } }]'],
    ['when a Secret may define it', ENV, 'envFrom: [{ secretRef: { name: settings } }]'],
    ['when the reference is escaped', ARGS, "args: ['--model_name=$$(MODEL_NAME)']"],
    ['when it is a variable of a shell', ARGS, "args: ['--model_name=$MODEL_NAME', '${MODEL_NAME}']"],
    ['when the parentheses are empty or hold a command', ARGS, "args: ['$()', '$(ls -A /models)']"],
    ['when the arguments are null', ARGS, 'args: null'],
    ['when the arguments are missing', `${ARGS}\n`, '\n'],
    ['when a shell that traces its script runs a command in its place', ARGS,
      "command: [/bin/bash, -ecx, 'exec /server --host=$(hostname)']"],
    ['when a shell runs a command in its place', ARGS, "command: [/bin/sh, -c, 'exec /server --threads=$(nproc)']"],
    ['when it is the address of a Service, which the kubelet defines',
      ARGS, "args: ['$(KUBERNETES_SERVICE_HOST):$(KUBERNETES_SERVICE_PORT)']"],
    ['when it is a named port of a Service', ARGS, "args: ['$(WEB_SERVICE_PORT_HTTP)']"],
    ['when it is a link to a Service', ARGS, "args: ['$(WEB_PORT)', '$(WEB_PORT_80_TCP_ADDR)']"],
  ])('%s', (_, from, to) => {
    expect(fires(undefinedVariable, change(UNDEFINED, from, to))).toEqual([]);
  });

  test('when a prefix completes the name', () => {
    const text = change(UNDEFINED, 'data: { MODEL_NAME: resnet }', 'data: { NAME: resnet }');
    const prefixed = 'envFrom: [{ prefix: MODEL_, configMapRef: { name: settings } }]';
    expect(fires(undefinedVariable, change(text, ENV, prefixed))).toEqual([]);
  });

  test('when the ConfigMap of that name is in another namespace, so that of the container is not known', () => {
    const text = change(UNDEFINED, 'data: { MODEL_NAME: resnet }', 'data: { OTHER: resnet }');
    const known = change(text, ENV, 'envFrom: [{ configMapRef: { name: settings } }]');
    const elsewhere = change(known, 'name: settings, namespace: vision', 'name: settings, namespace: audio');
    expect(fires(undefinedVariable, known)).toEqual(SERVER);
    expect(fires(undefinedVariable, elsewhere)).toEqual([]);
  });
});

describe('undefined-variable where the service links of the pod are off', () => {
  const OFF = change(UNDEFINED, '      containers:', '      enableServiceLinks: false\n      containers:');
  const VALUES = 'env: [{ name: URL, value: "http://$(WEB_SERVICE_HOST):$(WEB_SERVICE_PORT)" }]';

  test('fires on a variable of a Service, and says what to write instead', () => {
    expect(told(undefinedVariable, change(OFF, ARGS, "args: ['--redis=$(REDIS_SERVICE_HOST)']"))).toEqual([[
      DEPLOYMENT,
      'spec.template.spec.containers["server"].args: got "$(REDIS_SERVICE_HOST)"; '
      + 'is not defined: spec.template.spec.enableServiceLinks is false — '
      + 'the kubelet then sets no variables for Services, and leaves the reference as it is; '
      + 'write the name of the Service in DNS, define REDIS_SERVICE_HOST, or set enableServiceLinks to true '
      + `(${undefinedVariable.source})`,
    ]]);
  });

  test('fires on each of them, also in the value of a variable', () => {
    const text = change(change(OFF, ARGS, "command: ['$(WEB_PORT)', '$(WEB_PORT_80_TCP_ADDR)']"), ENV, VALUES);
    expect(fires(undefinedVariable, text)).toEqual([
      [DEPLOYMENT, 'spec.template.spec.containers["server"].command'],
      [DEPLOYMENT, 'spec.template.spec.containers["server"].command'],
      [DEPLOYMENT, 'spec.template.spec.containers["server"].env["URL"]'],
      [DEPLOYMENT, 'spec.template.spec.containers["server"].env["URL"]'],
    ]);
  });

  test.each<[string, string, string]>([
    ['on the variables of the API server, which are set anyway',
      ARGS, "args: ['$(KUBERNETES_SERVICE_HOST):$(KUBERNETES_SERVICE_PORT_HTTPS)', '$(KUBERNETES_PORT_443_TCP)']"],
    ['on a variable that the container defines itself',
      ARGS, "args: ['$(WEB_SERVICE_HOST)']\n          envFrom: []"],
    ['on other references in a value, which the program may read', ARGS, 'args: []'],
  ])('is silent %s', (_, from, to) => {
    const env = "env: [{ name: WEB_SERVICE_HOST, value: web }, { name: START, value: '$(nproc) $(find_PORT)' }]";
    expect(fires(undefinedVariable, change(change(OFF, from, to), ENV, env))).toEqual([]);
  });

  test('is silent in a value where the links are on, or the environment is not known', () => {
    const quiet = change(UNDEFINED, ARGS, 'args: []');
    expect(fires(undefinedVariable, change(quiet, ENV, VALUES))).toEqual([]);
    const unknown = `${VALUES}\n          envFrom: [{ secretRef: { name: settings } }]`;
    expect(fires(undefinedVariable, change(change(OFF, ARGS, 'args: []'), ENV, unknown))).toEqual([]);
  });
});

describe('undefined-variable reads 100,000 characters in milliseconds', () => {
  test.each<[string, string]>([
    ['dollars', '$'.repeat(100_000)],
    ['dollars before one reference', `${'$'.repeat(100_000)}(A)`],
    ['open references', '$(A'.repeat(33_000)],
    ['one long name', `$(${'_SERVICE_PORT'.repeat(7000)}-)`],
    ['one long link', `$(${'_PORT_1'.repeat(14_000)}-)`],
    ['digits of a link', `$(A_PORT_${'1'.repeat(100_000)})`],
    ['dashes', `-${'c'.repeat(100_000)}!`],
    ['folders', '/sh'.repeat(33_000)],
  ])('%s', (_, word) => {
    const text = change(UNDEFINED, ARGS, `args: ['${word}', '$(A)']`);
    const begin = performance.now();
    fires(undefinedVariable, text);
    expect(performance.now() - begin).toBeLessThan(1000);
  });
});
