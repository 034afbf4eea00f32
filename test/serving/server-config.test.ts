import { ModelServer, InferenceDeployment, type InferenceDeploymentProps } from '../../src';
import { deploymentProps, find, pod, testChart } from '../helpers';

const HASH = 'elastic-inference/config-hash';

function deploy(changes: Partial<InferenceDeploymentProps> = {}): InferenceDeployment {
  return new InferenceDeployment(testChart(), 'Resnet', deploymentProps(changes));
}

const annotations = (d: InferenceDeployment) => find(d, 'Deployment').spec.template.metadata.annotations;
const hash = (changes: Partial<InferenceDeploymentProps>) => annotations(deploy(changes))[HASH];

describe('config', () => {
  test('each entry becomes a variable', () => {
    const d = deploy({ config: { data: { MODEL: 'resnet', EMPTY: '' } } });
    expect(find(d, 'ConfigMap', 'resnet-config').data).toEqual({ MODEL: 'resnet', EMPTY: '' });
    expect(pod(d).containers[0].envFrom).toEqual([{ configMapRef: { name: 'resnet-config' } }]);
  });

  test('with a mount path each entry becomes a file, and no variable', () => {
    const d = deploy({
      config: { data: { 'batching.txt': 'max_batch_size { value: 8 }' }, mountPath: '/etc/batching' },
    });
    expect(pod(d).containers[0].envFrom).toBeUndefined();
    expect(pod(d).containers[0].volumeMounts).toContainEqual({
      mountPath: '/etc/batching',
      name: 'config',
      readOnly: true,
    });
    expect(pod(d).volumes).toContainEqual({ name: 'config', configMap: { name: 'resnet-config' } });
  });

  test('a name of its own is what the pods refer to', () => {
    const d = deploy({ config: { name: 'settings', data: { A: 'b' } } });
    expect(find(d, 'ConfigMap', 'settings').metadata.labels).toEqual({ app: 'resnet' });
    expect(pod(d).containers[0].envFrom).toEqual([{ configMapRef: { name: 'settings' } }]);
  });
});

describe('the files of the server itself', () => {
  test('TensorFlow Serving reads how it shows metrics', () => {
    const d = deploy();
    expect(find(d, 'ConfigMap').data).toEqual({
      'monitoring.config': 'prometheus_config { enable: true, path: "/monitoring/prometheus/metrics" }\n',
    });
    expect(pod(d).containers[0].volumeMounts).toContainEqual({
      mountPath: '/etc/model-server',
      name: 'server-files',
      readOnly: true,
    });
    expect(pod(d).volumes).toContainEqual({ name: 'server-files', configMap: { name: 'resnet-server' } });
  });

  test("they stand beside the user's", () => {
    const d = deploy({ server: ModelServer.torchServe(), config: { data: { A: 'b' } } });
    expect(Object.keys(find(d, 'ConfigMap', 'resnet-server').data)).toEqual(['config.properties']);
    expect(find(d, 'ConfigMap', 'resnet-config').data).toEqual({ A: 'b' });
  });

  test('there are none where nothing is to be read', () => {
    const d = deploy({ server: ModelServer.tensorflowServing({ enableMetrics: false }) });
    expect(() => find(d, 'ConfigMap')).toThrow('0 objects');
    expect(annotations(d)).toBeUndefined();
  });
});

describe('the hash that makes the pods start anew', () => {
  const base = { config: { data: { A: 'b', C: 'd' } } };

  test('it is the same for the same content, in any order', () => {
    expect(hash(base)).toMatch(/^[0-9a-f]{16}$/);
    expect(hash({ config: { data: { C: 'd', A: 'b' } } })).toBe(hash(base));
  });

  test.each<[string, Partial<InferenceDeploymentProps>]>([
    ['a value', { config: { data: { A: 'b', C: 'e' } } }],
    ['a key', { config: { data: { A: 'b', D: 'd' } } }],
    ["the server's own files", { ...base, server: ModelServer.tensorflowServing({ enableMetrics: false }) }],
  ])('it changes with %s', (_, changes) => expect(hash(changes)).not.toBe(hash(base)));

  test('another name leaves it, because the pods start anew for the name itself', () => {
    const renamed = { config: { ...base.config, name: 'other' } };
    expect(hash(renamed)).toBe(hash(base));
    expect(pod(deploy(renamed)).containers[0].envFrom).toEqual([{ configMapRef: { name: 'other' } }]);
  });

  test("it stands beside the user's annotations", () => {
    expect(Object.keys(annotations(deploy({ ...base, podAnnotations: { mine: 'too' } }))).sort()).toEqual(
      [HASH, 'mine'].sort(),
    );
  });
});
