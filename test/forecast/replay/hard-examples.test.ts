import type { Demand } from '../../../src/forecast/demand/demand';
import { fedDemand } from '../../../src/forecast/replay/hard-examples';
import { CountedRoom } from '../../../src/forecast/replay/room';
import { ServiceRecord } from '../../../src/forecast/replay/service-record';
import { ServiceReplay } from '../../../src/forecast/replay/service-replay';
import { container, cores, course, demand, podModel, service } from '../models';

/** Ten requests per second at an edge whose one pod completes four. */
const EDGE = demand({
  requests: { rate: course([0, 10]), serviceSeconds: 0.5, cpuSeconds: 0.5, parallel: 2 }, hardExamples: 0.25,
});

function edge(load: Demand): ServiceReplay {
  const model = service('edge', { pod: podModel({ containers: [container({ limitMilli: 2000 })] }) });
  const replay = new ServiceReplay(model, load, new CountedRoom(), new ServiceRecord(15_000, 15_000));
  replay.load.move(0, 1);
  return replay;
}

describe('the load of the cloud side', () => {
  test('is a share of what the edge completes, at the cost that it has at the edge', () => {
    const { requests } = fedDemand(demand(), edge(EDGE), EDGE);
    expect(requests!.rate.valueAt(0)).toBe(1);
    expect(requests).toMatchObject({ serviceSeconds: 0.5, cpuSeconds: 0.5, parallel: undefined });
  });

  test('begins when a pod of the edge is ready, not with the loop before', () => {
    const containers = [container({ limitMilli: 2000 })];
    const model = service('edge', { pod: podModel({ startupSeconds: [7], containers }) });
    const source = new ServiceReplay(model, EDGE, new CountedRoom(), new ServiceRecord(15_000, 15_000));
    source.step(0, 15_000);
    const { rate } = fedDemand(demand(), source, EDGE).requests!;
    expect([0, 6.999, 7, 14].map((seconds) => rate.valueAt(seconds))).toEqual([0, 0, 1, 1]);
  });

  test('comes on top of its own, at its own cost', () => {
    const own = demand({ requests: { rate: course([0, 3]), serviceSeconds: 2, cpuSeconds: 0.1, parallel: 8 } });
    const { requests } = fedDemand(own, edge(EDGE), EDGE);
    expect(requests!.rate.valueAt(0)).toBe(4);
    expect(requests).toMatchObject({ serviceSeconds: 2, cpuSeconds: 0.1, parallel: 8 });
  });

  test('keeps its metrics and outages', () => {
    const own = demand({ metrics: new Map([['queue', course()]]), outages: new Map([['cpu', [[0, 1]]]]) });
    expect(fedDemand(own, edge(EDGE), EDGE)).toMatchObject({ metrics: own.metrics, outages: own.outages });
  });

  test.each<[string, Demand | undefined]>([
    ['has no load', undefined],
    ['has a load in cores', { ...cores([0, 1]), hardExamples: 0.5 }],
    ['says no share', { ...EDGE, hardExamples: undefined }],
  ])('is its own where the edge %s', (_, ofEdge) => {
    const own = cores([0, 7]);
    expect(fedDemand(own, edge(ofEdge ?? demand()), ofEdge)).toBe(own);
  });
});
