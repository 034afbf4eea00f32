import { sednaModelUrl } from '../../../src/rules/sedna/sedna-model-url';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const MODEL = "spec: { url: '/data/little.pb' }";
const CONTAINER = "{ name: little-model, image: 'little:1' }";
const JOINT = `
apiVersion: sedna.io/v1alpha1
kind: Model
metadata: { name: little, namespace: vision }
${MODEL}
---
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker: { model: { name: little }, template: { spec: { containers: [${CONTAINER}] } } }
  cloudWorker: { model: { name: big }, template: { spec: { containers: [{ name: big-model }] } } }
`;
const ON_MODEL = [['Model vision/little', 'spec.url']];
const ON_WORKER = [['JointInferenceService vision/helmet', 'spec.edgeWorker.model.name']];

/** The service with that URL of its model, and with that in the container of the edge worker. */
function withUrl(url: string, container = ''): string {
  return change(change(JOINT, MODEL, `spec: { url: '${url}' }`), CONTAINER, CONTAINER.replace(' }', `${container} }`));
}

function env(name: string, value: string): string {
  return `, env: [{ name: ${name}, value: '${value}' }]`;
}

test('the examples of sedna-model-url', () => {
  expect(codes(sednaModelUrl.failing)).toEqual(['sedna-model-url']);
  expect(codes(sednaModelUrl.repaired)).toEqual([]);
});

describe('sedna-model-url fires', () => {
  test('on a Model, with its message', () => {
    expect(told(sednaModelUrl, withUrl('https://example.com/a%20b.pb'))).toEqual([[
      'Model vision/little',
      'spec.url: got "https://example.com/a%20b.pb"; must name a file without "%" — '
      + 'Sedna\'s downloader saves the file under the encoded name, and the worker looks for the decoded one; '
      + 'rename the file to letters, digits and -_.+=@,~; folders may be encoded '
      + '(https://github.com/kubeedge/sedna/blob/v0.3.0/scripts/storage-initializer/download.py)',
    ]]);
  });

  test('on a worker, with its message', () => {
    expect(told(sednaModelUrl, withUrl('hf://org/model'))).toEqual([[
      'JointInferenceService vision/helmet',
      'spec.edgeWorker.model.name: got "little"; is Model vision/little with the URL hf://org/model — '
      + 'Sedna delivers no such URL; its library then finds no file, and the worker exits with FileExistsError; '
      + 'set MODEL_PATH of the container to a file in its image; or MODEL_LOAD_MODE to url, '
      + `if the image has a library of Sedna after 0.7.0 (${sednaModelUrl.source})`,
    ]]);
  });

  test.each([
    'S3://models/a.pb', 'HTTP://example.com/a.pb', 's3://models/a%20b.pb', 's3://models/a.pb?v=1',
    'https://example.com/a;b.pb', 'https://example.com/a.pb.gz', 'http://h%C3%A9lmet/a.pb',
  ])('on the Model of %s', (url) => {
    expect(fires(sednaModelUrl, withUrl(url))).toEqual(ON_MODEL);
  });

  test.each(['S3://models/a.pb', 's3://models/a%20b.pb', 'https://example.com/a.pb.gz'])(
    'on %s whatever MODEL_PATH names: nothing is downloaded',
    (url) => {
      expect(fires(sednaModelUrl, withUrl(url, env('MODEL_PATH', '/m')))).toEqual(ON_MODEL);
    },
  );

  test.each(['s3://models/a.zip', 'https://example.com/a.tar.gz', 'hf://org/model', 'file:///data/a.pb'])(
    'on the worker with %s',
    (url) => {
      expect(fires(sednaModelUrl, withUrl(url))).toEqual(ON_WORKER);
      expect(fires(sednaModelUrl, withUrl(url, env('MODEL_PATH', '')))).toEqual(ON_WORKER);
      expect(fires(sednaModelUrl, withUrl(url, env('MODEL_LOAD_MODE', 'file')))).toEqual(ON_WORKER);
    },
  );

  test('once on a Model that two workers use, and on each worker that does not start', () => {
    const both = (url: string) => change(withUrl(url), 'name: big }', 'name: little }');
    expect(fires(sednaModelUrl, both('S3://models/a.pb'))).toEqual(ON_MODEL);
    expect(fires(sednaModelUrl, both('s3://models/a.zip')).map(([, field]) => field)).toEqual([
      'spec.edgeWorker.model.name', 'spec.cloudWorker.model.name',
    ]);
  });
});

describe('sedna-model-url is silent', () => {
  test.each([
    '/data/a.zip', '/data/a b.pb', 's3://models/a.pb', 's3://models/a.pb.gz', 'https://example.com/a%20b/c.pb?x=y',
  ])('on %s', (url) => {
    expect(fires(sednaModelUrl, withUrl(url))).toEqual([]);
  });

  test.each(['s3://models/a.zip', 'hf://org/model', 'https://example.com/a%20b.pb', 'https://example.com/a;b.pb'])(
    'on %s where MODEL_PATH names the file, or may',
    (url) => {
      expect(fires(sednaModelUrl, withUrl(url, env('MODEL_PATH', '/m')))).toEqual([]);
      expect(fires(sednaModelUrl, withUrl(url, env('model_path', '/m')))).toEqual([]);
      const ref = ', env: [{ name: MODEL_PATH, valueFrom: { configMapKeyRef: { name: m, key: k } } }]';
      expect(fires(sednaModelUrl, withUrl(url, ref))).toEqual([]);
      expect(fires(sednaModelUrl, withUrl(url, ', envFrom: [{ configMapRef: { name: m } }]'))).toEqual([]);
    },
  );

  test('on another scheme with a library that passes URLs on, but not on an archive', () => {
    expect(fires(sednaModelUrl, withUrl('hf://org/model', env('MODEL_LOAD_MODE', 'url')))).toEqual([]);
    expect(fires(sednaModelUrl, withUrl('s3://models/a.zip', env('MODEL_LOAD_MODE', 'url')))).toEqual(ON_WORKER);
  });

  test.each<[string, string, string]>([
    ['in another namespace', 'name: little, namespace: vision', 'name: little, namespace: audio'],
    ['that no worker uses', 'name: little, namespace: vision', 'name: other, namespace: vision'],
    ['of another group', 'sedna.io/v1alpha1\nkind: Model', 'example.com/v1\nkind: Model'],
    ['without a URL', "url: 'S3://models/a.pb'", 'url: null'],
  ])('on a Model %s', (_, from, to) => {
    expect(fires(sednaModelUrl, change(withUrl('S3://models/a.pb'), from, to))).toEqual([]);
  });
});
