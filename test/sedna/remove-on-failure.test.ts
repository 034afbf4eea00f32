import { Construct } from 'constructs';
import { removeOnFailure } from '../../src/sedna/remove-on-failure';
import { testChart } from '../helpers';

test('what succeeds is returned, and the construct stays in the tree', () => {
  const chart = testChart();
  const made = new Construct(chart, 'Made');
  expect(removeOnFailure(made, () => 7)).toBe(7);
  expect(chart.node.children).toEqual([made]);
});

test('what fails removes the construct, so that its id is free, and throws its own error', () => {
  const chart = testChart();
  const failed = new Construct(chart, 'Failed');
  const fails = () => removeOnFailure(failed, () => new Construct(failed, 'Child') && JSON.parse('{'));
  expect(fails).toThrow(SyntaxError);
  expect(chart.node.children).toEqual([]);
  expect(new Construct(chart, 'Failed').node.path).toBe('test/Failed');
});
