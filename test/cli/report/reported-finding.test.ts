import { finding } from './findings';
import {
  byFileOf, countedWords, countsOf, isAtLeast, isOpen, objectOf, plural,
} from '../../../src/cli/report/reported-finding';

test('findings are counted by severity, and apart where they are acknowledged', () => {
  const findings = [
    finding({ severity: 'error' }), finding({ severity: 'error', acknowledged: 'x' }), finding(), finding(),
    finding({ severity: 'advice' }), finding({ acknowledged: '' }),
  ];
  expect(countsOf(findings)).toEqual({ errors: 1, warnings: 2, advice: 1, acknowledged: 2 });
  expect(findings.map(isOpen)).toEqual([true, false, true, true, true, false]);
});

test('a severity is at least itself and what is lighter', () => {
  const at = (['error', 'warning', 'advice'] as const).map((severity) => (
    (['error', 'warning', 'advice'] as const).filter((least) => isAtLeast(severity, least))));
  expect(at).toEqual([['error', 'warning', 'advice'], ['warning', 'advice'], ['advice']]);
});

test('an object is called as kubectl calls it', () => {
  expect(objectOf(finding())).toBe('Deployment vision/a');
  expect(objectOf(finding({ namespace: '' }))).toBe('Deployment a');
});

test('counts are words', () => {
  expect(countedWords({ errors: 1, warnings: 2, advice: 0, acknowledged: 0 })).toBe('1 error, 2 warnings');
  expect(countedWords({ errors: 0, warnings: 0, advice: 2, acknowledged: 1 }))
    .toBe('2 pieces of advice, 1 acknowledged finding');
  expect(countedWords({ errors: 0, warnings: 0, advice: 0, acknowledged: 0 })).toBe('');
  expect([plural(0, 'file'), plural(1, 'file'), plural(2, 'file'), plural(2, 'box', 'boxes')])
    .toEqual(['', '1 file', '2 files', '2 boxes']);
});

test('findings are grouped by file, in their order', () => {
  const [a, b, c] = [finding(), finding({ file: 'b' }), finding({ line: 9 })];
  expect([...byFileOf([a, b, c])]).toEqual([['a.yaml', [a, c]], ['b', [b]]]);
});
