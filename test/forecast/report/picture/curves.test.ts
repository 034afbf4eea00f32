import {
  areaBetween, areaBeyond, lineArea, linePath, stepArea, stepPath,
} from '../../../../src/forecast/report/picture/curves';

describe('curves', () => {
  test('a line leaves out points that nobody could see', () => {
    expect(linePath([[0, 0], [1, 0.1], [2, 0], [3, 5], [4, 10]])).toBe('M0,0L2,0L4,10');
  });

  test('a line is interrupted where there is no value', () => {
    expect(linePath([[0, 0], [1, 1], [2, null], [3, 3], [4, 9]])).toBe('M0,0L1,1M3,3L4,9');
  });

  test('steps hold their value until the next one', () => {
    expect(stepPath([[0, 5], [1, 5], [2, 1], [3, 1]])).toBe('M0,5H2V1H3');
  });

  test('an area is closed at its base', () => {
    expect(stepArea([[0, 5], [2, 1], [3, 1]], 9)).toBe('M0,5H2V1H3V9H0Z');
    expect(lineArea([[0, 5], [2, 1]], 9)).toBe('M0,5L2,1V9H0Z');
  });

  test('what is beyond a level begins and ends where the curve crosses it', () => {
    expect(areaBeyond([[0, 10], [10, 0], [20, 10]], 5)).toBe('M5,5L10,0L15,5V5H5Z');
    expect(areaBeyond([[0, 10], [10, 8]], 5)).toBe('');
  });

  test('the area between two curves is drawn only where they differ', () => {
    const same: Array<[number, number]> = [[0, 1], [1, 1], [2, 1], [3, 1], [4, 1]];
    expect(areaBetween(same, same)).toBe('');
    expect(areaBetween(same, [[0, 1], [1, 1], [2, 1], [3, 1], [4, 6]])).toBe('M3,1L4,1L4,6L3,1Z');
  });

  test('of no points, and of values that are no numbers, there is no curve', () => {
    expect([linePath([]), stepPath([[0, null]]), stepArea([[0, NaN]], 1), areaBeyond([], 1)]).toEqual(['', '', '', '']);
  });
});
