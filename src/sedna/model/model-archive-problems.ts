import { SEDNA_DOWNLOADER } from '../../kubernetes/sedna/api';
import { downloadFault } from '../../kubernetes/sedna/download';
import type { Problem } from '../../validation/problem';

/** What is wrong with the file in an archive. */
export function modelArchiveProblems(url: string, file: unknown): Problem[] {
  if (file === undefined) return [];
  if (downloadFault(url) !== 'archive') {
    return [{
      code: 'sedna/file-in-archive-without-archive',
      field: 'fileInArchive',
      value: file,
      rule: 'can be set for an archive that is downloaded only',
      why: 'Sedna unpacks .zip, .tar, .tar.gz, .tar.bz2, .tar.xz and .tgz from S3 and HTTP, and nothing on a node',
      fix: 'leave it out',
      source: SEDNA_DOWNLOADER,
    }];
  }
  if (typeof file === 'string' && file.split('/').every(isFileName)) return [];
  return [{
    code: 'sedna/file-in-archive-invalid',
    field: 'fileInArchive',
    value: file,
    rule: 'must be a relative path of letters, digits and -_.+=@,~, without "//", "." and ".."',
    why: 'the worker looks for it in the folder in which Sedna unpacks the archive',
    fix: 'give the path in the archive, such as export/saved_model.pb or export',
    source: SEDNA_DOWNLOADER,
  }];
}

function isFileName(part: string): boolean {
  return /^[-\w.+=@,~]+$/.test(part) && part !== '.' && part !== '..';
}
