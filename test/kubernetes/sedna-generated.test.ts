import * as fs from 'fs';
import * as path from 'path';
import * as fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { DNS_1035_LABEL, DNS_LABEL, DNS_SUBDOMAIN, isLabelValue, matches } from '../../src/validation/names';
import {
  BIG_MODEL_PORT, generatedNames, isOlder, JOINT_INFERENCE, LONGEST_NAME, modelDelivery, modelUrlParts, RESERVED_VARIABLES, SEDNA_API, sednaVersion,
  unescaped, WORKER_TYPES, workerLabels, workerSelector, type WorkerType,
} from '../../src/kubernetes/sedna-generated';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

/** What Sedna's own controller made of seed 000. */
const OBSERVED: any[] = parseAllDocuments(fs.readFileSync(path.join(__dirname, '../sedna/observed/seed-000.yaml'), 'utf8')).map((d) => d.toJS());
const SERVICE = 'helmet-detection-inference-example';

/** What the seed's own containers set, which Sedna leaves in front. */
const OF_THE_SEED = ['input_shape', 'video_url', 'all_examples_inference_output', 'hard_example_cloud_inference_output', 'hard_example_edge_inference_output'];

function observed(kind: string, name: string): any {
  const found = OBSERVED.filter((o) => o.kind === kind && o.metadata.name === name);
  expect(found.length).toBe(1);
  return found[0];
}

const deployment = (worker: WorkerType): any => observed('Deployment', generatedNames(SERVICE, worker).deployment);

describe.each(WORKER_TYPES)('of the %s worker', (worker) => {
  test('the names are those that the controller gave', () => {
    const { autoscaler, service } = generatedNames(SERVICE, worker);
    expect(observed('HorizontalPodAutoscaler', autoscaler).spec.scaleTargetRef.name).toBe(deployment(worker).metadata.name);
    expect(service === undefined ? undefined : observed('Service', service).spec.ports.map((p: any) => [p.port, p.targetPort])).toEqual(
      worker === 'cloud' ? [[BIG_MODEL_PORT, BIG_MODEL_PORT]] : undefined,
    );
    expect(OBSERVED.filter((o) => o.metadata.name.includes(worker)).length).toBe(worker === 'cloud' ? 3 : 2);
  });

  test('the labels are those that the controller gave, but for the uid', () => {
    const { 'jointinferenceservice.sedna.io/uid': uid, ...known } = deployment(worker).spec.template.metadata.labels;
    expect(uid).toMatch(/^[-0-9a-f]{36}$/);
    expect(workerLabels(SERVICE, worker)).toEqual(known);
  });

  test('the selector finds its pods, and not those of the other', () => {
    const labels = (type: WorkerType) => deployment(type).spec.template.metadata.labels;
    const selects = (type: WorkerType) => Object.entries(workerSelector(SERVICE, worker)).every(([key, value]) => labels(type)[key] === value);
    expect(WORKER_TYPES.filter(selects)).toEqual([worker]);
  });

  test('the reserved variables are all that the controller appended', () => {
    const names: string[] = deployment(worker).spec.template.spec.containers[0].env.map((v: any) => v.name);
    expect([...RESERVED_VARIABLES[worker]].sort()).toEqual(names.filter((name) => !OF_THE_SEED.includes(name)).sort());
  });

  test('the model comes as the controller brought it', () => {
    const url = worker === 'edge' ? '/data/little-model/yolov3_resnet18.pb' : '/data/big-model/yolov3_darknet.pb';
    const { containers: [container], volumes } = deployment(worker).spec.template.spec;
    const { modelUrl, mountPath, volume, nodeFolder, downloads } = modelDelivery(url);
    expect(container.env).toContainEqual({ name: 'MODEL_URL', value: modelUrl });
    expect(container.volumeMounts).toContainEqual({ name: volume, mountPath });
    expect(volumes).toContainEqual({ name: volume, hostPath: { path: nodeFolder, type: 'Directory' } });
    expect(downloads).toBeUndefined();
  });
});

