import type { DescribedObject } from '../../src';
import { describedProblems } from '../../src/values/described-object-problems';
import { codes } from '../helpers';

const INGRESS: DescribedObject = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'web' };

describe('an object that a metric describes', () => {
  test.each<[string, Partial<DescribedObject>]>([
    ['of a group', {}],
    ['of the core group', { apiVersion: 'v1', kind: 'Service' }],
    ['of an unfinished version', { apiVersion: 'serving.knative.dev/v1alpha1', kind: 'Service' }],
    ['of a second unfinished version', { apiVersion: 'autoscaling/v2beta2' }],
    ['with a name of several parts', { name: 'web.example.com' }],
  ])('may be one %s', (_, changes) => {
    expect(describedProblems({ ...INGRESS, ...changes })).toEqual([]);
  });

  test.each<[string, DescribedObject | undefined]>([
    ['no object', undefined],
    ['an object without a name', { ...INGRESS, name: '' }],
    ['a name with a slash', { ...INGRESS, name: 'default/web' }],
    ['an object without a kind', { ...INGRESS, kind: '' }],
    ['a group without a version', { ...INGRESS, apiVersion: 'networking.k8s.io' }],
    ['a version that is none', { ...INGRESS, apiVersion: 'networking.k8s.io/latest' }],
    ['a path for a version', { ...INGRESS, apiVersion: 'apis/networking.k8s.io/v1' }],
    ['a number for a version', { ...INGRESS, apiVersion: 1 as unknown as string }],
  ])('is refused: %s', (_, described) => {
    expect(codes(describedProblems(described))).toEqual([['values/incomplete-described-object', 'describedObject']]);
  });

  test('is shown with its three parts alone', () => {
    const described = { ...INGRESS, name: '', namespace: 'vision' };
    const [{ value }] = describedProblems(described);
    expect(value).toEqual({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: '' });
  });
});
