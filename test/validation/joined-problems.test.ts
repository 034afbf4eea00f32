import { joined } from '../../src/validation/joined-problems';
import type { Problem } from '../../src/validation/problem';
import { codes } from '../helpers';

const problem = (code: string, field: string): Problem => ({ code, field, rule: 'r', why: 'w', fix: 'f' });
const own = (field: string) => problem('room/own', field);
const type = (field: string) => problem('validation/type', field);

test.each<[string, Problem[], Problem[], Array<[string, string]>]>([
  ['other fields', [own('a')], [type('b')], [['room/own', 'a'], ['validation/type', 'b']]],
  ['one field', [own('a')], [type('a')], [['room/own', 'a']]],
  ['a field that holds it', [own('a')], [type('a.b[0]')], [['room/own', 'a']]],
  ['a part of it, which was read from a value of the wrong type', [own('a[0]')], [type('a')],
    [['validation/type', 'a']]],
  ['a field whose name begins alike', [own('port')], [type('ports')],
    [['room/own', 'port'], ['validation/type', 'ports']]],
  ['properties that are no object', [own('a'), own('b')], [type('props')], [['validation/type', 'props']]],
  ['the properties as a whole', [own('options')], [type('a')], [['room/own', 'options']]],
  ['properties that are missing', [own('a')], [problem('validation/missing', 'props')], [['room/own', 'a']]],
  ['what holds a property that nothing reads', [own('a')], [problem('validation/unknown-property', 'a.b')],
    [['room/own', 'a'], ['validation/unknown-property', 'a.b']]],
  ['a property that nothing reads', [own('a.b')], [problem('validation/unknown-property', 'a.b')],
    [['room/own', 'a.b']]],
  ['the whole, which has a property that nothing reads', [own('')], [problem('validation/unknown-property', 'a')],
    [['room/own', ''], ['validation/unknown-property', 'a']]],
  ['nothing', [], [problem('validation/missing', 'props')], [['validation/missing', 'props']]],
])('where the call speaks of %s', (_, found, general, expected) => {
  expect(codes(joined(found, general))).toEqual(expected);
});