test('the owner of what was observed is a service of this kind', () => {
  const owners = OBSERVED.flatMap((o) => o.metadata.ownerReferences.map((r: any) => [r.apiVersion, r.kind, r.name]));
  expect(owners).toEqual(OBSERVED.map(() => [SEDNA_API, JOINT_INFERENCE, SERVICE]));
});

describe('generated names', () => {
  test('of a service', () => {
    expect(generatedNames('helmet', 'edge')).toEqual({ deployment: 'helmet-deployment-edge', autoscaler: 'hpa-helmet-deployment-edge' });
    expect(generatedNames('helmet', 'cloud')).toEqual({ deployment: 'helmet-deployment-cloud', autoscaler: 'hpa-helmet-deployment-cloud', service: 'helmet-cloud' });
  });

  test('of a name with capitals are as the controller makes them: it lowers its Service alone', () => {
    expect(generatedNames('Helmet', 'cloud')).toEqual({ deployment: 'Helmet-deployment-cloud', autoscaler: 'hpa-Helmet-deployment-cloud', service: 'helmet-cloud' });
  });

  test('of the longest name are valid, and one more character is too much for a label', () => {
    const [fits, long] = [LONGEST_NAME, LONGEST_NAME + 1].map((n) => 'n'.repeat(n));
    const labels = (name: string) => WORKER_TYPES.flatMap((w) => Object.values(workerLabels(name, w)));
    expect(LONGEST_NAME).toBe(53);
    expect([labels(fits).every(isLabelValue), labels(long).every(isLabelValue)]).toEqual([true, false]);
  });

  test('of any name that is taken are valid names of their kinds', () => {
    const name = fc.stringMatching(/^[a-z][-a-z0-9]{0,51}[a-z0-9]$/).filter((n) => n.length <= LONGEST_NAME);
    fc.assert(fc.property(name, fc.constantFrom(...WORKER_TYPES), (service, worker) => {
      const made = generatedNames(service, worker);
      expect([made.deployment, made.autoscaler].every((n) => matches(DNS_SUBDOMAIN, n))).toBe(true);
      expect(made.service === undefined || matches(DNS_1035_LABEL, made.service)).toBe(true);
      expect(Object.values(workerLabels(service, worker)).every(isLabelValue)).toBe(true);
      expect(workerLabels(service, worker)).toMatchObject(workerSelector(service, worker));
    }));
  });
});

describe('a URL in its parts', () => {
  test.each<[string, object]>([
    ['/data/m.pb', { scheme: undefined, authority: '', path: '/data/m.pb' }],
    ['S3://Models/a/b?c=d#e', { scheme: 's3', authority: 'Models', path: '/a/b' }],
    ['https://user:word@example.com:8443', { scheme: 'https', authority: 'user:word@example.com:8443', path: '' }],
    ['https://example.com?a=/b', { scheme: 'https', authority: 'example.com', path: '' }],
    ['https://example.com#/b', { scheme: 'https', authority: 'example.com', path: '' }],
    ['hf:org/model', { scheme: 'hf', authority: '', path: 'org/model' }],
    ['x+y.z-1://a/b', { scheme: 'x+y.z-1', authority: 'a', path: '/b' }],
    ['//host/b', { scheme: undefined, authority: 'host', path: '/b' }],
    ['1a://b', { scheme: undefined, authority: '', path: '1a://b' }],
    ['/a:b', { scheme: undefined, authority: '', path: '/a:b' }],
    ['', { scheme: undefined, authority: '', path: '' }],
  ])('%j', (url, expected) => {
    expect(modelUrlParts(url)).toEqual(expected);
  });

  test('of any text there are some', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { scheme, authority, path: at } = modelUrlParts(text);
      expect([scheme === undefined || /^[a-z][a-z0-9+.-]*$/.test(scheme), typeof authority, typeof at]).toEqual([true, 'string', 'string']);
    }));
  });
});

