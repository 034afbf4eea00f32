import { RULES } from '../../../src/rules/catalogue/all-rules';
import { KARMADA_RULES } from '../../../src/rules/catalogue/karmada-rules';

test('are those whose id says so, in one piece of the list', () => {
  const ids = KARMADA_RULES.map(({ id }) => id);
  expect(RULES.map(({ id }) => id).filter((id) => id.startsWith('karmada-'))).toEqual(ids);
  const first = RULES.indexOf(KARMADA_RULES[0]);
  expect(RULES.slice(first, first + ids.length)).toEqual(KARMADA_RULES);
});
