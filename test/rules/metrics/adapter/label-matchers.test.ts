import { matchersOf } from '../../../../src/rules/metrics/adapter/label-matchers';

const texts = (query: string) => matchersOf(query)?.map((list) => (
  list.map(({ label, operator, value }) => `${label} ${operator} ${value}`)));

test('the matchers of each series, with all operators and quotes', () => {
  expect(texts('sum(a{x="1", y!="2"}) + b { z=~\'3\' , w!~`4`, }'))
    .toEqual([['x = 1', 'y != 2'], ['z =~ 3', 'w !~ 4']]);
  expect(texts('sum(a{})')).toEqual([[]]);
  expect(texts('sum(a)')).toEqual([]);
});

test('strings and comments may hold any character, and a string its quote', () => {
  expect(texts('a{x="}",y="\\"{"} # {z="1"}')).toEqual([['x = }', 'y = "{']]);
  expect(texts('a{pod=~"a\\\\.b-.*"}')).toEqual([['pod =~ a\\.b-.*']]);
  expect(texts('label_replace(a{x="1"}, "b", "{y=\\"2\\"}", "c", "d")')).toEqual([['x = 1']]);
});

test.each([
  '{__name__="a"}', 'a{"b.c"="d"}', 'a{x="1"', 'a{x}', 'a{x="1" y="2" z}', 'a{x="1"} + "b', 'a{x="1"}`',
])('nothing is known of %s', (query) => {
  expect(matchersOf(query)).toBeUndefined();
});