describe('how a model reaches its worker', () => {
  const node = (folder: string, volume: string, file: string) => ({ modelUrl: `/home/data${folder}${file}`, mountPath: `/home/data${folder}`, nodeFolder: folder, volume });
  const download = (modelUrl: string) => ({ modelUrl, mountPath: '/downloads', volume: 'sedna-storage-initializer', downloads: true });

  // The values are those of the controller's own functions (url.Parse, filepath.Join, ConvertK8SValidName).
  test.each<[string, object]>([
    ['/data/little-model/yolov3_resnet18.pb', node('/data/little-model/', 'data-little-modelz', 'yolov3_resnet18.pb')],
    ['/a/b', node('/a/', 'az', 'b')],
    ['/data/Big_Model.v2/x.pb', node('/data/Big_Model.v2/', 'data-big-model-v2z', 'x.pb')],
    ['/models/v1.0/m.onnx', node('/models/v1.0/', 'models-v1-0z', 'm.onnx')],
    ['/A.B_C=d/m', node('/A.B_C=d/', 'a-b-c-dz', 'm')],
    ['/data/a-/b', node('/data/a-/', 'data-az', 'b')],
    ['/data/-a/b', node('/data/-a/', 'data--az', 'b')],
    ['/data--x/m', node('/data--x/', 'data--xz', 'm')],
    ['/+x/m', node('/+x/', 'xz', 'm')],
    ['/~/m', node('/~/', 'sedna-default-volume-name', 'm')],
    ['/@/~/m', node('/@/~/', 'sedna-default-volume-name', 'm')],
    ['/-/m', node('/-/', 'z', 'm')],
    [`/${'x'.repeat(61)}/m`, node(`/${'x'.repeat(61)}/`, `${'x'.repeat(61)}z`, 'm')],
    [`/${'x'.repeat(62)}/m`, node(`/${'x'.repeat(62)}/`, `${'x'.repeat(62)}z`, 'm')],
    [`/${'x'.repeat(63)}/m`, node(`/${'x'.repeat(63)}/`, 'x'.repeat(63), 'm')],
    [`/${'x'.repeat(64)}/m`, node(`/${'x'.repeat(64)}/`, 'x'.repeat(63), 'm')],
    ['s3://models/helmet/yolov3.pb', download('/downloads/models/helmet/yolov3.pb')],
    ['S3://Models/Helmet/yolov3.pb', download('/downloads/Models/Helmet/yolov3.pb')],
    ['http://minio.storage:9000/models/a.pb', download('/downloads/minio.storage:9000/models/a.pb')],
    ['https://example.com/a%20b.pb?token=x#y', download('/downloads/example.com/a b.pb')],
    ['https://example.com/a?x=/b/', download('/downloads/example.com/a')],
    ['http://h%C3%A9lmet/a.pb', download('/downloads/hélmet/a.pb')],
    ['http://[::1]:80/a/b', download('/downloads/[::1]:80/a/b')],
    ['http://example.com/a+b', download('/downloads/example.com/a+b')],
    ['s3://b/a%2Fb', download('/downloads/b/a/b')],
    ['hf://Org/Model', { modelUrl: 'hf://Org/Model' }],
    ['HF://Org/Model?x#y', { modelUrl: 'HF://Org/Model?x#y' }],
    ['file:///data/m.pb', { modelUrl: 'file:///data/m.pb' }],
    ['mailto:x', { modelUrl: 'mailto:x' }],
  ])('%s', (url, expected) => {
    expect(modelDelivery(url)).toEqual(expected);
  });
});

test('no text ends the question how a model of that URL would reach its worker', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string().map((text) => `s3://b/%${text}`)), (text) => {
    expect(typeof modelDelivery(text).modelUrl).toBe('string');
  }), { numRuns: 500 });
});

describe('text without its escapes', () => {
  test.each<[string, string | undefined]>([['a%20b', 'a b'], ['%C3%A9', 'é'], ['', ''], ['+', '+'], ['%ff', undefined], ['%', undefined], ['%zz', undefined], ['a%C3', undefined]])('%j is %j', (text, expected) => {
    expect(unescaped(text)).toBe(expected);
  });
});

