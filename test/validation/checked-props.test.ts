import { checkedName, defineChecked } from '../../src/validation/checked-props';

describe('properties that an outer construct has checked', () => {
  test('have the name that it gives, and only these', () => {
    const props = { name: 'a' };
    const seen = defineChecked(props, 'outer', () => [checkedName(props), checkedName({ ...props })]);
    expect(seen).toEqual(['outer', undefined]);
  });

  test('count as checked only while the inner construct is defined', () => {
    const props = {};
    const fails = () => defineChecked(props, 'outer', () => {
      throw new Error('not defined');
    });
    expect(fails).toThrow('not defined');
    expect(checkedName(props)).toBeUndefined();
  });
});
