/** Texts that some reader of YAML takes for something else when they stand without quotes, or cannot read at all. */

const ALL_CASES = (word: string) => [word, word.toUpperCase(), word[0].toUpperCase() + word.slice(1)];

const WORDS = [
  ...['y', 'n', 'yes', 'no', 'true', 'false', 'on', 'off', 'null'].flatMap(ALL_CASES), 'nULL', 'tRUE', '~', '=', '<<',
  '', 'none', 'nil', 'Inf', 'NaN', 'infinity',
];

const NUMBERS = [
  '0', '-0', '+0', '00', '07', '08', '0o770', '-0o7', '+0o7', '0O17', '0o8', '0o', '0x1F', '0X1F', '-0x1f', '0xg',
  '0x', '0x_', '0b1', '0B1', '0b-1', '-0b1', '0b', '0b2', '0b_', '1_000', '1__0', '1_', '_1', '0_x1', '0_o7', '0_b1',
  '-_5', '+_1', '_', '-_', '0_', '0o_7', '0x-1', '1', '-1', '+1', '12345678901234567890', '1.', '.5', '-.5', '+.5',
  '.', '+.', '-.', '..', '.1.', '1.2.3', '10.0.0.1', '1,000', '1e3', '1E3', '1e+3', '1e-3', '1e_3', '1e_-3', '1_e3',
  '1e', 'e5', 'E5', '-e5', '+e5', '.e5', '-.e5', '.5e3', '._5', '.5_0', '5e', '1e1000', '.inf', '-.inf', '+.inf',
  '.Inf', '.INF', '.nan', '.NaN', '.NAN', '-.nan', '1:30', '12:30:45.5', '1:30:00', '-1:30', '1:60', '1:3:', '1_0:30',
  '0:0', '190:20:30', '1:30_', '1.5Gi', '500m', '1Gi', '1e3Gi',
];

const TIMES = [
  '2001-01-01', '2001-1-1', '01-01-2001', '2001-13-45', '2001-12-14T21:59:43Z', '2001-12-14t21:59:43.10-05:00',
  '2001-12-14 21:59:43.10 -5', '2001-12-14  21:59:43', '2001-12-14\t21:59:43', '2001-12-15 2:59:43.10', '2001-12',
  '2001-12-14x', '12001-01-01', '2001_01_01', '21:59:43', '2001-01-01T', '2001-01-01 a',
];

const INDICATORS = [
  '---', '...', '--- a', '---a', '... a', '...a', '--', '-', '?', ':', '::', ':a', '- a', '-a', '? a', '?a', ': a',
  'a:', 'a: b', 'a:b', 'a :b', 'a : b', 'a ', ' a', ' ', '  ', 'a  b', 'a #b', 'a#b', '#a', '#', 'a #', 'a, b', ',a',
  '{}', '[]', '{a: b}', '[a, b]', '{', '}', '[', ']', 'a]', 'a}', '&a', '*a', '!a', '!!str a', '!', '|', '>', '|-',
  '>+', 'a|b', '%YAML 1.2', '%', '@a', '`a`', '"', '\'', '"a"', '\'a\'', 'a"b', 'a\'b', 'a"b\'c', '\\', 'a\\nb',
  '"a: \'b', '{"a": 1}', '["a", "b"]', '[1, 2', '\'\'', '""', '- ', '?\ta', '-\ta', '- - a', '$(A)', '${A}',
  '{{ a }}',
];

const CONTROLS = [
  'a\tb', '\ta', 'a\t', '\t', 'a\t#b', 'a:\tb', 'a\rb', '\r', 'a\r', 'a\r\nb', 'a\r\n', '\x85', 'a\x85b', '\u2028',
  'a\u2028b', '\u2029', 'a\u2029b', '\ufeff', '\ufeffa', 'a\ufeffb', '\ufffe', '\uffff', 'a\uffffb', '\0', 'a\0b',
  '\x07', '\b', '\v', '\f', '\x1b[0m', '\x7f', '\x80', '\x9f', '\xa0', '\xa0a', 'a\xa0', '\u2003a', 'a\u3000',
  '\ud800', '\udc00', 'a\ud800b', '\udc00\ud800', '😀', 'a😀b', '\u{10ffff}', '\ufdd0', '\ud7ff', '\ue000',
  '\ufffd', '\u{1ffff}', 'é', '日本語', '\u200b', '\u202e',
];

const LINES = [
  '\n', '\n\n', 'a\n', 'a\n\n', 'a\n\n\n', '\na', '\n\na', 'a\nb', 'a\nb\n', 'a\nb\n\n', 'a\n\nb', 'a\n\n\nb\n',
  'a\n \nb', 'a\n  \n\nb\n', 'a\n ', 'a\n \n', 'a\n\t', 'a\n\t\n', ' \n', ' \na', ' a\nb', '\ta\nb', 'a\n b', 'a\n\tb',
  'a\n\n b', 'a\n\n\tb', 'a \nb', 'a\nb ', 'a\nb\t', 'a\t\nb', '#a\nb', 'a\n#b', '- a\n- b', 'a: b\nc: d', '---\na',
  'a\n---\nb', 'a\n...\n', '...\n', 'a\n\x85b', 'a\n\u2028b', 'a\n\0b', 'a\r\nb\r\n', 'a\n\ud800', 'a\n\ufeffb',
  '"\n"', '\'\n', '|\na', '>-\n a', '%\na', '\\\n\\', 'a\n\n ', 'a\n \n ', 'a\n\n', '~\n', 'no\n', '1\n', '{}\n',
  '-----BEGIN CERTIFICATE-----\nMIIB+jCCAWOgAwIBAgIUc\nZ/8=\n-----END CERTIFICATE-----\n',
  '#!/bin/sh\nset -eu\n\nif [ "$1" = "a: b" ]; then\n\techo "it\'s #1"\nfi\n',
  '{\n  "a": [\n    1\n  ]\n}\n', '<html>\n\n  <body>\n  </body>\n</html>',
];

const LONG = [
  'a'.repeat(1500), 'a b '.repeat(400), `${'word '.repeat(300)}: x`, '"\' '.repeat(400), '\x85'.repeat(500),
  'é'.repeat(1001), '😀'.repeat(600), `a\n${'b'.repeat(2000)}`, '0'.repeat(2000), '1_'.repeat(700), '"'.repeat(600),
  '1'.repeat(400), `${'9'.repeat(310)}.5`, 'a'.repeat(999), 'a'.repeat(1000), 'a'.repeat(1001), `\t${'a'.repeat(999)}`,
];

export const DANGEROUS_TEXTS: readonly string[] = [
  ...new Set([...WORDS, ...NUMBERS, ...TIMES, ...INDICATORS, ...CONTROLS, ...LINES, ...LONG]),
];

/** What such texts are made of. */
export const PIECES: readonly string[] = [
  ...[...'0179abefnoxybtEOXTZ_+-.:,;=~!?*&#|>%@`\'"\\/()[]{}<$^ \t\n\r'], '\n', '\n\n', '  ', ' #', ': ', '- ', '? ',
  '---', '...', '0x', '0o', '0b', 'e5', 'yes', 'null', 'true', '.inf', '.nan', '2001-01-01', ':30', '<<', '\r\n',
  '\x85', '\u2028', '\u2029', '\ufeff', '\ufffe', '\0', '\x7f', '\xa0', '\ud800', '\udc00', 'é', '日', '😀', '\\n',
];