/** ConvertK8SValidName of `pkg/globalmanager/runtime/common.go`, statement by statement. */
function convertK8sValidName(name: string): string {
  const limitCount = 63;
  let fixName: number[] = [];
  const [hyphen, z] = [45, 122];
  for (const c of Buffer.from(name.toLowerCase())) {
    if ((97 <= c && c <= 122) || (48 <= c && c <= 57) || c === hyphen) {
      fixName.push(c);
      continue;
    }
    if (fixName.length > 0 && fixName[fixName.length - 1] !== hyphen) fixName.push(hyphen);
  }
  if (fixName.length > limitCount) fixName = fixName.slice(0, limitCount);
  if (fixName.length > 0 && fixName[fixName.length - 1] === hyphen) fixName[fixName.length - 1] = z;
  return Buffer.from(fixName).toString();
}

describe('the volume of a folder', () => {
  const mark = fc.constantFrom(...'aZz09-_./+=@,~'.split(''), 'é', '模', ' ', '--', 'x'.repeat(40));
  const start = fc.constantFrom(...'aZ09'.split(''));
  const folder = fc.array(mark, { maxLength: 12 }).map((marks) => `/${marks.join('')}/`);

  test('has the name that the controller\'s algorithm gives, whatever the folder is called', () => {
    fc.assert(fc.property(fc.oneof(folder, fc.string().map((s) => `/${s.replace(/[?#:]/g, '')}/`)), (at) => {
      expect(modelDelivery(`${at}m`).volume).toBe(convertK8sValidName(at) || 'sedna-default-volume-name');
    }), { numRuns: 1000 });
  });

  test('is a DNS label when the folder\'s path starts with a letter or a digit', () => {
    fc.assert(fc.property(start, folder, (first, rest) => {
      const volume = modelDelivery(`/${first}${rest.slice(1)}m`).volume;
      expect([volume, matches(DNS_LABEL, volume)]).toEqual([volume, true]);
    }), { numRuns: 1000 });
  });
});

describe('a version of Sedna', () => {
  test.each<[unknown, number[] | undefined]>([
    ['0.7.0', [0, 7, 0]], ['v0.7.0', [0, 7, 0]], ['0.7', [0, 7, 0]], ['v1.12', [1, 12, 0]], ['0.10.11', [0, 10, 11]], ['0.8.0-rc.1', [0, 8, 0]], ['0.8-rc.1', [0, 8, 0]],
    ['0.8.0+git.2c30e56', [0, 8, 0]], ['00.07.00', [0, 7, 0]],
    ['', undefined], ['0', undefined], ['7', undefined], ['latest', undefined], ['v', undefined], ['V0.7.0', undefined], ['0.7.', undefined], ['0.7.0.1', undefined],
    ['0.7.x', undefined], [' 0.7.0', undefined], ['0.7.0 ', undefined], ['0.7.0\n', undefined], ['-0.7.0', undefined], ['0.7.0rc1', undefined], ['kubeedge/sedna-gm:v0.7.0', undefined],
    [undefined, undefined], [null, undefined], [0.7, undefined], [[0, 7, 0], undefined], [{}, undefined], [true, undefined], [Symbol('v'), undefined],
  ])('%j is %j', (text, expected) => {
    expect(sednaVersion(text)).toEqual(expected);
  });

  test.each<[string, string, boolean]>([
    ['0.6.0', '0.7.0', true], ['0.6.99', '0.7.0', true], ['0.7.0', '0.7.0', false], ['0.7.1', '0.7.0', false], ['0.7.0', '0.7.1', true], ['0.9.0', '0.10.0', true],
    ['1.0.0', '0.99.99', false], ['0.99.99', '1.0.0', true], ['0.0.9', '0.0.10', true],
  ])('%s before %s: %s', (one, other, expected) => {
    expect(isOlder(sednaVersion(one)!, sednaVersion(other)!)).toBe(expected);
  });

  test('is older, younger or the same, as its numbers are', () => {
    const number = fc.integer({ min: 0, max: 20 });
    fc.assert(fc.property(fc.tuple(number, number, number), fc.tuple(number, number, number), (a, b) => {
      const order = (v: number[]) => v[0] * 10_000 + v[1] * 100 + v[2];
      const [one, other] = [sednaVersion(a.join('.'))!, sednaVersion(`v${b.join('.')}`)!];
      expect([isOlder(one, other), isOlder(other, one)]).toEqual([order(a) < order(b), order(b) < order(a)]);
    }));
  });
});
