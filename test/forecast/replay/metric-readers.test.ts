import { CpuReader, InterruptedReader, SharedReader, TotalReader } from '../../../src/forecast/replay/metric-readers';
import { ServiceLoad } from '../../../src/forecast/replay/service-load';
import { container, cores, course, podModel, service } from '../models';

/** A load of cores on ready pods. */
function loadOf(value: number, ready: number): ServiceLoad {
  const load = new ServiceLoad(service('one', { pod: podModel() }), cores([0, value]));
  load.move(0, ready);
  return load;
}

describe('CPU of a pod', () => {
  test('is its part of the load, cut off to whole thousandths', () => {
    expect(new CpuReader(loadOf(1, 3), [container()]).read()).toBe(333);
  });

  test('is at most the limit, and at most what the threads are good for', () => {
    expect(new CpuReader(loadOf(9, 2), [container({ limitMilli: 2000 })]).read()).toBe(2000);
    expect(new CpuReader(loadOf(9, 2), [container({ threadsMilli: 1000 })]).read()).toBe(1000);
  });

  test('is that of its containers, each by its share and within its limit', () => {
    const both = [container({ share: 0.75, limitMilli: 500 }), container({ name: 'b', share: 0.25 })];
    expect(new CpuReader(loadOf(2, 2), both).read()).toBe(750);
    expect(new CpuReader(loadOf(2, 2), []).read()).toBe(0);
  });

  test('of no pod at all is as of one', () => {
    expect(new CpuReader(loadOf(1, 0), [container()]).read()).toBe(1000);
  });
});

test('a metric of pods is an equal part of the total, cut off to whole thousandths', () => {
  const total = course([0, 10], [60, 1]);
  expect(new SharedReader(total, loadOf(0, 3)).read(0)).toBe(3333);
  expect(new SharedReader(total, loadOf(0, 0)).read(60)).toBe(1000);
});

test('a total is in thousandths, rounded', () => {
  expect(new TotalReader(course([0, 1.23456])).read(0)).toBe(1235);
});

test('an outage begins at its first moment and is over at its last', () => {
  const reader = new InterruptedReader({ read: () => 7 }, [[10, 20], [30, 40]]);
  expect([9, 10, 19.999, 20, 35, 40].map((at) => reader.read(at))).toEqual([7, NaN, NaN, 7, NaN, 7]);
});
