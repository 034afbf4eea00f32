import { ApiObject, JsonPatch } from 'cdk8s';
import { plainManifest, plainObject } from '../../src/kubernetes/plain-object';
import { testChart } from '../helpers';

const MANIFEST = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'qwen' }, spec: { maxReplicas: 3, minReplicas: undefined, behavior: {} } };

describe('plainObject', () => {
  test('prints the manifest in the chart\'s namespace, without what is undefined', () => {
    expect(plainObject(testChart(), 'Resource', MANIFEST).toJson()).toEqual({
      apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'qwen', namespace: 'vision' }, spec: { maxReplicas: 3, behavior: {} },
    });
  });

  test('prints top-level fields of any kind', () => {
    expect(plainObject(testChart(), 'Resource', { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'wasm' }, handler: 'spin' }).toJson()).toMatchObject({ handler: 'spin' });
  });
});

describe('plainManifest', () => {
  test('is what the object was made of', () => {
    expect(plainManifest(plainObject(testChart(), 'Resource', MANIFEST))).toBe(MANIFEST);
  });

  test('is undefined for an object that was made elsewhere', () => {
    expect(plainManifest(new ApiObject(testChart(), 'Resource', MANIFEST))).toBeUndefined();
  });

  test('is undefined once the object is patched', () => {
    const object = plainObject(testChart(), 'Resource', MANIFEST);
    object.addJsonPatch(JsonPatch.replace('/spec/maxReplicas', 9));
    expect(plainManifest(object)).toBeUndefined();
    expect(object.toJson().spec.maxReplicas).toBe(9);
  });
});
