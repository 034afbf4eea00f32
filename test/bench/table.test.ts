import { table } from '../../bench/table';

describe('table', () => {
  test('pads the columns, and puts those of numbers to the right', () => {
    expect(table([['what', 'n', 'of it'], ['one', '1', '×0.50'], ['two hundred', '200', '']]).split('\n')).toEqual([
      '| what        |   n | of it |',
      '| ----------- | --: | ----: |',
      '| one         |   1 | ×0.50 |',
      '| two hundred | 200 |       |',
    ]);
  });

  test.each(['10,000', '0.90–1.10', '-0.50', '<0.10', '×1.00'])('%s is a number', (cell) => {
    expect(table([['a column'], [cell]])).toContain('-------: |');
  });

  test.each(['too fast', 'more than 120.00', 'one'])('%s is a text', (cell) => {
    expect(table([['a column'], [cell]])).not.toContain('-: |');
  });
});
