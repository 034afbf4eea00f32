import * as fc from 'fast-check';
import { WORKER_TYPES } from '../../../src/kubernetes/sedna/api';
import { generatedNames } from '../../../src/kubernetes/sedna/generated-names';
import { modelDelivery } from '../../../src/kubernetes/sedna/model-delivery';
import { DNS_LABEL, matches } from '../../../src/validation/names';
import { observed, SERVICE } from '../../sedna/observed';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

test.each(WORKER_TYPES)('the model of the %s worker is delivered as the controller delivered it', (worker) => {
  const url = worker === 'edge' ? '/data/little-model/yolov3_resnet18.pb' : '/data/big-model/yolov3_darknet.pb';
  const deployment = observed('Deployment', generatedNames(SERVICE, worker).deployment);
  const { containers: [container], volumes } = deployment.spec.template.spec;
  const { modelUrl, mountPath, volume, nodeFolder, downloads } = modelDelivery(url);
  expect(container.env).toContainEqual({ name: 'MODEL_URL', value: modelUrl });
  expect(container.volumeMounts).toContainEqual({ name: volume, mountPath });
  expect(volumes).toContainEqual({ name: volume, hostPath: { path: nodeFolder, type: 'Directory' } });
  expect(downloads).toBeUndefined();
});

describe('how a model reaches its worker', () => {
  const node = (folder: string, volume: string, file: string) => ({
    modelUrl: `/home/data${folder}${file}`,
    mountPath: `/home/data${folder}`,
    nodeFolder: folder,
    volume,
  });
  const download = (modelUrl: string) => ({
    modelUrl,
    mountPath: '/downloads',
    volume: 'sedna-storage-initializer',
    downloads: true,
  });

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
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.string().map((text) => `s3://b/%${text}`),
      ),
      (text) => {
        expect(typeof modelDelivery(text).modelUrl).toBe('string');
      },
    ),
    { numRuns: 500 },
  );
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
