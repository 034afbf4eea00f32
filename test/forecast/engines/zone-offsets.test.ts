import { ZoneOffsets } from '../../../src/forecast/engines/zone-offsets';

const at = (text: string) => Date.parse(text);
const HOUR = 3_600_000;

describe('the offset of a time zone', () => {
  test.each([
    ['UTC', '2026-03-29T01:00:00Z', 0], ['Europe/Berlin', '2026-03-29T00:59:59Z', 1],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', 2], ['Europe/Berlin', '2026-10-25T00:59:59.999Z', 2],
    ['Europe/Berlin', '2026-10-25T01:00:00Z', 1], ['Asia/Kolkata', '2026-01-01T00:00:00Z', 5.5],
    ['Pacific/Apia', '2026-07-01T00:00:00Z', 13], ['America/New_York', '1990-07-01T00:00:00.500Z', -4],
  ])('%s at %s is %p hours', (zone, moment, hours) => {
    expect(new ZoneOffsets(zone).spanAt(at(moment)).offset).toBe(hours * HOUR);
  });

  test('holds until the clocks change, and no second longer', () => {
    const zone = new ZoneOffsets('Europe/Berlin');
    expect(zone.spanAt(at('2026-01-01T00:00:00.250Z')).to).toBe(at('2026-03-29T01:00:00Z'));
    expect(zone.spanAt(at('2026-03-29T01:00:00Z'))).toEqual({
      from: at('2026-03-29T01:00:00Z'), to: at('2026-10-25T01:00:00Z'), offset: 2 * HOUR,
    });
    expect(zone.spanAt(at('2026-02-01T00:00:00Z')).offset).toBe(HOUR);
  });

  test('of a zone without changes ends after more than a year, to be asked again', () => {
    const { from, to } = new ZoneOffsets('UTC').spanAt(0);
    expect(to - from).toBe(400 * 24 * HOUR);
  });

  test('of an unknown zone is an error', () => {
    expect(() => new ZoneOffsets('Mars/X')).toThrow(RangeError);
  });
});
