/**
 * Writes src/validation/api-shapes.json: the shapes of the public API, from the assembly that jsii has just compiled.
 * By them `checksArguments` judges what a program in plain JavaScript gives. The compiler has copied the file to lib
 * before, so the copy is renewed too.
 */
import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';
import { nodes, parse, sources } from './docs/source';
import type { ApiShapes, ClassShape, Members } from '../src/validation/public-api';

const ROOT = path.dirname(__dirname);
const TARGETS = ['src/validation/api-shapes.json', 'lib/validation/api-shapes.json'];

/** The parts of an assembly that are read. */
type Assembly = any;
type Enums = Readonly<Record<string, Readonly<Record<string, string | number>>>>;

/** Values of cdk8s whose unit is in their method. */
const UNITS: Readonly<Record<string, string>> = { 'cdk8s.Duration': 'duration', 'cdk8s.Size': 'size' };

/** Makes the shapes of one assembly and of what it uses of others. */
class Shaper {
  private readonly types: Record<string, any> = {};
  private readonly structs: Record<string, Members> = {};

  public constructor(private readonly assembly: Assembly, others: readonly Assembly[], private readonly enums: Enums) {
    for (const each of [...others, assembly]) Object.assign(this.types, each.types);
  }

  public get shapes(): ApiShapes {
    const own = Object.values<any>(this.assembly.types).sort((a, b) => (a.name < b.name ? -1 : 1));
    const of = <T>(wanted: (type: any) => boolean, shape: (type: any) => T): Record<string, T> => (
      Object.fromEntries(own.filter(wanted).map((type) => [type.name, shape(type)])));
    const interfaces = of(({ kind, datatype }) => kind === 'interface' && !datatype, (t) => this.requiredOf(t));
    const classes = of(({ kind }) => kind === 'class', (t) => this.classShape(t));
    const structs = of(({ kind, datatype }) => kind === 'interface' && datatype, (t) => this.members(t));
    const enums = of(({ kind }) => kind === 'enum', (t) => this.enums[t.name]);
    // Others are found while those of the assembly are read.
    return { classes, enums, interfaces, structs: { ...structs, ...sorted(this.structs) } };
  }

  private classShape({ initializer, methods = [] }: any): ClassShape {
    const of = (isStatic: boolean) => Object.fromEntries(methods
      .filter((m: any) => (m.static ?? false) === isStatic && !m.protected)
      .map((m: any) => [m.name, this.parameters(m.parameters)]));
    const made = initializer && !initializer.protected ? { new: this.parameters(initializer.parameters) } : {};
    return { ...made, statics: of(true), methods: of(false) };
  }

  private parameters(parameters: any[] = []): string[] {
    return parameters.map(({ name, optional, variadic, type }) => (
      `${variadic ? '...' : ''}${name}${optional ? '?' : ''}: ${this.type(type)}`));
  }

  /** The properties of a struct, with those that it extends. */
  private members(struct: any): Members {
    const above = (struct.interfaces ?? []).map((fqn: string) => this.members(this.types[fqn]));
    const own = (struct.properties ?? []).map(({ name, optional, type }: any) => (
      [optional ? `${name}?` : name, this.type(type)]));
    return sorted(Object.assign({}, ...above, Object.fromEntries(own)));
  }

  /** What an object must have in order to be used as an interface. */
  private requiredOf({ fqn, interfaces = [], properties = [], methods = [] }: any): string[] {
    if (fqn === 'constructs.IConstruct') return ['node'];
    const above = interfaces.flatMap((each: string) => this.requiredOf(this.types[each]));
    const own = [...properties.filter((p: any) => !p.optional), ...methods].map((member: any) => member.name);
    return [...new Set<string>([...above, ...own])];
  }

  private type({ primitive, collection, fqn }: any): string {
    if (collection) return `${collection.kind === 'array' ? '[]' : '{}'}${this.type(collection.elementtype)}`;
    if (primitive) return primitive === 'json' ? 'any' : primitive;
    const type = this.types[fqn];
    if (UNITS[fqn]) return UNITS[fqn];
    if (type === undefined) return 'any';
    if (this.assembly.types[fqn]) return type.name;
    if (this.isConstruct(type)) return 'construct';
    if (type.kind === 'enum') return 'choice';
    return type.datatype ? this.foreign(type) : 'object';
  }

  /** A struct of another library: of a newer version its properties may have other types, so only names are kept. */
  private foreign(struct: any): string {
    this.structs[struct.fqn] = Object.fromEntries(Object.keys(this.members(struct)).map((name) => (
      [name.endsWith('?') ? name : `${name}?`, 'any'])));
    return struct.fqn;
  }

  private isConstruct(type: any): boolean {
    if (type === undefined) return false;
    if (type.fqn === 'constructs.Construct' || type.fqn === 'constructs.IConstruct') return true;
    if (type.kind === 'class') return this.isConstruct(this.types[type.base]);
    return (type.interfaces ?? []).some((fqn: string) => this.isConstruct(this.types[fqn]));
  }
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The file's text, with a line for each type. */
export function apiShapes(assembly: Assembly, others: readonly Assembly[], enums: Enums): string {
  const groups = Object.entries(new Shaper(assembly, others, enums).shapes).map(([group, types]) => {
    const lines = Object.entries(types).map(([name, shape]) => `    ${JSON.stringify(name)}: ${JSON.stringify(shape)}`);
    return `  ${JSON.stringify(group)}: {\n${lines.join(',\n')}\n  }`;
  });
  return `{\n${groups.join(',\n')}\n}\n`;
}

/** The assembly of the compiled library, and those that it uses. */
export function assemblies(): [own: Assembly, others: Assembly[]] {
  const read = (folder: string) => JSON.parse(fs.readFileSync(path.join(ROOT, folder, '.jsii'), 'utf8'));
  return [read('.'), ['constructs', 'cdk8s', 'cdk8s-plus-27'].map((name) => read(`node_modules/${name}`))];
}

/** The values of the exported enums, which are in no assembly: they are read from the source. */
export function enumValues(): Enums {
  const declared = sources().flatMap((file) => nodes(parse(file), ts.isEnumDeclaration));
  return Object.fromEntries(declared.map((each) => [each.name.text, Object.fromEntries(each.members.map((member) => {
    const { initializer } = member;
    return [member.name.getText(), initializer && ts.isStringLiteral(initializer) ? initializer.text : member.pos];
  }))]));
}

function main(): void {
  const text = apiShapes(...assemblies(), enumValues());
  for (const target of TARGETS) {
    const file = path.join(ROOT, target);
    if (fs.existsSync(path.dirname(file))) fs.writeFileSync(file, text);
  }
}

if (require.main === module) main();
