import { apiType } from '../../src/validation/api-types';
import { named, typeTitle } from '../../src/validation/type-title';

test.each([
  ['string', 'a string'],
  ['boolean', 'true or false'],
  ['[]string', 'a list of strings'],
  ['[]ScalingMetric', 'a list of ScalingMetric objects'],
  ['[][]number', 'a list of lists'],
  ['{}string', 'an object whose values are strings'],
  ['Accelerator', 'an Accelerator'],
  ['MLService', 'an MLService'],
  ['ModelServer', 'a ModelServer'],
  ['AvailableReplicasOptions', 'an object with the properties of AvailableReplicasOptions'],
  ['LlamaCppOptions', 'an object with the properties of LlamaCppOptions, at least modelFile'],
  ['cdk8s-plus-27.ServicePort', 'an object with the properties of ServicePort'],
])('%s is %s', (type, title) => {
  expect(typeTitle(apiType(type))).toBe(title);
});

test('a type of another library is called without its package', () => {
  expect([named('cdk8s-plus-27.ServicePort'), named('LlamaCppOptions')]).toEqual(['ServicePort', 'LlamaCppOptions']);
});
