import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { RULES } from '../../../src/rules/catalogue/all-rules';
import type { Rule } from '../../../src/rules/rule';
import { codes } from '../codes';

const SOURCES = join(__dirname, '../../../src/rules');
const TESTS = join(__dirname, '..');

/** The files of the rules, as `<room>/<id>`. */
const FILES = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && /: Rule = \{/.test(readFileSync(join(SOURCES, file), 'utf8')))
  .map((file) => file.replace(/\.ts$/, ''))
  .sort();
const idOf = (file: string) => file.slice(file.lastIndexOf('/') + 1);

describe('the rules', () => {
  test('have one id each', () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  });

  test('are all listed, and nothing else is', () => {
    expect(FILES.length).toBeGreaterThan(20);
    expect(RULES.map(({ id }) => id).sort()).toEqual(FILES.map(idOf).sort());
  });

  test.each(FILES)('%s exports one rule, whose id is the file\'s name', (file) => {
    const exported = Object.entries(jest.requireActual<Record<string, Rule>>(join(SOURCES, file)));
    const id = idOf(file);
    const name = id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    expect(exported.map(([key, rule]) => [key, rule.id])).toEqual([[name, id]]);
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(RULES).toContain(exported[0][1]);
  });

  test.each(FILES)('%s has a test of its own', (file) => {
    expect(existsSync(join(TESTS, `${file}.test.ts`))).toBe(true);
  });
});

describe.each(RULES.map((rule) => [rule.id, rule] as const))('the rule %s', (id, rule) => {
  test('is an error, a warning or advice', () => {
    expect(['error', 'warning', 'advice']).toContain(rule.severity);
  });

  test('has a title of one line, a description and a fix', () => {
    expect(rule.title).toMatch(/^\S.*\S$/);
    expect(rule.description.trim()).not.toBe('');
    expect(rule.fix.trim()).not.toBe('');
  });

  test('has a source', () => {
    expect(new URL(rule.source).protocol).toBe('https:');
  });

  test('fires on its failing example, and no other rule does', () => {
    expect([...new Set(codes(rule.failing, rule.kubernetes))]).toEqual([id]);
  });

  test('finds nothing in its repaired example, and no other rule does', () => {
    expect(rule.repaired.trim()).not.toBe('');
    expect(codes(rule.repaired, rule.kubernetes)).toEqual([]);
  });
});
