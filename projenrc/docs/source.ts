import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';

export const ROOT = path.resolve(__dirname, '../..');
export const SRC = path.join(ROOT, 'src');

/** All TypeScript files below a folder, sorted. */
export function sources(folder: string = SRC): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return sources(file);
    return entry.name.endsWith('.ts') ? [file] : [];
  }).sort();
}

export function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
}

/** Every node of a file of one kind. */
export function nodes<T extends ts.Node>(file: ts.Node, is: (node: ts.Node) => node is T): T[] {
  const found: T[] = [];
  const visit = (node: ts.Node): void => {
    if (is(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** What an expression says, with `…` for what only a run knows. */
export function text(node: ts.Expression, file: ts.SourceFile): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isParenthesizedExpression(node)) return text(node.expression, file);
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map((s) => `…${s.literal.text}`).join('');
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return text(node.left, file) + text(node.right, file);
  }
  // `fixWith(correction, fix)`: what was given may show what to write.
  if (ts.isCallExpression(node) && /(^|\.)fixWith$/.test(node.expression.getText(file)) && node.arguments[1]) {
    return `write …; or ${text(node.arguments[1], file)}`;
  }
  if (ts.isConditionalExpression(node)) return `${text(node.whenTrue, file)} / ${text(node.whenFalse, file)}`;
  if (ts.isIdentifier(node)) {
    const known = nodes(file, ts.isVariableDeclaration).find((d) => d.name.getText() === node.text && d.initializer);
    if (known?.initializer && !ts.isIdentifier(known.initializer)) return text(known.initializer, file);
  }
  return '…';
}
