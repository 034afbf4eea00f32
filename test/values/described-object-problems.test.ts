import type { DescribedObject } from '../../src';
import { describedProblems } from '../../src/values/described-object-problems';
import { describe as say } from '../../src/validation/problem';

const INGRESS: DescribedObject = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'web' };
const RULE = 'must name an object by apiVersion, kind and name — the autoscaler could not ask for its metric; give all three, such as networking.k8s.io/v1, Ingress, web';

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

  test.each<[string, DescribedObject | undefined, string]>([
    ['no object', undefined, '{}'],
    ['an object without a name', { ...INGRESS, name: '' }, '{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","name":""}'],
    ['a name with a slash', { ...INGRESS, name: 'default/web' }, '{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","name":"default/web"}'],
    ['an object without a kind', { ...INGRESS, kind: '' }, '{"apiVersion":"networking.k8s.io/v1","kind":"","name":"web"}'],
    ['a group without a version', { ...INGRESS, apiVersion: 'networking.k8s.io' }, '{"apiVersion":"networking.k8s.io","kind":"Ingress","name":"web"}'],
    ['a version that is none', { ...INGRESS, apiVersion: 'networking.k8s.io/latest' }, '{"apiVersion":"networking.k8s.io/latest","kind":"Ingress","name":"web"}'],
    ['a path for a version', { ...INGRESS, apiVersion: 'apis/networking.k8s.io/v1' }, '{"apiVersion":"apis/networking.k8s.io/v1","kind":"Ingress","name":"web"}'],
    ['a number for a version', { ...INGRESS, apiVersion: 1 as unknown as string }, '{"apiVersion":1,"kind":"Ingress","name":"web"}'],
  ])('is refused: %s', (_, described, got) => {
    expect(describedProblems(described).map(say)).toEqual([`describedObject: got ${got}; ${RULE}`]);
  });
});
