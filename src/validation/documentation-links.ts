/** Where the pages of this library are, for messages: they are read far from its files. */
const PAGES = 'https://github.com/cdk8s-elastic-inference/cdk8s-elastic-inference/blob/main/docs';

export function page(path: string): string {
  return `${PAGES}/${path}`;
}

/** The page of a rule. */
export function rulePage(id: string): string {
  return page(`rules/${id}.md`);
}
