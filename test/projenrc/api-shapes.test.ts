import * as fs from 'fs';
import * as path from 'path';
import { apiShapes, assemblies, enumValues } from '../../projenrc/api-shapes';

const ROOT = path.resolve(__dirname, '../..');
const written = fs.readFileSync(path.join(ROOT, 'src/validation/api-shapes.json'), 'utf8');
/** The compiler writes the assembly, which is no part of the repository. */
const isCompiled = fs.existsSync(path.join(ROOT, '.jsii'));

(isCompiled ? test : test.skip)('the shapes are those of the assembly that was compiled last', () => {
  expect(apiShapes(...assemblies(), enumValues())).toBe(written);
});

const assembly = (types: Record<string, object>) => ({
  types: Object.fromEntries(Object.entries(types).map(([name, type]) => (
    [`own.${name}`, { name, fqn: `own.${name}`, ...type }]))),
});
const string = { primitive: 'string' };

test('structs have the properties of those that they extend, and parameters are marked', () => {
  const own = assembly({
    Base: { kind: 'interface', datatype: true, properties: [{ name: 'name', type: string }] },
    Props: {
      kind: 'interface',
      datatype: true,
      interfaces: ['own.Base'],
      properties: [{ name: 'of', optional: true, type: { collection: { kind: 'array', elementtype: string } } }],
    },
    Maker: {
      kind: 'class',
      methods: [
        { name: 'make', static: true, parameters: [{ name: 'options', optional: true, type: { fqn: 'own.Props' } }] },
        { name: 'add', variadic: true, parameters: [{ name: 'names', variadic: true, type: string }] },
        { name: 'hidden', protected: true },
      ],
    },
    Kind: { kind: 'enum' },
    IMade: {
      kind: 'interface',
      properties: [{ name: 'a', type: string }, { name: 'b', optional: true, type: string }],
    },
  });
  expect(JSON.parse(apiShapes(own, [], { Kind: { ONE: 'one' } }))).toEqual({
    classes: { Maker: { statics: { make: ['options?: Props'] }, methods: { add: ['...names: string'] } } },
    enums: { Kind: { ONE: 'one' } },
    interfaces: { IMade: ['a'] },
    structs: { Base: { name: 'string' }, Props: { 'name': 'string', 'of?': '[]string' } },
  });
});

test('of other libraries constructs, units and the names of properties are known', () => {
  const other = {
    types: {
      'constructs.Construct': { kind: 'class', fqn: 'constructs.Construct' },
      'plus.Service': { kind: 'class', fqn: 'plus.Service', base: 'constructs.Construct' },
      'plus.Port': {
        kind: 'interface',
        datatype: true,
        fqn: 'plus.Port',
        properties: [{ name: 'port', type: string }],
      },
      'plus.Probe': { kind: 'class', fqn: 'plus.Probe' },
      'plus.Protocol': { kind: 'enum', fqn: 'plus.Protocol' },
      'cdk8s.Duration': { kind: 'class', fqn: 'cdk8s.Duration' },
    },
  };
  const properties = Object.keys(other.types).map((fqn, i) => ({ name: 'abcdef'[i], type: { fqn } }));
  const own = assembly({ Props: { kind: 'interface', datatype: true, properties } });
  expect(JSON.parse(apiShapes(own, [other], {})).structs).toEqual({
    'Props': { a: 'construct', b: 'construct', c: 'plus.Port', d: 'object', e: 'choice', f: 'duration' },
    'plus.Port': { 'port?': 'any' },
  });
});
