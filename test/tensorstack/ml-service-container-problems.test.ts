import { argumentProblems, environmentProblems } from '../../src/tensorstack/ml-service-container-problems';
import { codes } from '../helpers';

type Refusal = [code: string, field: string];

test.each<[string, unknown, ...Refusal[]]>([
  ['a string, which is no list', '--a', ['tensorstack/not-a-list', 'args']],
  ['a number', 1, ['tensorstack/not-a-list', 'args']],
  ['an argument that is a number', ['--a', 1], ['tensorstack/argument-not-a-string', 'args[1]']],
  ['an argument that is undefined', [undefined], ['tensorstack/argument-not-a-string', 'args[0]']],
])('arguments are refused: %s', (_, args, ...expected) => {
  expect(codes(argumentProblems('args', args))).toEqual(expected);
});

test.each([undefined, null, [], ['--a', '']])('arguments are accepted: %p', (args) => {
  expect(argumentProblems('args', args)).toEqual([]);
});

test.each<[string, unknown, ...Refusal[]]>([
  ['a list', ['A=b'], ['tensorstack/not-an-object', 'environment']],
  ['null', null, ['tensorstack/not-an-object', 'environment']],
  ['a name with a space', { 'A B': 'c' }, ['validation/name', 'environment["A B"]']],
  ['a value that is a number', { D: 1 }, ['tensorstack/variable-not-a-string', 'environment["D"]']],
  ['a name with a space, and a value that is a number', { 'A B': 'c', 'D': 1 },
    ['validation/name', 'environment["A B"]'],
    ['tensorstack/variable-not-a-string', 'environment["D"]']],
])('variables are refused: %s', (_, environment, ...expected) => {
  expect(codes(environmentProblems(environment))).toEqual(expected);
});

test.each([undefined, {}, { A: '' }])('variables are accepted: %p', (environment) => {
  expect(environmentProblems(environment)).toEqual([]);
});
