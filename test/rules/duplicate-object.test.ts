import { change, told } from './manifests';
import { duplicateObject } from '../../src/rules/duplicate-object';

const TWICE = `
apiVersion: v1
kind: Service
metadata: { name: classifier, namespace: vision }
---
# the second
apiVersion: v1
kind: Service
metadata: { namespace: vision, name: classifier }
`;

const MESSAGE = 'metadata.name: got "classifier"; there is another Service vision/classifier — applying the second would overwrite the first; give one of them another name or namespace';

describe('duplicate-object fires', () => {
  test('on the second object of one kind, namespace and name', () => {
    expect(told(duplicateObject, TWICE)).toEqual([['Service vision/classifier', MESSAGE]]);
  });

  test('on each further one', () => {
    expect(told(duplicateObject, `${TWICE}---\n${TWICE}`)).toEqual(Array(3).fill(['Service vision/classifier', MESSAGE]));
  });

  test('on two versions of one group, which are one object', () => {
    expect(told(duplicateObject, `
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: { name: hpa, namespace: vision }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: hpa, namespace: vision }
`)).toEqual([[
      'HorizontalPodAutoscaler vision/hpa',
      'metadata.name: got "hpa"; there is another HorizontalPodAutoscaler vision/hpa — applying the second would overwrite the first; give one of them another name or namespace',
    ]]);
  });

  test('on an object without a namespace beside one in the default namespace', () => {
    expect(told(duplicateObject, `
apiVersion: v1
kind: ConfigMap
metadata: { name: c }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: c, namespace: default }
`)).toEqual([[
      'ConfigMap default/c',
      'metadata.name: got "c"; there is another ConfigMap default/c — applying the second would overwrite the first; give one of them another name or namespace',
    ]]);
  });

  test('on kinds that no other rule reads', () => {
    const group = 'apiVersion: apps.kubeedge.io/v1alpha1\nkind: NodeGroup\nmetadata: { name: beijing }\n';
    expect(told(duplicateObject, `${group}---\n${group}`).map(([object]) => object)).toEqual(['NodeGroup beijing']);
  });
});

describe('duplicate-object is silent', () => {
  const SECOND = 'kind: Service\nmetadata: { namespace: vision, name: classifier }';
  test.each<[string, string]>([
    ['when the namespace differs', 'kind: Service\nmetadata: { namespace: audio, name: classifier }'],
    ['when the name differs', 'kind: Service\nmetadata: { namespace: vision, name: detector }'],
    ['when the kind differs', 'kind: Endpoints\nmetadata: { namespace: vision, name: classifier }'],
    ['when the second has no namespace and the first has another than default', 'kind: Service\nmetadata: { name: classifier }'],
  ])('%s', (_, second) => {
    expect(told(duplicateObject, change(TWICE, SECOND, second))).toEqual([]);
  });

  test('when one kind belongs to two groups', () => {
    expect(told(duplicateObject, change(TWICE, '# the second\napiVersion: v1', 'apiVersion: serving.knative.dev/v1'))).toEqual([]);
  });

  test.each(['generateName: train-', 'name: null', 'name:'])('when the API server makes up the names: %s', (name) => {
    const job = 'apiVersion: batch/v1\nkind: Job\nmetadata: { generateName: train- }\n'.replace('generateName: train-', `${name.startsWith('g') ? '' : 'generateName: train-, '}${name}`);
    expect(told(duplicateObject, `${job}---\n${job}`)).toEqual([]);
  });

  test('when there is no metadata at all', () => {
    expect(told(duplicateObject, 'apiVersion: v1\nkind: Service\n---\napiVersion: v1\nkind: Service\nmetadata:\n')).toEqual([]);
  });
});
