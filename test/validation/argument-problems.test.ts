import { parametersOf } from '../../src/validation/api-types';
import { argumentProblems, argumentsFit } from '../../src/validation/argument-problems';
import { explain } from '../../src/validation/problem-text';
import { codes } from '../helpers';

const found = (parameters: string[], args: unknown[], isWider = false) => (
  argumentProblems('Maker.make', args, parametersOf(parameters), isWider));

test.each<[string, string[], unknown[], Array<[string, string]>]>([
  ['nothing', ['name: string', 'count?: number'], [], [['validation/missing', 'name']]],
  ['null and a wrong type', ['name: string', 'count?: number'], [null, '1'],
    [['validation/missing', 'name'], ['validation/type', 'count']]],
  ['null for what may be left out', ['name: string', 'count?: number'], ['a', null], []],
  ['further arguments', ['name: string'], ['a', 5, {}], []],
  ['one of many', ['...names: string'], ['a', 5], [['validation/type', 'names[1]']]],
  ['an empty id', ['scope: any', 'id: string'], [{}, ''], []],
  ['an empty id below a construct', ['scope: construct', 'id: string'], [{}, ''],
    [['validation/construct', 'scope'], ['validation/id', 'id']]],
  ['no options', ['options: LlamaCppOptions'], [], [['validation/missing', 'modelFile']]],
  ['options of another type', ['options: LlamaCppOptions'], ['a'], [['validation/type', 'options']]],
  ['options under another name', ['load: LlamaCppOptions'], [{ modelFile: 1 }],
    [['validation/type', 'load.modelFile']]],
  ['a wrong element, a wrong value', ['a: []string', 'b: {}number'], [[1, 'x'], { k: '1' }],
    [['validation/type', 'a[0]'], ['validation/type', 'b["k"]']]],
  ['a required property under another name, once', ['options: LlamaCppOptions'], [{ modelfile: 'a' }],
    [['validation/unknown-property', 'modelfile']]],
  ['numbers without a unit', ['a: duration', 'b: size'], [5, 5],
    [['validation/duration', 'a'], ['validation/size', 'b']]],
  ['a member of an enum by its name', ['a: AdviceOutput'], ['OFF'], [['validation/choice', 'a']]],
])('%s', (_, parameters, args, expected) => {
  expect(codes(found(parameters, args))).toEqual(expected);
  expect(argumentsFit(args, parametersOf(parameters), false)).toBe(expected.length === 0);
});

test.each<[string, string]>([
  ['paralel', 'parallelRequests'], ['modelfile', 'modelFile'], ['gpulayer', 'gpuLayers'], ['agrs', 'args'],
  ['threads', 'computeThreads'],
])('%s was meant to be %s', (name, meant) => {
  const [problem] = found(['options: LlamaCppOptions'], [{ modelFile: 'a', [name]: 1 }])
    .filter(({ field }) => field === name);
  expect(problem.fix).toBe(`did you mean "${meant}"?`);
});

test.each<[string, unknown, string]>([
  ['string', 3, "write '3' in quotes"],
  ['number', '3', 'write 3 without quotes'],
  ['number', 'all', 'give a number'],
  ['{}string', new Map(), 'write the entries as an object: Object.fromEntries(…) makes it of a Map'],
  ['ScalingRules', new Date(0), 'write an object such as { name: value }'],
  ['ScalingRules', 5, 'give an object with the properties of ScalingRules'],
])('a %s that is %p', (type, value, fix) => {
  expect(found([`a: ${type}`], [value]).map((each) => each.fix)).toEqual([fix]);
});

test('the messages', () => {
  const problems = [
    ...found(['name: string'], []),
    ...found(['scope: construct', 'id: string'], [5, 5]),
    ...found(['server: ModelServer', 'fleet: IFleet'], ['vllm', { node: {} }]),
    ...found(['period: duration', 'limit: size', 'output: AdviceOutput'], [60, 2, 'loud']),
    ...found(['options: AvailableReplicasOptions'], [{ team: 'a' }]),
  ];
  expect(problems.map((problem) => explain(problem, { about: '' })).join('\n')).toMatchInlineSnapshot(`
"error  validation/missing  name
  must be set
  why: Maker.make has no default for it
  fix: give a string
error  validation/construct  scope
  got 5; must be a construct
  why: it stands in no tree of constructs, so nothing could be read of it or printed below it
  fix: give the chart or the construct that contains it, such as this
error  validation/id  id
  got 5; must be a string that is not empty
  why: a construct is found by its id, and its names derive from it
  fix: give an id that no other construct of the same scope has
error  validation/type  server
  got "vllm"; must be a ModelServer
  why: a value of another type would be misread, or fail later with a message that does not name this property
  fix: give a ModelServer, such as ModelServer.bentoMl(…)
error  validation/type  fleet
  got {"node":{}}; must be an IFleet, and it has no "spokes", "hostIn"
  why: a value of another type would be misread, or fail later with a message that does not name this property
  fix: give an IFleet
error  validation/duration  period
  got 60; must be a Duration of cdk8s
  why: the unit of any other value is unknown
  fix: give a Duration, such as Duration.seconds(60) or Duration.minutes(60)
error  validation/size  limit
  got 2; must be a Size of cdk8s
  why: the unit of any other value is unknown
  fix: give a Size, such as Size.mebibytes(2) or Size.gibibytes(2)
error  validation/choice  output
  got "loud"; must be one of "summary", "all", "off"
  why: AdviceOutput has no other value
  fix: choose from AdviceOutput.SUMMARY, AdviceOutput.ALL, AdviceOutput.OFF
error  validation/unknown-property  team
  got "a"; is no property of AvailableReplicasOptions
  why: nothing would read it, so it would be ignored silently
  fix: leave it out, or set a property that AvailableReplicasOptions has. It has allowEmptyClusters"
`);
});
