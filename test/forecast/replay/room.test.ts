import { CountedRoom } from '../../../src/forecast/replay/room';

describe('counted room', () => {
  test('has places up to its number, and again those that are given back', () => {
    const room = new CountedRoom(2);
    const take = () => room.take() !== undefined;
    expect([take(), take(), take()]).toEqual([true, true, false]);
    room.leave();
    expect([take(), take()]).toEqual([true, false]);
  });

  test('is without end where no number is given', () => {
    const room = new CountedRoom();
    expect(Array.from({ length: 1000 }, () => room.take()).includes(undefined)).toBe(false);
  });
});
