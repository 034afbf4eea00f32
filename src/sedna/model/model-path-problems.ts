import { SEDNA_SOURCE } from '../../kubernetes/sedna/api';
import { modelDelivery } from '../../kubernetes/sedna/model-delivery';
import { DNS_LABEL, matches } from '../../validation/names';
import type { Problem } from '../../validation/problem';

/** What is wrong with the path of a model on the node. Sedna mounts the folder that contains the file. */
export function modelPathProblems(field: string, path: string): Problem[] {
  if (!path.startsWith('/')) {
    return [{
      code: 'sedna/model-path-relative',
      field,
      value: path,
      rule: 'must be an absolute path or have a scheme',
      why: 'a folder of the node can be mounted by its absolute path only',
      fix: 'give an absolute path on the node, s3://<bucket>/<key> or https://<host>/<path>',
      source: SEDNA_SOURCE,
    }];
  }
  if (!/^[-\w./+=@,~]+$/.test(path)) {
    return [{
      code: 'sedna/model-path-characters',
      field,
      value: path,
      rule: 'must contain only letters, digits and -_./+=@,~',
      why: 'Sedna reads it as a URL, in which other characters have another meaning',
      fix: 'rename the file or its folder',
      source: SEDNA_SOURCE,
    }];
  }
  const parts = path.slice(1).split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..')) {
    return [{
      code: 'sedna/model-path-not-clean',
      field,
      value: path,
      rule: 'must name a file, without "//", "." and ".."',
      why: 'Sedna mounts the folder of the file at a path where the worker does not look',
      fix: 'give the path of the file without them',
      source: SEDNA_SOURCE,
    }];
  }
  if (parts.length < 2) {
    return [{
      code: 'sedna/model-path-in-root',
      field,
      value: path,
      rule: 'must not be in the root folder of the node',
      why: 'Sedna mounts the folder of the file, which would be the whole file system of the node',
      fix: 'put the file into a folder of its own',
      source: SEDNA_SOURCE,
    }];
  }
  const { volume } = modelDelivery(path);
  if (matches(DNS_LABEL, volume)) return [];
  return [{
    code: 'sedna/model-path-volume-name',
    field,
    value: path,
    rule: `must not result in the volume name "${volume}"`,
    why: 'Sedna names the volume after the folder; this name is not a DNS label, '
      + 'so the API server would reject the Deployment',
    fix: 'let the name of the first folder start with a letter or a digit',
    source: SEDNA_SOURCE,
  }];
}
