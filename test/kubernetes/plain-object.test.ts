import { plainObject } from '../../src/kubernetes/plain-object';
import { testChart } from '../helpers';

const MANIFEST = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'qwen' },
  spec: { maxReplicas: 3, minReplicas: undefined, behavior: {} },
};

describe('plainObject', () => {
  test('prints the manifest in the chart\'s namespace, without what is undefined', () => {
    expect(plainObject(testChart(), 'Resource', MANIFEST).toJson()).toEqual({
      ...MANIFEST,
      metadata: { name: 'qwen', namespace: 'vision' },
      spec: { maxReplicas: 3, behavior: {} },
    });
  });

  test('prints top-level fields of any kind', () => {
    const runtime = { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'wasm' }, handler: 'spin' };
    expect(plainObject(testChart(), 'Resource', runtime).toJson()).toMatchObject({ handler: 'spin' });
  });
});
