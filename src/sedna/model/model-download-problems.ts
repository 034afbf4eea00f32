import { SEDNA_DOWNLOADER, SEDNA_SOURCE } from '../../kubernetes/sedna/api';
import { downloadFault } from '../../kubernetes/sedna/download';
import { percentDecoded, type ModelUrlParts } from '../../kubernetes/sedna/model-url';
import type { Problem } from '../../validation/problem';

/**
 * What is wrong with the URL of a file that Sedna downloads: the decoded host and path become the path in the worker.
 */
export function modelDownloadProblems(field: string, url: string, { authority, path }: ModelUrlParts): Problem[] {
  const [host, file] = [percentDecoded(authority), percentDecoded(path)];
  if (host === undefined || file === undefined) {
    return [{
      code: 'sedna/model-url-not-utf-8',
      field,
      value: url,
      rule: 'must contain percent-encoded UTF-8 only',
      why: 'the path that the worker gets would not be text',
      fix: 'rename the file or its folder, so that the URL needs no "%"',
      source: SEDNA_SOURCE,
    }];
  }
  if (/[\x00-\x1f\x7f]/.test(host + file)) {
    return [{
      code: 'sedna/model-url-encoded-control-character',
      field,
      value: url,
      rule: 'must contain no percent-encoded control characters',
      why: 'the worker gets the path in an environment variable, which cannot hold all of them',
      fix: 'rename the file',
      source: SEDNA_SOURCE,
    }];
  }
  if (host === '' || /^\/*$/.test(file)) {
    return [{
      code: 'sedna/model-url-without-file',
      field,
      value: url,
      rule: 'must name a bucket and a key, or a host and a path',
      why: 'there is nothing to download',
      fix: 'write it as s3://<bucket>/<key> or https://<host>/<path>',
      source: SEDNA_SOURCE,
    }];
  }
  if (file.endsWith('/')) {
    return [{
      code: 'sedna/model-url-folder',
      field,
      value: url,
      rule: 'must name a file',
      why: 'Sedna treats every URL as the URL of a file, so the worker would look for a folder in the wrong place',
      fix: 'give the URL of the file',
      source: SEDNA_SOURCE,
    }];
  }
  if ([host, ...file.slice(1).split('/')].some((part) => part === '' || part === '.' || part === '..')) {
    return [{
      code: 'sedna/model-url-path-not-clean',
      field,
      value: url,
      rule: 'must have a path without "//", "." and ".."',
      why: 'Sedna removes them from the path that the worker gets, which may then be that of another file',
      fix: 'give the path of the file without them',
      source: SEDNA_SOURCE,
    }];
  }
  return fileNameProblems(field, url);
}

/** What Sedna's downloader can never fetch. What it saves elsewhere is judged where a worker uses the model. */
function fileNameProblems(field: string, url: string): Problem[] {
  switch (downloadFault(url)) {
    case 'capitals': return [{
      code: 'sedna/model-url-scheme-capitals',
      field,
      value: url,
      rule: 'must have its scheme in lower case',
      why: 'Sedna\'s downloader does not recognize it in capitals, and the pod stays in Init:Error',
      fix: 'write s3://, http:// or https://',
      source: SEDNA_DOWNLOADER,
    }];
    case 'encoded-host': return [{
      code: 'sedna/model-url-encoded-host',
      field,
      value: url,
      rule: 'must have a host without "%"',
      why: 'Sedna\'s downloader looks the name up as it is written, and does not find it',
      fix: 'write the host as DNS has it, with xn-- for letters beyond ASCII',
      source: SEDNA_DOWNLOADER,
    }];
    case 'gzip': return [{
      code: 'sedna/model-url-gzip',
      field,
      value: url,
      rule: 'must name no gzip file over HTTP',
      why: 'Sedna\'s downloader decompresses it, takes it for a tar archive, and the pod stays in Init:Error',
      fix: 'upload the file without compression; from S3 it is delivered as it is',
      source: SEDNA_DOWNLOADER,
    }];
    default: return [];
  }
}
