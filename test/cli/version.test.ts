import { readFileSync } from 'fs';
import { VERSION } from '../../src/cli/version';

test('the version is the one of the package', () => {
  expect(VERSION).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version);
});
