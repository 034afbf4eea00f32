import { ServiceLoad } from '../../../src/forecast/replay/service-load';
import { container, cores, course, demand, metric, podModel, service } from '../models';

const SERVICE = service('classifier', { pod: podModel({ containers: [container({ limitMilli: 2000 })] }) });
const REQUESTS = { rate: course([0, 10]), serviceSeconds: 0.5, cpuSeconds: 0.2 };

function moved(load: ServiceLoad, seconds: number, ready: number) {
  load.move(seconds, ready);
  const { demand: asked, served, milli } = load;
  return { asked, served, milli };
}

describe('a load in cores', () => {
  test('is served as far as the pods have cores, and all of it uses CPU', () => {
    const load = new ServiceLoad(SERVICE, cores([0, 3], [60, 9]));
    expect([load.unit, load.isLimited]).toEqual(['cores', true]);
    expect(moved(load, 0, 2)).toEqual({ asked: 3, served: 3, milli: 3000 });
    expect(moved(load, 60, 2)).toEqual({ asked: 9, served: 4, milli: 9000 });
    expect(moved(load, 60, 0)).toEqual({ asked: 9, served: 0, milli: 9000 });
  });
});

describe('a load in requests', () => {
  test('is served as far as the pods can, and only what is served uses CPU', () => {
    const load = new ServiceLoad(SERVICE, demand({ requests: { ...REQUESTS, parallel: 2 } }));
    expect(load.unit).toBe('requests/s');
    expect(moved(load, 0, 1)).toEqual({ asked: 10, served: 4, milli: 800 });
    expect(moved(load, 0, 3)).toEqual({ asked: 10, served: 10, milli: 2000 });
    expect(moved(load, 0, 0)).toEqual({ asked: 10, served: 0, milli: 0 });
  });

  test('is what counts where cores or a metric are given beside it', () => {
    const load = new ServiceLoad(SERVICE, {
      ...metric('queue', [0, 7]), cores: course([0, 1]), requests: REQUESTS,
    });
    expect(load.unit).toBe('requests/s');
    expect(moved(load, 0, 5).asked).toBe(10);
  });
});

describe('a load that is a metric', () => {
  test('has its name for a unit, and all of it is served while a pod is ready', () => {
    const load = new ServiceLoad(SERVICE, metric('queue', [0, 70]));
    expect([load.unit, load.isLimited]).toEqual(['queue', false]);
    expect(moved(load, 0, 1)).toMatchObject({ asked: 70, served: 70 });
    expect(moved(load, 0, 0)).toMatchObject({ asked: 70, served: 0 });
  });
});

test('without a load there is no unit and no demand', () => {
  const load = new ServiceLoad(SERVICE, demand());
  expect([load.unit, load.isLimited]).toEqual([undefined, false]);
  expect(moved(load, 0, 3)).toEqual({ asked: 0, served: 0, milli: 0 });
});

test('without a limit there is nothing that a pod could not serve', () => {
  const open = service('open', { pod: podModel({ containers: [container({ limitMilli: undefined })] }) });
  const load = new ServiceLoad(open, cores([0, 50]));
  expect(load.isLimited).toBe(false);
  expect(moved(load, 0, 1).served).toBe(50);
});
