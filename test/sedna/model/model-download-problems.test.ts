import { testRefusedUrls } from './model-urls';
import { SednaModel } from '../../../src';
import { modelUrlProblems } from '../../../src/sedna/model/model-url-problems';
import { refused, testChart } from '../../helpers';

testRefusedUrls([
  ['s3://b/%ff', 'sedna/model-url-not-utf-8'],
  ['s3://b/a%C3/c', 'sedna/model-url-not-utf-8'],
  ['http://a%ffb/c', 'sedna/model-url-not-utf-8'],
  ['s3://b/a%00', 'sedna/model-url-encoded-control-character'],
  ['https://example.com/a%0a/b', 'sedna/model-url-encoded-control-character'],
  ['https://example.com/a%7F', 'sedna/model-url-encoded-control-character'],
  ['s3://', 'sedna/model-url-without-file'],
  ['s3:models/a', 'sedna/model-url-without-file'],
  ['s3:///a', 'sedna/model-url-without-file'],
  ['s3://models', 'sedna/model-url-without-file'],
  ['s3://models/', 'sedna/model-url-without-file'],
  ['s3://models//', 'sedna/model-url-without-file'],
  ['s3://models?a=/b', 'sedna/model-url-without-file'],
  ['S3://models#/b', 'sedna/model-url-without-file'],
  ['http://example.com', 'sedna/model-url-without-file'],
  ['https://example.com/', 'sedna/model-url-without-file'],
  ['https:///a', 'sedna/model-url-without-file'],
  ['HTTPS:a', 'sedna/model-url-without-file'],
  ['s3://models/%2F', 'sedna/model-url-without-file'],
  ['s3://models/helmet/', 'sedna/model-url-folder'],
  ['https://example.com/a/?b=c', 'sedna/model-url-folder'],
  ['https://example.com/a/#b', 'sedna/model-url-folder'],
  ['s3://models/helmet%2F', 'sedna/model-url-folder'],
  ['s3://b/a//c', 'sedna/model-url-path-not-clean'],
  ['s3://b//a', 'sedna/model-url-path-not-clean'],
  ['s3://b/./a', 'sedna/model-url-path-not-clean'],
  ['https://example.com/a/../b', 'sedna/model-url-path-not-clean'],
  ['https://example.com/%2e%2E/b', 'sedna/model-url-path-not-clean'],
  ['https://example.com/a%2F%2Fb', 'sedna/model-url-path-not-clean'],
  ['s3://./a', 'sedna/model-url-path-not-clean'],
  ['s3://../a', 'sedna/model-url-path-not-clean'],
  ['S3://models/a.pb', 'sedna/model-url-scheme-capitals'],
  ['HTTP://example.com/a.pb', 'sedna/model-url-scheme-capitals'],
  ['Https://example.com/a.pb', 'sedna/model-url-scheme-capitals'],
  ['http://h%C3%A9lmet.example.com/a.pb', 'sedna/model-url-encoded-host'],
  ['https://example.com/model.pb.gz', 'sedna/model-url-gzip'],
  ['http://example.com/model.zip.gz?x=.pb', 'sedna/model-url-gzip'],
]);

test.each([
  's3://models/100%', 's3://models/a b', 's3://models/%ff',
])('nobody is told to encode the name of a file that is downloaded: %s', (url) => {
  const [{ fix }] = modelUrlProblems('url', url);
  expect(fix).toMatch(/^rename the (file|object)/);
});

test.each([
  's3://models/a%20b.pb', 's3://models/h%C3%A9lmet/a.pb', 's3://models/a.pb?versionId=3', 's3://models/a.pb#1',
  'https://example.com/a%20b.pb', 'https://example.com/a;b.pb', 's3://models/m.zip',
])('what is fetched, and may be found with MODEL_PATH, is judged with the worker: %s', (url) => {
  expect(refused(() => new SednaModel(testChart(), 'Model', { url, format: 'pb' }))).toEqual([]);
  expect(refused(() => SednaModel.fromModelName(testChart(), 'Model', 'model', url))).toEqual([]);
});
