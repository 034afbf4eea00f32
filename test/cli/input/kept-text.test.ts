import { kept } from '../../../src/cli/input/kept-text';

describe('a text that is kept', () => {
  const texts = ['', 'a', 'classifier', '模型 – größer', '\ud800', ' a ', 'x'.repeat(61), 'x'.repeat(100_000)];

  test.each(texts.map((text) => [text]))('is the text that was given: %j', (text) => {
    expect(kept(text)).toBe(text);
    expect(kept(text)).toBe(text);
  });

  test('stays itself when very many others came between', () => {
    for (let i = 0; i < 10_000; i++) expect(kept(`name-${i}`)).toBe(`name-${i}`);
    expect(kept('name-0')).toBe('name-0');
  });
});
