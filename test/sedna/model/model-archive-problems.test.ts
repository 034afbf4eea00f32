import { SednaModel } from '../../../src';
import { refused, testChart } from '../../helpers';

function define(url: string, fileInArchive?: unknown): SednaModel {
  return new SednaModel(testChart(), 'Model', { url, format: 'pb', fileInArchive: fileInArchive as string });
}

const ARCHIVES = [
  's3://models/m.zip', 's3://models/m.tar', 's3://models/m.tar.gz', 's3://models/m.tgz', 's3://models/m.tar.bz2',
  's3://models/m.tar.xz', 's3://models/M.ZIP', 'https://example.com/m.zip?x=y', 'http://example.com/a/m.tar.gz',
];

describe('an archive that Sedna unpacks', () => {
  test.each(ARCHIVES)('%s is accepted without a file in it: the worker may know it', (url) => {
    expect(refused(() => define(url))).toEqual([]);
  });

  test.each(ARCHIVES)('%s is accepted with it', (url) => {
    expect(refused(() => define(url, 'export/1/saved_model.pb'))).toEqual([]);
  });

  test.each(['model.pb', 'a', 'a/b/c', '.hidden', '..a/b', 'v1.0+cpu/a=b,c@d~e_f.pb'])('may hold %s', (file) => {
    expect(refused(() => define(ARCHIVES[0], file))).toEqual([]);
  });

  test.each([
    '', '/a', 'a/', 'a//b', '.', './a', '..', 'a/../b', 'a/..', 'a b', 'é', '$(HOME)', 7, null, ['a'], {},
  ])('does not hold %j', (file) => {
    expect(refused(() => define(ARCHIVES[0], file))).toEqual([['sedna/file-in-archive-invalid', 'fileInArchive']]);
  });
});

test.each([
  '/data/m.zip', 's3://models/m.pb', 's3://models/m.zip.pb', 'https://example.com/a.zip/m.pb', 'hf://org/m.zip',
  'https://example.com/m?x=.zip',
])('%s is no archive that Sedna unpacks, so it has no file in it', (url) => {
  expect(refused(() => define(url))).toEqual([]);
  expect(refused(() => define(url, 'model.pb'))).toEqual([['sedna/file-in-archive-without-archive', 'fileInArchive']]);
});

test('an archive whose URL is refused is refused once', () => {
  expect(refused(() => define('S3://models/m.zip'))).toEqual([['sedna/model-url-scheme-capitals', 'url']]);
});
