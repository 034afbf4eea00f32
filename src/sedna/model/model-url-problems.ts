import { modelDownloadProblems } from './model-download-problems';
import { modelHostProblems } from './model-host-problems';
import { modelPathProblems } from './model-path-problems';
import { SEDNA_SOURCE } from '../../kubernetes/sedna/api';
import { DOWNLOADED, modelUrlParts } from '../../kubernetes/sedna/model-url';
import type { Problem } from '../../validation/problem';

const CONTROL = /[\x00-\x1f\x7f]/;

/**
 * What is wrong with the URL of a model. Sedna's Global Manager parses it with `url.Parse` of Go and does not check the
 * error, so that a URL which cannot be parsed crashes it.
 */
export function modelUrlProblems(field: string, url: unknown): Problem[] {
  if (typeof url !== 'string' || url === '') {
    return [{
      code: 'sedna/model-url-missing',
      field,
      value: url,
      rule: 'must be a URL or an absolute path',
      why: 'there is no file to serve',
      fix: 'give an absolute path on the node, s3://<bucket>/<key> or https://<host>/<path>',
      source: SEDNA_SOURCE,
    }];
  }
  const [beforeFragment] = url.split('#', 1);
  if (CONTROL.test(beforeFragment)) {
    return [{
      code: 'sedna/model-url-control-character',
      field,
      value: url,
      rule: 'must contain no control characters',
      why: 'Sedna\'s Global Manager cannot parse the URL, and crashes',
      fix: 'remove them',
      source: SEDNA_SOURCE,
    }];
  }
  const parts = modelUrlParts(url);
  if (parts.scheme === undefined) return modelPathProblems(field, url);
  const isDownloaded = DOWNLOADED.includes(parts.scheme);
  if (/\s/.test(url) || CONTROL.test(url)) {
    return [{
      code: 'sedna/model-url-space',
      field,
      value: url,
      rule: 'must contain no spaces and control characters',
      why: 'it is not a valid URL; a space in the host crashes Sedna\'s Global Manager',
      fix: isDownloaded ? 'rename the file; in the query of HTTP write %20' : 'write a space as %20',
      source: SEDNA_SOURCE,
    }];
  }
  if (/%(?![0-9a-fA-F]{2})/.test(url)) {
    return [{
      code: 'sedna/model-url-percent-sign',
      field,
      value: url,
      rule: 'must contain "%" only before two hexadecimal digits',
      why: 'it is not a valid URL; such a percent sign in the host or the path crashes Sedna\'s Global Manager',
      fix: isDownloaded ? 'rename the file; in the query of HTTP write %25' : 'write a percent sign as %25',
      source: SEDNA_SOURCE,
    }];
  }
  const problems = modelHostProblems(field, url, parts.authority);
  if (problems.length > 0 || !isDownloaded) return problems;
  return modelDownloadProblems(field, url, parts);
}
