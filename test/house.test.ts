import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';

/**
 * The house is the file tree: what may import what, how long a file is, and what is shown to users.
 * ARCHITECTURE.md tells why.
 */
const SRC = path.resolve(__dirname, '../src');

/** Each room, and the rooms that it may import from; a room may always import from itself. */
const MAY_IMPORT: Record<string, string[]> = {
  // From the values it takes types alone; see below.
  private: ['values', 'rules'],
  rules: ['private'],
  values: ['private'],
  serving: ['values', 'private'],
  placement: ['values', 'private'],
  scaling: ['serving', 'values', 'private'],
  metrics: ['values', 'private'],
  load: ['serving', 'values', 'private'],
  fleet: ['serving', 'scaling', 'values', 'private'],
  joint: ['serving', 'placement', 'scaling', 'values', 'private'],
  app: ['rules', 'private'],
};

/** What the rules may use of the cellar: pure functions that know no construct. */
const PURE = ['problem', 'quantity', 'sedna'];

const files = walk(SRC);
const sources = new Map(files.map((f) => [f, ts.createSourceFile(f, fs.readFileSync(f, 'utf8'), ts.ScriptTarget.Latest, true)]));
const exported = imports(path.join(SRC, 'index.ts'));

function walk(folder: string): string[] {
  const entries = fs.readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((e) => (e.isDirectory() ? walk(path.join(folder, e.name)) : [path.join(folder, e.name)])).sort();
}

function statements(file: string): readonly ts.Statement[] {
  return sources.get(file)!.statements;
}

/** The files of the project that a file imports; `values` leaves out imports of types alone. */
function imports(file: string, only: 'all' | 'values' = 'all'): string[] {
  return statements(file).flatMap((s) => {
    if (!(ts.isImportDeclaration(s) || ts.isExportDeclaration(s)) || !s.moduleSpecifier || !ts.isStringLiteral(s.moduleSpecifier)) return [];
    const { text } = s.moduleSpecifier;
    const types = ts.isImportDeclaration(s) && (s.importClause?.isTypeOnly || importsTypesOnly(s.importClause));
    return text.startsWith('.') && !(only === 'values' && types) ? [`${path.resolve(path.dirname(file), text)}.ts`] : [];
  });
}

function importsTypesOnly(clause: ts.ImportClause | undefined): boolean {
  const named = clause?.namedBindings;
  return clause?.name === undefined && named !== undefined && ts.isNamedImports(named) && named.elements.every((e) => e.isTypeOnly);
}

function packages(file: string): string[] {
  return statements(file).flatMap((s) => (ts.isImportDeclaration(s) && ts.isStringLiteral(s.moduleSpecifier) && !s.moduleSpecifier.text.startsWith('.') ? [s.moduleSpecifier.text] : []));
}

function room(file: string): string {
  return path.relative(SRC, file).split(path.sep)[0];
}

function isShown(s: ts.Statement): boolean {
  return ts.canHaveModifiers(s) && ts.getModifiers(s)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword) === true;
}

function short(file: string): string {
  return path.relative(SRC, file);
}

