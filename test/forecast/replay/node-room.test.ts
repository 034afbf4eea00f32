import * as fc from 'fast-check';
import { lackOf, Nodes } from '../../../src/forecast/replay/node-room';

const SIZE = { 'cpu': 4000, 'memory': 16, 'nvidia.com/gpu': 1 };

describe('nodes', () => {
  test('are taken one after the other: a pod goes to the first that has room', () => {
    const nodes = new Nodes(SIZE);
    const [big, small] = [nodes.roomFor({ cpu: 3000 }), nodes.roomFor({ cpu: 1000 })];
    expect([big.take(), big.take(), small.take(), small.take(), small.take()]).toEqual([0, 1, 0, 1, 2]);
    expect(nodes.used).toBe(3);
  });

  test('count while they have a pod, and are used again', () => {
    const nodes = new Nodes(SIZE);
    const room = nodes.roomFor({ cpu: 4000 });
    expect([room.take(), room.take()]).toEqual([0, 1]);
    room.leave(0);
    expect(nodes.used).toBe(1);
    expect(room.take()).toBe(0);
    expect(nodes.used).toBe(2);
  });

  test.each([
    ['memory', { memory: 10 }, 2],
    ['devices', { 'nvidia.com/gpu': 1 }, 2],
    ['nothing', {}, 1],
    ['a resource in which they have more', { cpu: 1000, memory: 1 }, 1],
  ])('have room for two pods that ask for %s', (_, request, used) => {
    const nodes = new Nodes(SIZE);
    const room = nodes.roomFor(request);
    room.take();
    room.take();
    expect(nodes.used).toBe(used);
  });

  test('take 110 pods at most, as kubelets do', () => {
    const nodes = new Nodes(SIZE);
    const room = nodes.roomFor({ cpu: 1 });
    const places = Array.from({ length: 221 }, () => room.take());
    expect([places[109], places[110], places[220], nodes.used]).toEqual([0, 1, 2, 3]);
  });

  test('have room on disks, unless they say how much', () => {
    const request = { 'ephemeral-storage': 2 ** 30 };
    expect(new Nodes(SIZE).roomFor(request).take()).toBe(0);
    expect(new Nodes({ ...SIZE, 'ephemeral-storage': 2 ** 29 }).roomFor(request).take()).toBeUndefined();
    expect([lackOf(SIZE, request), lackOf(SIZE, { cpu: 4001, gpu: 1, other: 0 })]).toEqual([[], ['cpu', 'gpu']]);
  });

  test('are as many as there are', () => {
    const room = new Nodes(SIZE, 2).roomFor({ cpu: 4000 });
    expect([room.take(), room.take(), room.take()]).toEqual([0, 1, undefined]);
  });

  test.each([
    ['more than a node has', { cpu: 4001 }],
    ['more than one of a device', { 'nvidia.com/gpu': 2 }],
    ['a resource that no node has', { 'amd.com/gpu': 1 }],
  ])('have no room for a pod that asks for %s, and none is taken for it', (_, request) => {
    const nodes = new Nodes(SIZE);
    nodes.roomFor({ cpu: 1 }).take();
    expect(nodes.couldHold(request)).toBe(false);
    expect(nodes.roomFor(request).take()).toBeUndefined();
    expect(nodes.used).toBe(1);
  });

  test('hold a pod that asks for none of a resource that they do not have', () => {
    expect(new Nodes(SIZE).couldHold({ 'amd.com/gpu': 0 })).toBe(true);
  });

  test('are never overfull, and are as free as at the beginning when all pods left', () => {
    const requests: ReadonlyArray<Record<string, number>> = [
      { cpu: 1500 }, { cpu: 700, memory: 9 }, { 'nvidia.com/gpu': 1 },
    ];
    const steps = fc.array(fc.tuple(fc.nat(2), fc.boolean()), { maxLength: 60 });
    fc.assert(fc.property(steps, (given) => {
      const nodes = new Nodes(SIZE, 4);
      const rooms = requests.map((request) => nodes.roomFor(request));
      const placed: Array<readonly [kind: number, place: number]> = [];
      for (const [kind, isTaken] of given) {
        const place = isTaken ? rooms[kind].take() : undefined;
        if (place !== undefined) placed.push([kind, place]);
        const gone = isTaken ? undefined : placed.shift();
        if (gone) rooms[gone[0]].leave(gone[1]);
        for (const [resource, most] of Object.entries(SIZE)) {
          const used = [0, 0, 0, 0];
          for (const [one, at] of placed) used[at] += requests[one][resource] ?? 0;
          expect(Math.max(...used)).toBeLessThanOrEqual(most);
        }
        expect(nodes.used).toBe(new Set(placed.map(([, at]) => at)).size);
      }
      for (const [kind, place] of placed) rooms[kind].leave(place);
      expect(nodes.used).toBe(0);
      const whole = nodes.roomFor(SIZE);
      expect([whole.take(), whole.take(), whole.take(), whole.take(), whole.take()]).toEqual([0, 1, 2, 3, undefined]);
    }), { numRuns: 100 });
  });
});
