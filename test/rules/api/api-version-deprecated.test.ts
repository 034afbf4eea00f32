import { apiVersionDeprecated } from '../../../src/rules/api/api-version-deprecated';
import { codes } from '../codes';
import { told } from '../manifests';

const { failing, repaired } = apiVersionDeprecated;

test('the examples of api-version-deprecated', () => {
  expect(codes(failing, '1.24')).toEqual(['api-version-deprecated']);
  expect(codes(repaired, '1.24')).toEqual([]);
});

test('is silent from the Kubernetes on that removed the version, where it is an error', () => {
  expect(codes(failing, '1.25')).toEqual(['api-version-deprecated']);
  expect(codes(failing, '1.26')).toEqual(['api-version-removed']);
  expect(codes(failing)).toEqual(['api-version-removed']);
});

test('reads what is no version of Kubernetes as the newest', () => {
  expect(codes(failing, 'latest')).toEqual(['api-version-removed']);
});

test.each<[string, string[]]>([
  ['inference.networking.x-k8s.io/v1alpha2', ['api-version-deprecated']],
  ['inference.networking.k8s.io/v1', []],
])('a pool of %s, which releases of the extension before 1.5 serve', (apiVersion, expected) => {
  const yaml = `apiVersion: ${apiVersion}\nkind: InferencePool\nmetadata: { name: a }\n`;
  const found = codes(yaml).filter((code) => code.startsWith('api-version'));
  expect(found).toEqual(expected);
});

test('names the release that removes it', () => {
  const yaml = 'apiVersion: inference.networking.x-k8s.io/v1alpha2\nkind: InferencePool\nmetadata: { name: a }\n';
  const [[, text]] = told(apiVersionDeprecated, yaml);
  expect(text).toContain('is removed in 1.5 of the Inference Extension');
  expect(text).toContain('use inference.networking.k8s.io/v1');
});
