import { sednaName } from '../../../src/rules/sedna/sedna-name';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const DOTTED = `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet.detection, namespace: vision }
spec:
  edgeWorker: { model: { name: little } }
  cloudWorker: { model: { name: big } }
`;

test('the examples of sedna-name', () => {
  expect(codes(sednaName.failing)).toEqual(['sedna-name']);
  expect(codes(sednaName.repaired)).toEqual([]);
});

describe('sedna-name fires', () => {
  test('with its message', () => {
    expect(told(sednaName, DOTTED)).toEqual([[
      'JointInferenceService vision/helmet.detection',
      'metadata.name: got "helmet.detection"; must be a DNS-1035 label of at most 53 characters '
      + '(starts with a lower-case letter, then letters, digits and "-") — '
      + 'Sedna derives the Service "<name>-cloud" and the label "<name>-Cloud-svc" from it: '
      + 'the API server rejects them, and one of the two workers is never created; '
      + `give a shorter name of lower-case letters, digits and "-" (${sednaName.source})`,
    ]]);
  });

  test.each<[string, string]>([
    ['with a dot, which a Service cannot have', 'helmet.detection'],
    ['of 54 characters, whose label would have 64', 'h'.repeat(54)],
    ['that begins with a digit', '2nd-camera'],
    ['that begins with a dash', '-helmet'],
    ['that ends in a dash', 'helmet-'],
    ['with an underscore', 'helmet_detection'],
    ['with an upper-case letter', 'Helmet'],
  ])('on a name %s', (_, name) => {
    expect(fires(sednaName, change(DOTTED, 'name: helmet.detection', `name: ${name}`))).toEqual([
      [`JointInferenceService vision/${name}`, 'metadata.name'],
    ]);
  });

  test('on each service, in any version of the API', () => {
    expect(fires(sednaName, `${DOTTED}---\n${change(DOTTED, 'v1alpha1', 'v1beta1')}`)).toHaveLength(2);
  });
});

describe('sedna-name is silent', () => {
  test.each<[string, string]>([
    ['of 53 characters', 'name: ' + 'h'.repeat(53)],
    ['of one letter', 'name: h'],
    ['with digits and dashes', 'name: helmet-2-detection'],
    ['that ends as what Sedna makes of it', 'name: helmet-deployment-edge'],
    ['that is missing', 'generateName: helmet.'],
    ['that is null', 'name: null'],
    ['that is a number', 'name: 54'],
    ['that is a list', 'name: [helmet.detection]'],
  ])('on a name %s', (_, name) => {
    expect(fires(sednaName, change(DOTTED, 'name: helmet.detection', name))).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['of a kind of that name in another group', 'sedna.io/v1alpha1', 'sedna.io.example.com/v1'],
    ['of another kind of Sedna', 'kind: JointInferenceService', 'kind: Model'],
    ['where there is no metadata', '{ name: helmet.detection, namespace: vision }', 'null'],
    ['where the metadata is a text', '{ name: helmet.detection, namespace: vision }', 'helmet.detection'],
  ])('%s', (_, from, to) => {
    expect(fires(sednaName, change(DOTTED, from, to))).toEqual([]);
  });
});
