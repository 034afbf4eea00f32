import { compare, objectsOf, type Written } from '../../../bench/synth/equality';

const written = (files: Record<string, string>): Written => (
  new Map(Object.entries(files).map(([file, text]) => [file, objectsOf(text)])));

const A = 'apiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: fleet}\nspec: {ports: [{port: 1}]}\n';
const B = A.replace('name: a,', 'name: b,');

describe('equality of what is written', () => {
  test('comments, the order of fields and the form of YAML make no difference', () => {
    const json = '{"spec":{"ports":[{"port":1}]},"kind":"Service","metadata":{"namespace":"fleet","name":"a"},'
      + '"apiVersion":"v1"}';
    expect(() => compare('x', written({ f: `---\n# Source: a\n${A}---\n${B}` }), written({ f: `${json}\n---\n${B}` })))
      .not.toThrow();
  });

  test.each([
    ['another value', { f: A.replace('port: 1', 'port: 2') }, /"x" gives another v1 Service fleet a:/],
    ['another type', { f: A.replace('port: 1', 'port: "1"') }, /"x" gives another v1 Service fleet a:/],
    ['another object', { f: B }, /"x" gives other objects than the library in f:/],
    ['one object more', { f: `${A}---\n${B}` }, /"x" gives other objects than the library in f:/],
    ['no object', { f: '' }, /"x" gives other objects than the library in f:/],
    ['another file', { g: A }, /"x" writes other files than the library:/],
  ])('%s is found', (_, files: Record<string, string>, message) => {
    expect(() => compare('x', written(files), written({ f: A }))).toThrow(message);
  });

  test('what no reader of YAML takes is an error', () => {
    expect(() => objectsOf('a: [1')).toThrow();
  });
});
