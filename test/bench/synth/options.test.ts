import { VARIANTS } from '../../../bench/synth/contestants';
import { CHECKED_SERVICES } from '../../../bench/synth/goals';
import { optionsOf } from '../../../bench/synth/options';

describe('options of the bench', () => {
  test('measure everything unless asked otherwise', () => {
    const asked = optionsOf([])!;
    expect(asked.services).toEqual([1, 100, 1000, 3000, 10_000]);
    expect(asked).toMatchObject({ charts: ['one', 'each'], variants: VARIANTS, full: false, check: false });
    expect([1, 1000, 3000, 10_000].map(asked.runs)).toEqual([7, 7, 5, 3]);
  });

  test('chosen sizes ascend, and the rules are then measured in seconds', () => {
    expect(optionsOf(['--services', '100,1,100'])).toMatchObject({ services: [1, 100], objects: [1000, 4000] });
  });

  test('a check measures the size that it judges, with few rounds', () => {
    const asked = optionsOf(['--check'])!;
    expect(asked).toMatchObject({ services: [CHECKED_SERVICES], check: true, full: false });
    expect(asked.runs(CHECKED_SERVICES)).toBe(3);
  });

  test('rounds, charts, variants, time and sizes of the rules can be chosen', () => {
    const text = '--runs 2 --charts each --variants library,helm --minutes 0.5 --growth 10,20 --full';
    const asked = optionsOf(text.split(' '))!;
    expect(asked).toMatchObject({
      charts: ['each'], variants: ['helm', 'library'], minutes: 0.5, objects: [10, 20], full: true,
    });
    expect(asked.runs(10_000)).toBe(2);
  });

  test.each([
    ['help', ['--help']],
    ['no service', ['--services', '0']],
    ['a size that is no number', ['--services', '1,many']],
    ['half a round', ['--runs', '1.5']],
    ['a way of charts that there is not', ['--charts', 'two']],
    ['a variant that there is not', ['--variants', 'helm,kustomize']],
    ['no time', ['--minutes', '0']],
    ['one size of the rules', ['--growth', '1000']],
  ])('%s asks for help', (_, args) => {
    expect(optionsOf(args)).toBeUndefined();
  });

  test('an unknown option is refused', () => {
    expect(() => optionsOf(['--sizes', '1'])).toThrow(/--sizes/);
  });
});
