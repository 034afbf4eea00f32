import { NodesRecord } from '../../../src/forecast/replay/nodes-record';

describe('the record of nodes', () => {
  test('has the most of each span, the most of all, and their time together', () => {
    const record = new NodesRecord(50_000, 30_000);
    record.add(0, 15_000, 1);
    record.add(15_000, 30_000, 3);
    record.add(30_000, 45_000, 2);
    record.add(45_000, 50_000, 0);
    expect([...record.needed]).toEqual([3, 2]);
    expect([record.peak, record.time]).toEqual([3, 15_000 * 6]);
  });
});
