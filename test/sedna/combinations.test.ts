import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { combinations } from './combinations';
import { reconcile } from './sedna-controller';
import { objects, only } from '../examples/example';

const GOLDEN = path.join(__dirname, 'golden');

function read(folder: string): Record<string, string> {
  return Object.fromEntries(
    fs
      .readdirSync(folder)
      .sort()
      .map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]),
  );
}

function run(): Record<string, string> {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'combinations-'));
  try {
    combinations(out).synth();
    return read(out);
  } finally {
    fs.rmSync(out, { recursive: true });
  }
}

const files = run();
const printed = objects(files);

/** The objects of a namespace, with those that Sedna makes. */
function all(namespace: string): any[] {
  const own = printed.filter((o) => o.metadata.namespace === namespace);
  const { failed, objects: made } = reconcile(only(own, 'JointInferenceService'), own, {
    mayScale: own.some((o) => o.kind === 'Role'),
  });
  expect(failed).toBeUndefined();
  return [...own, ...made];
}

const titles = (list: any[], ...kinds: string[]): string[] =>
  list.filter((o) => kinds.includes(o.kind)).map((o) => `${o.kind} ${o.metadata.name}`);

test('the combinations print their golden manifests', () => {
  // To rewrite them, run combinations.ts with their folder.
  expect(files).toEqual(read(GOLDEN));
});

test.each<[string, string[], string[]]>([
  ['none', [], []],
  ['edge', ['edge'], ['Role sedna-autoscalers', 'RoleBinding sedna-autoscalers']],
  ['cloud', ['cloud'], ['Role sedna-autoscalers', 'RoleBinding sedna-autoscalers']],
  ['both', ['cloud', 'edge'], ['Role sedna-autoscalers', 'RoleBinding sedna-autoscalers']],
  ['s3', ['cloud', 'edge'], ['Role sedna-autoscalers', 'RoleBinding sedna-autoscalers']],
  ['requests', ['edge'], ['Role sedna-autoscalers', 'RoleBinding sedna-autoscalers']],
])('Sedna makes in %s both Deployments and the autoscalers that were asked for', (namespace, scaled, rights) => {
  const list = all(namespace);
  expect(titles(list, 'Deployment')).toEqual([
    'Deployment helmet-deployment-cloud',
    'Deployment helmet-deployment-edge',
  ]);
  expect(titles(list, 'HorizontalPodAutoscaler')).toEqual(
    scaled.map((type) => `HorizontalPodAutoscaler hpa-helmet-deployment-${type}`),
  );
  expect(titles(list, 'Role', 'RoleBinding')).toEqual(rights);
});

test('the models of S3 come after the Secret that they name, and Sedna\'s init container gets what is in it', () => {
  const list = all('s3');
  expect(titles(list, 'Secret', 'Model', 'JointInferenceService')).toEqual([
    'Secret s3-credential',
    'Model little',
    'Model big',
    'JointInferenceService helmet',
  ]);
  expect(list.filter((o) => o.kind === 'Model').map((o) => o.spec.credentialName)).toEqual([
    's3-credential',
    's3-credential',
  ]);
  for (const [type, url, folder] of [
    ['cloud', 's3://models/big/yolov3_darknet.pb', '/downloads/models/big/'],
    ['edge', 's3://models/little/yolov3_resnet18.pb', '/downloads/models/little/'],
  ]) {
    const [init] = list.find((o) => o.metadata.name === `helmet-deployment-${type}`).spec.template.spec.initContainers;
    expect(init.args).toEqual([url, folder]);
    expect(init.env).toEqual([
      { name: 'S3_ENDPOINT_URL', value: 'http://minio.storage:9000' },
      { name: 'ACCESS_KEY_ID', value: 'example' },
      { name: 'SECRET_ACCESS_KEY', value: 'example' },
      { name: 'INDIRECT_URL_MARK', value: '@' },
    ]);
  }
});

test('the edge worker that is reached by requests has a Service, and a network of its own', () => {
  const list = all('requests');
  expect(titles(list, 'Service')).toEqual(['Service helmet-edge', 'Service helmet-cloud']);
  expect(list.find((o) => o.metadata.name === 'helmet-deployment-edge').spec.template.spec).toMatchObject({
    hostNetwork: false,
    dnsPolicy: 'ClusterFirst',
  });
  expect(titles(all('both'), 'Service')).toEqual(['Service helmet-cloud']);
});
