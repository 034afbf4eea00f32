import { change, told } from '../manifests';
import { sednaName } from '../../../src/rules/sedna/sedna-name';

const DOTTED = `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet.detection, namespace: vision }
spec:
  edgeWorker: { model: { name: little } }
  cloudWorker: { model: { name: big } }
`;

function message(name: string): string {
  return `metadata.name: got "${name}"; must be a DNS-1035 label of at most 53 characters (starts with a lower-case letter, then letters, digits and "-") — `
    + 'Sedna makes a Service "<name>-cloud" and a label "<name>-Cloud-svc" of it; what the API server rejects of these is never made, and the service fails for good; '
    + 'give a short name of lower-case letters, digits and "-" (https://github.com/kubeedge/sedna)';
}

describe('sedna-name fires', () => {
  test.each<[string, string]>([
    ['with a dot, which a Service cannot have', 'helmet.detection'],
    ['of 54 characters, whose label would have 64', 'h'.repeat(54)],
    ['that begins with a digit', '2nd-camera'],
    ['that begins with a dash', '-helmet'],
    ['that ends in a dash', 'helmet-'],
    ['with an underscore', 'helmet_detection'],
    ['with an upper-case letter', 'Helmet'],
  ])('on a name %s', (_, name) => {
    expect(told(sednaName, change(DOTTED, 'name: helmet.detection', `name: ${name}`))).toEqual([[`JointInferenceService vision/${name}`, message(name)]]);
  });

  test('on each service, in any version of the API', () => {
    expect(told(sednaName, `${DOTTED}---\n${change(DOTTED, 'v1alpha1', 'v1beta1')}`)).toHaveLength(2);
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
    expect(told(sednaName, change(DOTTED, 'name: helmet.detection', name))).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['of a kind of that name in another group', 'sedna.io/v1alpha1', 'sedna.io.example.com/v1'],
    ['of another kind of Sedna', 'kind: JointInferenceService', 'kind: Model'],
    ['where there is no metadata', 'metadata: { name: helmet.detection, namespace: vision }', 'metadata: null'],
    ['where the metadata is a text', 'metadata: { name: helmet.detection, namespace: vision }', 'metadata: helmet.detection'],
  ])('%s', (_, from, to) => {
    expect(told(sednaName, change(DOTTED, from, to))).toEqual([]);
  });
});
