import { contestants, isSlow, nameOf, VARIANTS, type VariantName } from '../../../bench/synth/contestants';

describe('contestants', () => {
  test('variants take part in each way of charts, tools once', () => {
    expect(contestants(['plus', 'helm'], ['one', 'each']).map(nameOf)).toEqual(['helm', 'plus, one', 'plus, each']);
  });

  test('stock apps with many charts are slow, and nothing else', () => {
    const slow = (services: number) => contestants(VARIANTS, ['one', 'each'])
      .filter((contestant) => isSlow(contestant, services))
      .map(({ variant, charts }): [VariantName, string?] => [variant, charts]);
    expect(slow(1000)).toEqual([]);
    expect(slow(3000)).toEqual([['library', 'each'], ['plus', 'each'], ['raw', 'each']]);
  });
});
