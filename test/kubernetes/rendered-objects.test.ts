import { ApiObject, JsonPatch } from 'cdk8s';
import { Rendering } from '../../src/kubernetes/rendered-objects';
import { testChart } from '../helpers';

function object(): ApiObject {
  return new ApiObject(testChart(), 'It', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'it' } });
}

describe('a rendering', () => {
  test('is made once, and stays while the object changes', () => {
    const it = object();
    const rendering = new Rendering(false);
    const first = rendering.of(it);
    it.addJsonPatch(JsonPatch.add('/data', { a: 'b' }));
    expect(rendering.of(it)).toBe(first);
    expect(it.toJson()).toMatchObject({ data: { a: 'b' } });
  });

  test('knows the object of a manifest', () => {
    const it = object();
    const rendering = new Rendering(false);
    expect(rendering.objectOf(rendering.of(it))).toBe(it);
    expect(rendering.objectOf({ apiVersion: 'v1', kind: 'ConfigMap' })).toBeUndefined();
  });

  test('that holds is what the object gives to anybody, until it is released', () => {
    const it = object();
    const rendering = new Rendering(true);
    const held = rendering.of(it);
    it.addJsonPatch(JsonPatch.add('/data', { a: 'b' }));
    expect(it.toJson()).toBe(held);
    rendering.release();
    expect(it.toJson()).toMatchObject({ data: { a: 'b' } });
  });
});
