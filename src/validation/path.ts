/** A path without slashes at its end; the root is empty then. It is linear in slashes, unlike a regular expression. */
export function withoutTrailingSlashes(path: string): string {
  let end = path.length;
  while (end > 0 && path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}
