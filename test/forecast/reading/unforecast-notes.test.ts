import { unforecastNotes } from '../../../src/forecast/reading/unforecast-notes';
import { Inventory } from '../../../src/kubernetes/inventory';
import { manifests } from '../../rules/manifests';

const object = (apiVersion: string, kind: string, name = 'a') => (
  `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: n }\n`);
const notes = (text: string) => unforecastNotes(new Inventory(manifests(text)));

test('what another controller scales is told, each kind once', () => {
  const text = object('tensorstack.dev/v1beta1', 'MLService') + object('tensorstack.dev/v1beta1', 'MLService', 'b')
    + object('keda.sh/v1alpha1', 'ScaledJob');
  expect(notes(text)).toEqual([
    'Not modelled: MLService n/a, MLService n/b, as Knative scales its pods by their requests.',
    'Not modelled: ScaledJob n/a, as KEDA makes Jobs of it.',
  ]);
});

test('a Service of Kubernetes is none of Knative', () => {
  expect(notes(object('v1', 'Service'))).toEqual([]);
  expect(notes(object('serving.knative.dev/v1', 'Service'))).toHaveLength(1);
});
