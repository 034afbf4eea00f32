import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';

/**
 * The house is the file tree: what may import what, how long a file is, and what is shown to users.
 * ARCHITECTURE.md tells why.
 */
const SRC = path.resolve(__dirname, '../src');

/**
 * The floors, from the ground up. A file imports from its own room and from the floors below, never from above or from
 * a neighbour on its floor. A folder inside a room is a room of its own, with its place on the same list.
 */
const FLOORS: readonly (readonly string[])[] = [
  ['validation'],
  ['kubernetes/schema'],
  ['kubernetes/keda', 'kubernetes/sedna', 'kubernetes/versions'],
  ['kubernetes'],
  ['values/devices'],
  ['cdk8s-plus'],
  ['values'],
  ['servers'],
  ['rules'],
  ['rules/karmada/hub', 'rules/metrics/adapter', 'rules/tensorstack/nested'],
  [
    'rules/api', 'rules/autoscaler', 'rules/autoscaler-spec', 'rules/istio', 'rules/karmada', 'rules/metrics',
    'rules/llm-routing', 'rules/namespace', 'rules/placement', 'rules/scale-target',
    'rules/sedna', 'rules/service', 'rules/tensorstack', 'rules/workload',
  ],
  ['prerequisites/kinds'],
  ['rules/catalogue', 'prerequisites'],
  ['forecast/model'],
  ['forecast/hpa', 'forecast/demand', 'forecast/engines', 'forecast/report'],
  ['forecast/reading'],
  ['forecast/replay', 'forecast/report/picture'],
  ['forecast/report/page'],
  ['forecast/study'],
  ['app/versions'],
  ['app'],
  ['forecast'],
  ['fleet', 'served'],
  ['serving/admission', 'serving/storage'],
  ['placement', 'serving', 'metrics'],
  ['scaling/http'],
  ['scaling', 'load', 'llm-routing'],
  ['sedna/model'],
  ['sedna/worker'],
  ['sedna', 'karmada', 'tensorstack', 'head-ingress'],
  ['cli/input', 'cli/report'],
  ['cli/settings'],
  ['cli'],
];

/** Rooms whose files know no construct of this library and of cdk8s-plus, and may be used over any manifests. */
const PURE = /^(validation|kubernetes|rules|prerequisites)(\/|$)|^forecast\/(?!demand)/;

/** Where one of them handles an object of cdk8s: errors of constructs, names by construct, rendering and patches. */
const OVER_CDK8S = [
  'kubernetes/json-patches.ts',
  'kubernetes/plain-object.ts',
  'kubernetes/rendered-objects.ts',
  'validation/value-checks.ts',
  'validation/readable-name.ts',
  'validation/refuse.ts',
];

const MOST_FILES = 25;

const files = walk(SRC);
const read = (file: string) => fs.readFileSync(file, 'utf8');
const sources = new Map(files.map((f) => [f, ts.createSourceFile(f, read(f), ts.ScriptTarget.Latest, true)]));
const exported = imports(path.join(SRC, 'index.ts'));

function walk(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) return walk(at);
    // Data beside the code is no file of it.
    return at.endsWith('.json') ? [] : [at];
  }).sort();
}

function statements(file: string): readonly ts.Statement[] {
  return sources.get(file)!.statements;
}

/** What a file imports, or exports from elsewhere, as it is written there. */
function modules(file: string): string[] {
  return statements(file).flatMap((s) => {
    if (!ts.isImportDeclaration(s) && !ts.isExportDeclaration(s)) return [];
    return s.moduleSpecifier && ts.isStringLiteral(s.moduleSpecifier) ? [s.moduleSpecifier.text] : [];
  });
}

/** The files of the project that a file imports, also for types alone. */
function imports(file: string): string[] {
  const code = modules(file).filter((m) => m.startsWith('.') && !m.endsWith('.json'));
  return code.map((m) => `${path.resolve(path.dirname(file), m)}.ts`);
}

