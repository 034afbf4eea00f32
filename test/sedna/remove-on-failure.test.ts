import { Construct } from 'constructs';
import { whole } from '../../src/sedna/all-or-nothing';
import { refusal, testChart } from '../helpers';

test('what is made is given back, and stays in the tree', () => {
  const chart = testChart();
  const made = new Construct(chart, 'Made');
  expect(whole(made, () => 7)).toBe(7);
  expect(chart.node.children).toEqual([made]);
});

test('what fails leaves nothing in the tree, nor its id, and says why itself', () => {
  const chart = testChart();
  const failed = new Construct(chart, 'Failed');
  expect(refusal(() => whole(failed, () => new Construct(failed, 'Child') && JSON.parse('{')))).toMatch(/JSON/);
  expect(chart.node.children).toEqual([]);
  expect(new Construct(chart, 'Failed').node.path).toBe('test/Failed');
});
