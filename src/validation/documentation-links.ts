/**
 * Where the pages of this library are, for messages: in the package itself, so that they are there wherever a message
 * is, and of its version.
 */
const PAGES = 'node_modules/cdk8s-elastic-inference/docs';

export function page(path: string): string {
  return `${PAGES}/${path}`;
}

/** The page of a rule. */
export function rulePage(id: string): string {
  return page(`rules/${id}.md`);
}
