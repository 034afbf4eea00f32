import * as path from 'path';
import * as ts from 'typescript';
import { nodes, parse, sources, SRC, text } from './source';

/** A problem as the source writes it. */
export interface WrittenProblem {
  readonly file: string;
  /** The code, where it is written as a literal. */
  readonly code?: string;
  readonly rule: string;
  readonly why: string;
  readonly fix: string;
}

/** Every problem that a check of src writes; rules have pages of their own. */
export function writtenProblems(): WrittenProblem[] {
  return sources().filter((file) => !path.relative(SRC, file).startsWith(`rules${path.sep}`)).flatMap((name) => {
    const file = parse(name);
    return nodes(file, ts.isObjectLiteralExpression).flatMap((literal): WrittenProblem[] => {
      const part = (key: string) => {
        const property = literal.properties.find((p) => p.name?.getText() === key);
        if (property && ts.isShorthandPropertyAssignment(property)) return text(property.name, file);
        return property && ts.isPropertyAssignment(property) ? text(property.initializer, file) : undefined;
      };
      const [rule, why, fix] = ['rule', 'why', 'fix'].map(part);
      if (rule === undefined || why === undefined || fix === undefined) return [];
      return [{ file: path.relative(SRC, name), code: part('code'), rule, why, fix }];
    });
  });
}

/** The page of all codes, by room. */
export function problemCatalogue(): string {
  const byCode = new Map<string, WrittenProblem>();
  for (const problem of writtenProblems()) {
    if (problem.code !== undefined && !byCode.has(problem.code)) byCode.set(problem.code, problem);
  }
  const rooms = [...new Set([...byCode.keys()].map((code) => code.split('/')[0]))].sort();
  const cell = (words: string) => words.replace(/\|/g, '\\|').replace(/\n/g, ' ');
  const lines = [
    '# What a constructor refuses',
    '',
    '<!-- Generated from the source by `npx projen docs`; do not edit. -->',
    '',
    'A constructor checks all of its properties and reports every problem at once, each with a stable code: '
      + '`<room>/<what>`.',
    '`…` stands for what depends on the program. What is found among finished objects has a page of its own: '
      + '[rules](rules/README.md).',
  ];
  for (const room of rooms) {
    lines.push('', `## ${room}`, '');
    lines.push('| code | rule | why it would fail | what to change |', '| --- | --- | --- | --- |');
    const mine = [...byCode].filter(([code]) => code.startsWith(`${room}/`)).sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [code, { rule, why, fix }] of mine) {
      lines.push(`| \`${code}\` | ${cell(rule)} | ${cell(why)} | ${cell(fix)} |`);
    }
  }
  return `${lines.join('\n')}\n`;
}
