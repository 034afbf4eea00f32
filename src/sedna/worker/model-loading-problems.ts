import type { Container } from '../../kubernetes/manifest';
import { SEDNA_DOWNLOADER, SEDNA_LIBRARY } from '../../kubernetes/sedna/api';
import { loadingFault, mayHaveModelPath, modelFault } from '../../kubernetes/sedna/model-loading';
import type { Problem } from '../../validation/problem';

/** How a worker gets its model. */
export interface LoadedModel {
  readonly url: string;
  /** The containers of the worker, as they are printed. */
  readonly containers: readonly Container[];
  /** Whether the library in the image is newer than 0.7.0. */
  readonly isNewer: boolean;
  /** Whether the Model is in the app, where the rule sedna-model-url reads its URL. */
  readonly isPrinted: boolean;
}

/** What keeps a worker from its model, as far as no rule sees it. */
export function modelLoadingProblems(field: string, { url, containers, isNewer, isPrinted }: LoadedModel): Problem[] {
  if (modelFault(url, containers) !== undefined) return isPrinted ? [] : foundElsewhere(field, url, containers);
  const isDelivered = loadingFault(url) !== 'not-delivered' || mayHaveModelPath(containers);
  // The rest sets MODEL_LOAD_MODE, of which the rule does not know the library.
  return isDelivered || isNewer ? [] : [notDelivered(field, url)];
}

/** What the rule sedna-model-url says of a Model in the app. */
function foundElsewhere(field: string, url: string, containers: readonly Container[]): Problem[] {
  switch (modelFault(url, containers)) {
    case 'encoded-key': return [{
      code: 'sedna/model-url-encoded-key',
      field,
      value: url,
      rule: 'must have a key without "%"',
      why: 'Sedna\'s downloader looks for the key as it is written, and the worker for the decoded one',
      fix: 'rename the object to a key of letters, digits and -_./+=@,~',
      source: SEDNA_DOWNLOADER,
    }];
    case 'query': return [{
      code: 'sedna/model-url-s3-query',
      field,
      value: url,
      rule: 'must have no "?" and "#" with s3',
      why: 'Sedna\'s downloader takes them for a part of the key, and the worker looks for the key without them',
      fix: 'give s3://<bucket>/<key>, or a presigned URL with https://',
      source: SEDNA_DOWNLOADER,
    }];
    case 'encoded-name': return [{
      code: 'sedna/model-url-encoded-name',
      field,
      value: url,
      rule: 'must name a file without "%", for a worker without MODEL_PATH',
      why: 'Sedna\'s downloader saves the file under the encoded name, and the worker looks for the decoded one',
      fix: 'rename the file to letters, digits and -_.+=@,~; folders may be encoded',
      source: SEDNA_DOWNLOADER,
    }];
    case 'semicolon': return [{
      code: 'sedna/model-url-semicolon',
      field,
      value: url,
      rule: 'must name a file without ";", for a worker without MODEL_PATH',
      why: 'Sedna\'s downloader saves the file under the part before it, and the worker looks for the whole name',
      fix: 'rename the file',
      source: SEDNA_DOWNLOADER,
    }];
    case 'archive': return [{
      code: 'sedna/model-archive-without-path',
      field,
      value: url,
      rule: 'must not be an archive for a worker without MODEL_PATH',
      why: 'Sedna unpacks an archive and removes it: MODEL_URL names a file that does not exist, and the worker exits',
      fix: 'set MODEL_PATH of its container to what it loads, below the folder of the archive in /downloads',
      source: SEDNA_LIBRARY,
    }];
    case 'not-delivered': return [notDelivered(field, url)];
    // The constructors refuse the rest.
    default: return [];
  }
}

function notDelivered(field: string, url: string): Problem {
  return {
    code: 'sedna/model-not-delivered',
    field,
    value: url,
    rule: 'must have a path, or a URL of s3, http or https, for a worker that loads a file',
    why: 'Sedna delivers no other URL; its library then finds no file, and the worker exits with FileExistsError',
    fix: 'set MODEL_PATH of its container to a file in its image; or MODEL_LOAD_MODE to url, with a sednaVersion '
      + 'above 0.7.0 if the image has such a library',
    source: SEDNA_LIBRARY,
  };
}