function packages(file: string): string[] {
  return modules(file).filter((m) => !m.startsWith('.'));
}

function room(file: string): string {
  return path.relative(SRC, path.dirname(file)).split(path.sep).join('/');
}

function floor(file: string): number {
  return FLOORS.findIndex((rooms) => rooms.includes(room(file)));
}

/** `condition ? [one] : []`, in brackets or not. */
function isConditional(expression: ts.Expression): boolean {
  const inner = ts.isParenthesizedExpression(expression) ? expression.expression : expression;
  return ts.isConditionalExpression(inner) && [inner.whenTrue, inner.whenFalse].some(ts.isArrayLiteralExpression);
}

function isShown(s: ts.Statement): boolean {
  return ts.canHaveModifiers(s) && ts.getModifiers(s)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword) === true;
}

function short(file: string): string {
  return path.relative(SRC, file);
}

describe('the house', () => {
  const inRooms = files.filter((f) => f !== path.join(SRC, 'index.ts'));

  test('every room has its floor', () => {
    expect([...new Set(inRooms.map(room))].sort()).toEqual(FLOORS.flat().sort());
  });

  test('imports point downwards', () => {
    const wrong = inRooms.flatMap((f) => imports(f)
      .filter((to) => room(to) !== room(f) && floor(to) >= floor(f))
      .map((to) => `${short(f)} -> ${short(to)}`));
    expect(wrong).toEqual([]);
  });

  test('no room has more files than can be read aloud', () => {
    const sizes = FLOORS.flat().map((r): [string, number] => [r, inRooms.filter((f) => room(f) === r).length]);
    expect(sizes.filter(([, size]) => size > MOST_FILES)).toEqual([]);
  });

  test('nobody imports the index', () => {
    expect(files.filter((f) => imports(f).includes(path.join(SRC, 'index.ts'))).map(short)).toEqual([]);
  });

  test('what judges manifests knows no construct', () => {
    const constructs = (file: string) => packages(file).filter((p) => /^(cdk8s|cdk8s-plus-27|constructs)$/.test(p));
    const wrong = inRooms
      .filter((f) => PURE.test(room(f)) && !OVER_CDK8S.includes(short(f)))
      .flatMap((f) => constructs(f).map((p) => `${short(f)} -> ${p}`));
    expect(wrong).toEqual([]);
  });

  test('no file imports itself through others, types included', () => {
    const cycles: string[] = [];
    const done = new Set<string>();
    const visit = (file: string, way: string[]): void => {
      if (way.includes(file)) {
        cycles.push([...way.slice(way.indexOf(file)), file].map(short).join(' -> '));
      } else if (!done.has(file)) {
        imports(file).forEach((to) => visit(to, [...way, file]));
        done.add(file);
      }
    };
    files.forEach((f) => visit(f, []));
    expect(cycles).toEqual([]);
  });

  test('only one file throws, and only one patches', () => {
    const code = (file: string) => read(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    const having = (text: RegExp) => files.filter((f) => text.test(code(f))).map(short);
    // The command is a program of its own: what it cannot use ends its run.
    expect(having(/\bthrow\b/).filter((f) => !f.startsWith('cli/'))).toEqual(['validation/refuse.ts']);
    // A synth renders objects itself, with the patches that they have.
    expect(having(/JsonPatch\./)).toEqual(['app/quick-rendering.ts', 'kubernetes/json-patches.ts']);
  });

  test('a file holds one concept: 250 lines, 280 with its documentation', () => {
    const lines = files.map((f): [string, number, number] => {
      const text = read(f);
      const code = text.replace(/\/\*\*[\s\S]*?\*\//g, '').split('\n').filter((l) => l.trim() !== '');
      return [short(f), text.split('\n').length, code.length];
    });
    expect(lines.filter(([, all, code]) => all > 280 || code > 250)).toEqual([]);
  });

  test('no field is initialized by a function that uses its object: the bundler of the command loses it', () => {
    const field = /^ {2}(?:(?:public|private|protected|static|readonly) )*\w+(?:: [^=\n]+)? = .*=>.*\bthis\./m;
    expect(files.filter((file) => field.test(read(file))).map(short)).toEqual([]);
  });

  test('a list grows by statements: none is spread out of a condition', () => {
    const spread = files.filter((f) => {
      let found = false;
      const visit = (node: ts.Node): void => {
        if (ts.isSpreadElement(node) && isConditional(node.expression)) found = true;
        ts.forEachChild(node, visit);
      };
      visit(sources.get(f)!);
      return found;
    });
    expect(spread.map(short)).toEqual([]);
  });

  test('every file of src has its name in kebab case', () => {
    expect(files.map((f) => path.basename(f)).filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(name))).toEqual([]);
  });
});

describe('the index', () => {
  test('holds nothing but `export *`', () => {
    const all = statements(path.join(SRC, 'index.ts'));
    expect(all.filter((s) => !ts.isExportDeclaration(s) || s.exportClause !== undefined)).toEqual([]);
  });

  test('shows no check and no rule', () => {
    expect(exported.map(room).filter((r) => PURE.test(r))).toEqual([]);
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
      const inner = (s.members as ts.NodeArray<ts.Node>).filter((m) => !isHidden(m));
      return [docOf(name, s), ...inner.map((m) => docOf(`${name}.${nameOf(m) ?? 'constructor'}`, m))];
    }
    if (!ts.isEnumDeclaration(s)) return [];
    const name = s.name.text;
    return [docOf(name, s), ...s.members.map((m) => docOf(`${name}.${nameOf(m)}`, m))];
  }));

  function nameOf(node: ts.Node): string | undefined {
    return (node as ts.NamedDeclaration).name?.getText();
  }

  function docOf(name: string, node: ts.Node): Doc {
    return { name, text: docs(node), node };
  }

  function isHidden(node: ts.Node): boolean {
    const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) ?? [] : [];
    if (modifiers.some((m) => m.kind === ts.SyntaxKind.PrivateKeyword)) return true;
    return docs(node).includes('@internal') || nameOf(node)?.startsWith('_') === true;
  }

  test('speaks of every public member', () => {
    // A member that an interface documents is documented there.
    const served = ['server', 'selector', 'ports', 'autoscalerName', 'scalingMetrics'];
    const inherited = [
      ...['InferenceDeployment', 'AutoscaledInference'].flatMap((c) => served.map((m) => `${c}.${m}`)),
      'EdgePlacement.onEdge',
      'HyperMLService.hostIn',
      'HyperMLService.spokes',
      'KarmadaPropagation.hostIn',
      'KarmadaPropagation.spokes',
      'MLServiceRuntime.runtimeName',
      'NodeGroup.nodeGroupName',
      'SednaModel.modelName',
      'SednaModel.modelNamespace',
      'SednaModel.modelUrl',
      'WasmRuntime.runtimeClassName',
    ];
    expect(members.filter((m) => m.text === '' && !inherited.includes(m.name)).map((m) => m.name)).toEqual([]);
  });

  test('states the default of every optional property of a struct, and of no other', () => {
    // What an interface of behaviour, `I…`, leaves undefined is told by its sentence.
    const properties = members.filter((m) => ts.isPropertySignature(m.node) && !/^I[A-Z]/.test(m.name));
    expect(properties.length).toBeGreaterThan(100);
    const isOptional = ({ node }: Doc) => (node as ts.PropertySignature).questionToken !== undefined;
    const wrong = properties.filter((m) => isOptional(m) !== m.text.includes('@default'));
    expect(wrong.map((m) => m.name)).toEqual([]);
  });

  test('gives every class that is shown an example', () => {
    const classes = members.filter((m) => ts.isClassDeclaration(m.node));
    expect(classes.length).toBeGreaterThan(10);
    expect(classes.filter((m) => !m.text.includes('@example')).map((m) => m.name)).toEqual([]);
  });
});
