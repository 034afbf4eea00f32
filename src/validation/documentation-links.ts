/**
 * Where the pages of this library are, for messages: in the package itself, so that they are there wherever a message
 * is, and of its version.
 */
const PAGES = 'node_modules/cdk8s-elastic-inference/docs';

export function page(path: string): string {
  return `${PAGES}/${path}`;
}

/**
 * The same page on the web, for what is read where the package is not: an alert, for whoever is on call. Of the newest
 * version.
 */
export function webPage(path: string): string {
  return `https://github.com/cdk8s-elastic-inference/cdk8s-elastic-inference/blob/main/docs/${path}`;
}

/** The page of a rule. */
export function rulePage(id: string): string {
  return page(`rules/${id}.md`);
}