describe('the house', () => {
  test('every room is known', () => {
    expect([...new Set(files.map(room))].sort()).toEqual([...Object.keys(MAY_IMPORT), 'index.ts'].sort());
  });

  test('imports point downwards', () => {
    const wrong = files.filter((f) => room(f) !== 'index.ts').flatMap((f) => imports(f)
      .filter((to) => room(to) !== room(f) && !MAY_IMPORT[room(f)].includes(room(to)))
      .map((to) => `${short(f)} -> ${short(to)}`));
    expect(wrong).toEqual([]);
  });

  test('the cellar takes nothing but types from the values', () => {
    const taken = files.filter((f) => room(f) === 'private').flatMap((f) => imports(f, 'values').filter((to) => room(to) === 'values'));
    expect(taken.map(short)).toEqual([]);
  });

  test('nobody imports the index', () => {
    expect(files.filter((f) => imports(f).includes(path.join(SRC, 'index.ts'))).map(short)).toEqual([]);
  });

  test('rules know no construct', () => {
    const inRules = files.filter((f) => room(f) === 'rules');
    expect(inRules.flatMap(packages)).toEqual([]);
    const cellar = inRules.flatMap((f) => imports(f)).filter((to) => room(to) === 'private');
    expect(cellar.map((f) => path.basename(f, '.ts')).filter((name) => !PURE.includes(name))).toEqual([]);
    expect(PURE.flatMap((name) => [...packages(path.join(SRC, 'private', `${name}.ts`)), ...imports(path.join(SRC, 'private', `${name}.ts`))])).toEqual([]);
  });

  test('no file imports itself through others', () => {
    const cycles: string[] = [];
    const done = new Set<string>();
    const visit = (file: string, way: string[]): void => {
      if (way.includes(file)) {
        cycles.push([...way.slice(way.indexOf(file)), file].map(short).join(' -> '));
      } else if (!done.has(file)) {
        imports(file, 'values').forEach((to) => visit(to, [...way, file]));
        done.add(file);
      }
    };
    files.forEach((f) => visit(f, []));
    expect(cycles).toEqual([]);
  });

  test('only one file throws, and only one patches', () => {
    const having = (text: RegExp) => files.filter((f) => text.test(fs.readFileSync(f, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''))).map(short);
    expect(having(/\bthrow\b/)).toEqual(['private/refuse.ts']);
    expect(having(/JsonPatch\./)).toEqual(['private/patch.ts']);
  });

  test('a file holds one concept: 250 lines, 280 with its documentation', () => {
    const lines = files.map((f): [string, number, number] => {
      const text = fs.readFileSync(f, 'utf8');
      return [short(f), text.split('\n').length, text.replace(/\/\*\*[\s\S]*?\*\//g, '').split('\n').filter((l) => l.trim() !== '').length];
    });
    expect(lines.filter(([, all, code]) => all > 280 || code > 250)).toEqual([]);
  });

  test('every file of src but the shop window has its name in kebab case', () => {
    expect(files.map((f) => path.basename(f)).filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(name))).toEqual([]);
  });
});

describe('the shop window', () => {
  test('holds nothing but `export *`', () => {
    expect(statements(path.join(SRC, 'index.ts')).filter((s) => !ts.isExportDeclaration(s) || s.exportClause !== undefined)).toEqual([]);
  });

  test('shows nothing of the cellar and no rule', () => {
    expect(exported.map(room).filter((r) => ['private', 'rules'].includes(r))).toEqual([]);
  });

  test('shows classes, interfaces and enums only: other languages see nothing else', () => {
    const wrong = exported.flatMap((f) => statements(f)
      .filter(isShown)
      .filter((s) => !ts.isClassDeclaration(s) && !ts.isInterfaceDeclaration(s) && !ts.isEnumDeclaration(s))
      .map((s) => `${short(f)}: ${s.getText().split('\n')[0]}`));
    expect(wrong).toEqual([]);
  });
});

describe('the documentation', () => {
  interface Doc { readonly name: string; readonly text: string; readonly node: ts.Node }

  const docs = (node: ts.Node): string => ts.getJSDocCommentsAndTags(node).map((d) => d.getText()).join('\n');
  const members = exported.flatMap((f) => statements(f).filter(isShown).flatMap((s): Doc[] => {
    if (ts.isInterfaceDeclaration(s) || ts.isClassDeclaration(s)) {
      const name = s.name!.text;
      const inner = (s.members as ts.NodeArray<ts.Node>).filter((m) => !isHidden(m)).map((m): Doc => ({ name: `${name}.${(m as ts.NamedDeclaration).name?.getText() ?? 'constructor'}`, text: docs(m), node: m }));
      return [{ name, text: docs(s), node: s }, ...inner];
    }
    return ts.isEnumDeclaration(s) ? [{ name: s.name.text, text: docs(s), node: s }, ...s.members.map((m): Doc => ({ name: `${s.name.text}.${m.name.getText()}`, text: docs(m), node: m }))] : [];
  }));

  function isHidden(node: ts.Node): boolean {
    const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) ?? [] : [];
    return modifiers.some((m) => m.kind === ts.SyntaxKind.PrivateKeyword) || docs(node).includes('@internal') || ((node as ts.NamedDeclaration).name?.getText() ?? '').startsWith('_');
  }

  test('speaks of every public member', () => {
    // A member that an interface documents is documented there.
    const inherited = [
      ...['InferenceDeployment', 'AutoscaledInference'].flatMap((c) => ['server', 'selector', 'ports', 'autoscalerName', 'scalingMetrics'].map((m) => `${c}.${m}`)),
      'EdgePlacement.onEdge', 'HyperMLService.hostIn', 'HyperMLService.spokes', 'KarmadaPropagation.hostIn', 'KarmadaPropagation.spokes',
      'MLServiceRuntime.runtimeName', 'NodeGroup.nodeGroupName', 'SednaModel.modelName', 'SednaModel.modelNamespace', 'SednaModel.modelUrl',
      'WasmRuntime.runtimeClassName',
    ];
    expect(members.filter((m) => m.text === '' && !inherited.includes(m.name)).map((m) => m.name)).toEqual([]);
  });

  test('states the default of every optional property of a struct, and of no other', () => {
    // What an interface of behaviour, `I…`, leaves undefined is told by its sentence.
    const properties = members.filter((m) => ts.isPropertySignature(m.node) && !/^I[A-Z]/.test(m.name));
    expect(properties.length).toBeGreaterThan(100);
    const wrong = properties.filter((m) => ((m.node as ts.PropertySignature).questionToken !== undefined) !== m.text.includes('@default')).map((m) => m.name);
    expect(wrong).toEqual([]);
  });

  test('gives every class that is shown an example', () => {
    const classes = members.filter((m) => ts.isClassDeclaration(m.node));
    expect(classes.length).toBeGreaterThan(10);
    expect(classes.filter((m) => !m.text.includes('@example')).map((m) => m.name)).toEqual([]);
  });
});
