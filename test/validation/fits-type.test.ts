import { Chart, Duration, Size, Testing } from 'cdk8s';
import { ModelServer } from '../../src';
import { apiType, type Struct } from '../../src/validation/api-types';
import { fits, fitsStruct, unknownNames } from '../../src/validation/fits-type';

/** Another copy of the package has another class of the same name. */
const OTHER = Object.defineProperty(class {}, 'name', { value: 'ModelServer' });
class OwnServer extends OTHER {}
const chart = new Chart(Testing.app(), 'c');

test.each<[string, unknown[], unknown[]]>([
  ['string', ['', 'a'], [5, null, undefined, new String('a')]],
  ['number', [0, NaN, Infinity], ['1', 1n, null]],
  ['boolean', [true, false], ['true', 0, null]],
  ['date', [new Date(0)], ['2026-01-01', 0, {}]],
  ['any', [null, 0, () => 1], [undefined]],
  ['duration', [Duration.seconds(1), { toSeconds: () => 1 }], [1, '1s', {}, Size.gibibytes(1)]],
  ['size', [Size.gibibytes(1)], [1, '1Gi', Duration.seconds(1)]],
  ['construct', [chart, { node: chart.node }], [{}, { node: {} }, { node: { tryFindChild() {} } }, 'chart', null]],
  ['choice', ['TCP', 1], [true, {}, null]],
  ['object', [{}, chart], [[], 'a', null]],
  ['[]string', [[], ['a']], ['a', ['a', 1], [undefined], new Set(['a'])]],
  ['{}string', [{}, { a: 'b' }, Object.create(null)], [[], { a: 1 }, { a: undefined }, 'a', new Map([['a', 'b']])]],
  ['{}any', [{ a: 1 }], [[], 'a', new Map(), new Set(), new Date(0), /a/, new String('a')]],
  ['ScalingRules', [{}, new (class Rules {})()], [[], 'a', new Map(), new Date(0)]],
  ['AdviceOutput', ['off'], ['OFF', 'quiet', 0]],
  ['ModelServer', [ModelServer.vllm(), new OTHER(), new OwnServer()], [{}, 'vllm', new (class Server {})()]],
  ['IWasmRuntime', [{ runtimeClassName: 'a', podAnnotations: {} }], [{ runtimeClassName: 'a' }, 'wasm']],
])('%s', (type, good, bad) => {
  expect(good.map((value) => fits(value, apiType(type)))).toEqual(good.map(() => true));
  expect(bad.map((value) => fits(value, apiType(type)))).toEqual(bad.map(() => false));
});

describe('a struct', () => {
  const options = apiType('LlamaCppOptions') as Struct;

  test('has its required members, and no unknown one that is set', () => {
    expect(fitsStruct({ modelFile: 'a' }, options)).toBe(true);
    expect(fitsStruct({ modelFile: 'a', gpuLayers: null, args: undefined, more: undefined }, options)).toBe(true);
    expect(fitsStruct({}, options)).toBe(false);
    expect(fitsStruct({ modelFile: 'a', paralel: 1 }, options)).toBe(false);
  });

  test('may be wider where a class extends the one that is constructed', () => {
    expect(fitsStruct({ modelFile: 'a', team: 'b' }, options, true)).toBe(true);
    expect(fitsStruct({ modelFile: 5, team: 'b' }, options, true)).toBe(false);
  });

  test('has no members but its own enumerable ones', () => {
    const inherited = Object.create({ more: 1 }, { hidden: { value: 1 }, modelFile: { value: 'a', enumerable: true } });
    inherited[Symbol('s')] = 1;
    expect(fitsStruct(inherited, options)).toBe(true);
  });

  test('of another library may have what a newer version has, but no slip of a known name', () => {
    const props = apiType('cdk8s-plus-27.ServicePort') as Struct;
    expect(unknownNames({ targetPort: 80, somethingNew: 1 }, props)).toEqual([]);
    expect(unknownNames({ targetPrt: 80 }, props)).toEqual(['targetPrt']);
  });
});
