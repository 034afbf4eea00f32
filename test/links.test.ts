import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { KNOWN_HOSTS, PLACEHOLDERS } from './known-hosts';
import { FEATURES } from '../src/kubernetes/versions/features';
import { RULES } from '../src/rules/catalogue/all-rules';
import { page, rulePage } from '../src/validation/documentation-links';

const ROOT = path.resolve(__dirname, '..');
const PACKAGE = 'node_modules/cdk8s-elastic-inference/';
/** Written by `npx projen docs` from the source, so a new rule has its page before the package is made. */
const isGenerated = (file: string) => file.startsWith('docs/rules/');

/** What users get: the files of the package. */
const packed = new Set<string>(
  (JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'],
  })) as Array<{ files: Array<{ path: string }> }>)[0].files.map((file) => file.path),
);

const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');
const sources = fs.readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => path.join('src', file));

/** The anchors of the headings of a page, as GitHub and npm make them. */
function anchors(file: string): Set<string> {
  const headings = [...read(file).replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.+)$/gm)];
  const ids = [...read(file).matchAll(/<a name="[^"]*" id="([^"]+)">/g)].map(([, id]) => id);
  return new Set([...ids, ...headings.map(([, text]) => text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-'))]);
}

/** What is wrong with a link to a file of the package. */
function wrong(target: string, from: string): string[] {
  const [file, anchor] = target.split('#');
  const resolved = file === '' ? from : path.posix.normalize(file);
  if (!packed.has(resolved)) return isGenerated(resolved) ? [] : [`${from}: ${target} is not in the package`];
  if (anchor === undefined || !resolved.endsWith('.md') || anchors(resolved).has(anchor)) return [];
  return [`${from}: ${resolved} has no heading #${anchor}`];
}

describe('links of messages', () => {
  test('are to files of the package', () => {
    expect(rulePage('latest-tag')).toBe(`${PACKAGE}docs/rules/latest-tag.md`);
    expect(packed.has('docs/rules/latest-tag.md')).toBe(true);
  });

  test('lead to pages and headings that are in the package', () => {
    const used = sources.flatMap((file) => (
      [...read(file).matchAll(/\bpage\('([^']+)'\)/g)].map(([, target]) => [file, target] as const)));
    expect(used.length).toBeGreaterThan(8);
    expect(used.flatMap(([file, target]) => wrong(page(target).slice(PACKAGE.length), file))).toEqual([]);
  });

  // Alerts are read where the package is not.
  test('lead nowhere else in the repository, but from alerts', () => {
    const others = sources.filter((file) => read(file).includes('github.com/cdk8s-elastic-inference'));
    expect(others).toEqual(['src/validation/documentation-links.ts']);
  });
});

describe('links of pages', () => {
  const pages = [...packed].filter((file) => /^docs\/.*\.md$/.test(file) && !isGenerated(file));

  test.each(pages)('%s', (from) => {
    const targets = [...read(from).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)[^)]*\)/g)].map(([, target]) => target);
    const resolved = targets.map((target) => (
      target.startsWith('#') ? `${from}${target}` : path.posix.join(path.posix.dirname(from), target)));
    // The reference is made from API.md, and with it.
    const own = from === 'docs/api.md' ? resolved.map((target) => target.replace(/#.*/, '')) : resolved;
    expect(own.flatMap((target) => wrong(target, from))).toEqual([]);
  });
});

describe('links to elsewhere', () => {
  const found = sources.flatMap((file) => (
    [...read(file).matchAll(/https?:\/\/[^\s'"`<>)\]}$\\]+/g)]
      .map(([url]) => ({ file, url: url.replace(/[.,;:]+$/, '') }))
      // Part of a pattern, and no URL.
      .filter(({ url }) => URL.canParse(url))));

  test('are URLs of hosts that document what this library is about', () => {
    const strange = found.filter(({ url }) => {
      const { hostname, protocol } = new URL(url);
      return !PLACEHOLDERS.test(hostname) && (protocol !== 'https:' || !KNOWN_HOSTS.includes(hostname));
    });
    expect(found.length).toBeGreaterThan(150);
    expect(strange.map(({ file, url }) => `${file}: ${url}`)).toEqual([]);
  });

  test('every rule and every feature names one', () => {
    const given = [...RULES.map(({ source }) => source), ...Object.values(FEATURES).map(({ source }) => source)];
    expect(given.filter((source) => !KNOWN_HOSTS.includes(new URL(source).hostname))).toEqual([]);
  });
});
