import { isPlaceholder } from '../../src/rules/placeholder';

const TEXTS = [
  '${PORT}', '$PORT', '$(PORT)', '{{ .Values.port }}', '<port>', 'web-<env>', 'YOUR_HOST', 'a.YOUR_DOMAIN.com',
  'REPLACE_ME',
];

test.each(TEXTS)('%s is a placeholder', (text) => {
  expect(isPlaceholder(text)).toBe(true);
});

const OTHERS = ['8080', '', '{a}', '<', '2 > 1', 'YOURS', 'Chat.example.com', 8080, null, undefined, {}];

test.each(OTHERS)('%j is none', (value) => {
  expect(isPlaceholder(value)).toBe(false);
});
