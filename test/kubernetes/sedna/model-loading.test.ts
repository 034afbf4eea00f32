import { loadingFault, type LoadingFault } from '../../../src/kubernetes/sedna/model-loading';

test.each<[string, LoadingFault | undefined]>([
  ['/data/m.pb', undefined],
  ['/data/m.zip', undefined],
  ['s3://models/m.pb', undefined],
  ['https://example.com/m.pb', undefined],
  ['s3://models/m.zip', 'archive'],
  ['https://example.com/m.tar.gz', 'archive'],
  ['hf://org/model', 'not-delivered'],
  ['hf://org/model.zip', 'not-delivered'],
  ['file:///data/m.pb', 'not-delivered'],
])('for a library that reads files, %s is %s', (url, fault) => {
  expect(loadingFault(url)).toBe(fault);
});
