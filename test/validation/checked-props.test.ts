import { isChecked, markChecked } from '../../src/validation/checked-props';

test('properties count as checked once they are marked, and only these', () => {
  const props = { name: 'a' };
  expect(isChecked(props)).toBe(false);
  expect(markChecked(props)).toBe(props);
  expect([isChecked(props), isChecked({ ...props })]).toEqual([true, false]);
});
