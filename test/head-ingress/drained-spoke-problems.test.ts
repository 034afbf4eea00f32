import { spoke } from './fleet';
import { allDrained } from '../../src/head-ingress/drained-spoke-problems';
import { codes } from '../helpers';

test('spokes that are all drained are refused', () => {
  const spokes = [spoke('bj', { drained: true }), spoke('sh', { drained: true })];
  expect(codes(allDrained(spokes))).toEqual([['head-ingress/all-spokes-drained', 'fleet.spokes']]);
});

test('one spoke that is not drained is enough', () => {
  expect(allDrained([spoke('bj', { drained: true }), spoke('sh')])).toEqual([]);
});
