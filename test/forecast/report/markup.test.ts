import { element, escaped, printable, shape, single } from '../../../src/forecast/report/markup';

describe('markup', () => {
  test('takes no character of a text for its own', () => {
    expect(escaped('<b>"x"&</b> \'y\'')).toBe('&lt;b&gt;&quot;x&quot;&amp;&lt;/b&gt; &#39;y&#39;');
  });

  test('replaces what moves a cursor, turns the direction of text, or is no character', () => {
    expect(printable('a\u001b[31mb\u202ec\ud800d\u0000')).toBe('a\ufffd[31mb\ufffdc\ufffdd\ufffd');
    expect(printable('one\r\n\ttwo')).toBe('one two');
    expect(printable('Größe 模型 🚀')).toBe('Größe 模型 🚀');
  });

  test('escapes attributes, and leaves out those without a value', () => {
    expect(element('a', { href: '"x"', id: undefined }, 'y')).toBe('<a href="&quot;x&quot;">y</a>');
    expect([single('br', {}), shape('rect', { x: 0 })]).toEqual(['<br>', '<rect x="0"/>']);
  });
});
