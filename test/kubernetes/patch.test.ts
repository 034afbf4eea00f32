import type { Manifest } from '../../src/kubernetes/manifest';
import { patches } from '../../src/kubernetes/patch';

const CONTAINER = { name: 'web', image: 'web:1' };
const deployment = (spec?: object, apiVersion = 'apps/v1'): Manifest => (
  { apiVersion, kind: 'Deployment', metadata: { name: 'web' }, spec });
const template = (containers: unknown, labels: object | undefined = { app: 'web' }) => (
  { template: { metadata: { labels }, spec: { containers } } });
const hpa = (spec?: object): Manifest => (
  { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' }, spec });
const scaled = (spec?: object): Manifest => (
  { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: { name: 'web' }, spec });

describe('alone among the objects', () => {
  test.each<[boolean, string, Manifest]>([
    [true, 'a Deployment that patches the replicas', deployment({ replicas: 3 })],
    [true, 'a container without an image', deployment(template([{ name: 'web' }]))],
    [true, 'a container of a template without labels', deployment({ template: { spec: { containers: [CONTAINER] } } })],
    [true, 'containers of a wrong type', deployment(template('none'))],
    [true, 'a selector that is null, and no containers', deployment({ selector: null })],
    [false, 'a whole Deployment without a selector', deployment(template([CONTAINER]))],
    [false, 'an old Deployment without a selector', deployment(template([]), 'extensions/v1beta1')],
    [false, 'a Deployment with a selector', deployment({ selector: {}, replicas: 3 })],
    [false, 'a Deployment without a spec', deployment()],
    [true, 'limits of an autoscaler', hpa({ minReplicas: 1, maxReplicas: 2 })],
    [true, 'metrics of an autoscaler', hpa({ metrics: [{ type: 'Resource' }] })],
    [true, 'behavior of an autoscaler', hpa({ behavior: {} })],
    [false, 'an autoscaler with metrics and limits', hpa({ maxReplicas: 2, metrics: [] })],
    [false, 'an autoscaler with a target', hpa({ scaleTargetRef: { name: 'a' } })],
    [false, 'an autoscaler without a spec', hpa()],
    [true, 'limits of a ScaledObject', scaled({ maxReplicaCount: 5 })],
    [true, 'a trigger without a type', scaled({ triggers: [{ metadata: { threshold: '5' } }] })],
    [false, 'a ScaledObject with whole triggers', scaled({ triggers: [{ type: 'cpu' }] })],
    [false, 'another kind', { ...deployment({}), kind: 'Job' }],
    [false, 'a service of Sedna', { ...hpa({ edgeWorker: {} }), kind: 'JointInferenceService' }],
  ])('%j for %s', (expected, _, object) => {
    expect(patches([object]).all.has(object)).toBe(expected);
    expect(patches([object]).besideWhole.size).toBe(0);
  });
});

test('what lacks a selector beside the whole object is a patch of it, wherever it stands', () => {
  const whole = deployment({ selector: {} });
  const part = deployment(template([CONTAINER]));
  const other = hpa({ maxReplicas: 1 });
  for (const objects of [[whole, part, other], [other, part, whole]]) {
    expect([...patches(objects).besideWhole]).toEqual([part]);
    expect(patches(objects).all).toEqual(new Set([part, other]));
  }
});

test('the whole object in another namespace is another object', () => {
  const whole = { ...deployment({ selector: {} }), metadata: { name: 'web', namespace: 'shop' } };
  expect(patches([whole, deployment(template([CONTAINER]))]).besideWhole.size).toBe(0);
});
