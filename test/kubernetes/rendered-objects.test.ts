import { ApiObject, JsonPatch, Lazy } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { Rendering } from '../../src/kubernetes/rendered-objects';
import { testChart } from '../helpers';

function object(scope: Construct = testChart(), id: string = 'It', more: object = {}): ApiObject {
  const metadata = { name: id.toLowerCase() };
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata, ...more });
}

const DATA = JsonPatch.add('/data', { a: 'b' });

describe('a rendering', () => {
  test('for readers is made once, and stays while the object changes', () => {
    const it = object();
    const rendering = new Rendering('readers');
    const first = rendering.of(it);
    it.addJsonPatch(DATA);
    expect(rendering.of(it)).toBe(first);
    expect(it.toJson()).toMatchObject({ data: { a: 'b' } });
  });

  test('that keeps nothing is made anew each time', () => {
    const it = object();
    const rendering = new Rendering('none');
    rendering.of(it);
    it.addJsonPatch(DATA);
    expect(rendering.of(it)).toMatchObject({ data: { a: 'b' } });
  });

  test('knows the object of a manifest', () => {
    const it = object();
    const rendering = new Rendering('readers');
    expect(rendering.objectOf(rendering.of(it))).toBe(it);
    expect(rendering.objectOf({ apiVersion: 'v1', kind: 'ConfigMap' })).toBeUndefined();
  });

  test('of an object that cdk8s cannot render is none', () => {
    const empty = ApiObject.of(new Deployment(testChart(), 'Empty'));
    expect(new Rendering('readers').tryOf(empty)).toBeUndefined();
  });
});

describe('a rendering that is held', () => {
  test('is what the object gives to anybody, until it is released', () => {
    const it = object();
    const rendering = new Rendering('printer');
    rendering.hold([it]);
    const held = rendering.of(it);
    it.addJsonPatch(DATA);
    expect(it.toJson()).toBe(held);
    rendering.release();
    expect(it.toJson()).toMatchObject({ data: { a: 'b' } });
    expect(Object.getOwnPropertyNames(it)).not.toContain('toJson');
  });

  test('is what other objects read of it while they are rendered', () => {
    const chart = testChart();
    let rendered = 0;
    const b = object(chart, 'B', { data: { n: Lazy.any({ produce: () => `${++rendered}` }) } });
    const a = object(chart, 'A', { data: { ofB: Lazy.any({ produce: () => b.toJson().data.n }) } });
    const rendering = new Rendering('printer');
    rendering.hold([a, b]);
    expect([rendering.of(a), rendering.of(b)]).toMatchObject([{ data: { ofB: '1' } }, { data: { n: '1' } }]);
  });

  test('leaves a toJson of the object\'s own as it was', () => {
    const it = object();
    const toJson = () => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mine' } });
    it.toJson = toJson;
    const rendering = new Rendering('printer');
    rendering.hold([it]);
    expect(it.toJson()).toBe(rendering.of(it));
    rendering.release();
    expect(it.toJson).toBe(toJson);
  });

  test('is not that of an object whose toJson cannot be replaced, as where another language overrides it', () => {
    const it = object();
    const value = () => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'fixed' } });
    Object.defineProperty(it, 'toJson', { value, configurable: false, writable: false, enumerable: false });
    const rendering = new Rendering('printer');
    rendering.hold([it]);
    expect(rendering.of(it).metadata).toEqual({ name: 'fixed' });
    expect(() => rendering.release()).not.toThrow();
    expect(it.toJson).toBe(value);
  });
});
