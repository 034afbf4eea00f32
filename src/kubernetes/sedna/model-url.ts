/** The URL of a Sedna Model in the parts that the controller reads. */
export interface ModelUrlParts {
  /** In lower case; undefined for a path on the node. */
  readonly scheme?: string;
  readonly authority: string;
  readonly path: string;
}

/** The schemes of files that an init container downloads. */
export const DOWNLOADED: readonly string[] = ['s3', 'http', 'https'];

export function modelUrlParts(url: string): ModelUrlParts {
  const [, scheme, rest] = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(.*)$/s.exec(url)!;
  const [, authority = '', path] = /^(?:\/\/([^/?#]*))?([^?#]*)/s.exec(rest)!;
  return { scheme: scheme?.toLowerCase(), authority, path };
}

/** The text with its percent-encoded characters decoded; undefined when they are not valid UTF-8. */
export function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
