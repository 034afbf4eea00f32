import * as fc from 'fast-check';
import { downloadFault, type DownloadFault } from '../../../src/kubernetes/sedna/download';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

describe('what Sedna\'s downloader makes of a URL', () => {
  // Over HTTP as download.py of v0.3.0 was seen to do; of S3 as it is written there.
  test.each<[string, DownloadFault | undefined]>([
    ['http://example.com/model.pb', undefined],
    ['http://example.com/model.pb?x=/y%20z;a.gz', undefined],
    ['http://example.com/model.pb#frag', undefined],
    ['http://example.com/a+b.pb', undefined],
    ['http://example.com/é.pb', undefined],
    ['http://example.com/a%20b/model.pb', undefined],
    ['http://example.com/a%20b.pb', 'encoded-name'],
    ['http://example.com/%C3%A9.pb', 'encoded-name'],
    ['http://example.com/a;b.pb', 'semicolon'],
    ['http://example.com/a;b/c.pb', undefined],
    ['http://example.com/model.pb.gz', 'gzip'],
    ['http://example.com/model.pb.bz2', undefined],
    ['http://example.com/m.tar.gz', 'archive'],
    ['http://example.com/m.tar', 'archive'],
    ['http://example.com/m.zip', 'archive'],
    ['http://example.com/m.tgz', 'archive'],
    ['http://example.com/m.tar.bz2', 'archive'],
    ['http://example.com/m.ZIP', 'archive'],
    ['http://example.com/zip', undefined],
    ['http://example.com/m.zip/model.pb', undefined],
    ['HTTP://example.com/model.pb', 'capitals'],
    ['hTTps://example.com/model.pb', 'capitals'],
    ['http://h%C3%A9lmet/a.pb', 'encoded-host'],
    ['http://us%40er:word@example.com/a.pb', undefined],
    ['http://[fe80::1%25eth0]/a.pb', undefined],
    ['s3://models/model.pb', undefined],
    ['s3://models/é.pb', undefined],
    ['s3://models/a;b.pb', undefined],
    ['s3://models/model.pb.gz', undefined],
    ['s3://models/a%20b/model.pb', 'encoded-key'],
    ['s3://models/model.pb?v=1', 'query'],
    ['s3://models/model.pb#1', 'query'],
    ['s3://models/m.zip', 'archive'],
    ['S3://models/model.pb', 'capitals'],
    ['/data/m.zip', undefined],
    ['HF://org/a%20b.zip', undefined],
    ['', undefined],
  ])('%s: %s', (url, fault) => {
    expect(downloadFault(url)).toBe(fault);
  });
});

test('any text is judged', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (url) => {
    expect(['string', 'undefined']).toContain(typeof downloadFault(url));
  }));
});
