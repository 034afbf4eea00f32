import { apiVersionDeprecated } from '../../../src/rules/api/api-version-deprecated';
import { codes } from '../codes';

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
