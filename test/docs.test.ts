import * as fs from 'fs';
import * as path from 'path';
import { problemCatalogue, writtenProblems } from '../projenrc/docs/problem-catalogue';
import { rulePages } from '../projenrc/docs/rule-pages';

const DOCS = path.resolve(__dirname, '../docs');

function read(file: string): string {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
}

describe('generated pages say what the source says: `npx projen docs` writes them', () => {
  const pages = rulePages();

  test('there is one for each rule, an index, and no other', () => {
    expect(fs.readdirSync(path.join(DOCS, 'rules')).sort()).toEqual(Object.keys(pages).sort());
  });

  test.each(Object.keys(pages))('rules/%s', (name) => {
    expect(read(path.join(DOCS, 'rules', name))).toBe(pages[name]);
  });

  test('problems.md', () => {
    expect(read(path.join(DOCS, 'problems.md'))).toBe(problemCatalogue());
  });
});

describe('the code of a problem', () => {
  const problems = writtenProblems();

  test('is written where the problem is, and begins with its room', () => {
    expect(problems.length).toBeGreaterThan(300);
    const wrong = problems.filter(({ code = '', file }) => {
      const [room] = file.split(path.sep);
      return !new RegExp(`^${room}/[a-z0-9]+(-[a-z0-9]+)*$`).test(code);
    });
    expect(wrong.map(({ code, file }) => `${file}: ${code}`)).toEqual([]);
  });

  test('has one meaning', () => {
    const rules = new Map<string, Set<string>>();
    for (const { code = '', rule } of problems) rules.set(code, (rules.get(code) ?? new Set()).add(rule));
    expect([...rules].filter(([, said]) => said.size > 1).map(([code, said]) => [code, ...said])).toEqual([]);
  });
});

describe('links', () => {
  const pages = fs.readdirSync(DOCS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));

  test.each(pages)('of docs/%s lead to files that are there', (page) => {
    const text = read(path.join(DOCS, page));
    const targets = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)].map(([, target]) => target);
    expect(targets.filter((target) => !fs.existsSync(path.resolve(DOCS, path.dirname(page), target)))).toEqual([]);
  });

  test('of the README are absolute, for it is read where the repository is not', () => {
    const text = read(path.resolve(__dirname, '../README.md'));
    const relative = [...text.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, target]) => target);
    expect(relative).toEqual([]);
  });

  test('of the README and of messages into the repository lead to files that are there', () => {
    const base = 'https://github.com/cdk8s-elastic-inference/cdk8s-elastic-inference/blob/main/';
    const text = read(path.resolve(__dirname, '../README.md'));
    const targets = text.split(base).slice(1).map((rest) => /^[^)#\s>"]+/.exec(rest)![0]);
    expect(targets.length).toBeGreaterThan(3);
    expect(targets.filter((target) => !fs.existsSync(path.resolve(__dirname, '..', target)))).toEqual([]);
  });
});
