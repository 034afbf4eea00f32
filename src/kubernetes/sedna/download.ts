import { DOWNLOADED, modelUrlParts } from './model-url';

/**
 * What Sedna's downloader, the image `kubeedge/sedna-storage-initializer:v0.3.0` that the Global Manager injects, makes
 * of a URL. It saves the file under the last part of the URL as it is written, while `MODEL_URL` has that part decoded;
 * it unpacks what its ending calls an archive, and removes the archive.
 *
 * @see https://github.com/kubeedge/sedna/blob/v0.3.0/scripts/storage-initializer/download.py
 */

/**
 * Why the worker does not find the file of a URL:
 *
 * - `capitals`: the scheme is compared as it is written.
 * - `encoded-host`: the name of a host is looked up as it is written.
 * - `encoded-key`: a key of S3 is looked up as it is written.
 * - `query`: of S3, the text from `?` or `#` on is part of the key.
 * - `encoded-name`: the file is saved under a name that is still encoded.
 * - `semicolon`: over HTTP, the name of the file ends before it.
 * - `gzip`: over HTTP, it is unpacked as a tar archive, and is none.
 * - `archive`: it is unpacked and removed.
 */
export type DownloadFault =
  'capitals' | 'encoded-host' | 'encoded-key' | 'query' | 'encoded-name' | 'semicolon' | 'gzip' | 'archive';

/** What the downloader unpacks: endings as Python's `mimetypes` knows them. */
const ARCHIVE = /\.(?:[zZ][iI][pP]|[tT][aA][rR]|[tT][aA][rR]\.(?:gz|bz2|xz)|tgz|taz|tz|tbz2|txz)$/;

/** What is wrong with a URL that the downloader gets; undefined for every other URL. */
export function downloadFault(url: string): DownloadFault | undefined {
  const { scheme, authority, path } = modelUrlParts(url);
  if (scheme === undefined || !DOWNLOADED.includes(scheme)) return undefined;
  if (!url.startsWith(scheme)) return 'capitals';
  const name = path.slice(path.lastIndexOf('/') + 1);
  const fault = scheme === 's3' ? keyFault(url, path) : httpFault(authority, name);
  if (fault !== undefined) return fault;
  return ARCHIVE.test(name) ? 'archive' : undefined;
}

function keyFault(url: string, key: string): DownloadFault | undefined {
  if (key.includes('%')) return 'encoded-key';
  return /[?#]/.test(url) ? 'query' : undefined;
}

function httpFault(authority: string, name: string): DownloadFault | undefined {
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  // In brackets it is the mark of a zone in an IPv6 address.
  if (host.includes('%') && !host.startsWith('[')) return 'encoded-host';
  if (name.includes('%')) return 'encoded-name';
  if (name.includes(';')) return 'semicolon';
  return name.endsWith('.gz') && !ARCHIVE.test(name) ? 'gzip' : undefined;
}
