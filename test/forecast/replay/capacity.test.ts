import type { RequestDemand } from '../../../src/forecast/demand/demand';
import type { ContainerModel, PodModel } from '../../../src/forecast/model/service-model';
import { coresOfPod, requestsOfPod, usableMilli } from '../../../src/forecast/replay/capacity';
import { container, course, podModel } from '../models';

const UNLIMITED = { limitMilli: undefined, threadsMilli: undefined };
const pod = (...containers: ContainerModel[]) => podModel({ containers });
const requests = (changes: Partial<RequestDemand> = {}): RequestDemand => (
  { rate: course(), serviceSeconds: 0.5, cpuSeconds: 0.5, ...changes });

describe('what a container can use', () => {
  test.each([
    ['its limit', { limitMilli: 1500 }, 1500],
    ['what its threads are good for', { threadsMilli: 1000 }, 1000],
    ['the less of both', { limitMilli: 1500, threadsMilli: 1000 }, 1000],
    ['anything where nothing limits it', {}, Infinity],
  ])('is %s', (_, limits, usable) => {
    expect(usableMilli({ ...container(UNLIMITED), ...limits })).toBe(usable);
  });
});

describe('the cores of a pod', () => {
  test('are those of the containers that take a share of the load', () => {
    const idle = container({ name: 'sidecar', share: 0, limitMilli: 500 });
    expect(coresOfPod(pod(container({ limitMilli: 1500 }), idle))).toBe(1.5);
    expect(coresOfPod(pod(container({ share: 0.5 }), container({ share: 0.5, limitMilli: 250 })))).toBe(2.25);
    expect(coresOfPod(pod(container(UNLIMITED), idle))).toBe(Infinity);
  });
});

describe('the requests that a pod can complete', () => {
  const limited = pod(container({ limitMilli: 2000 }));
  const unlimited = pod(container(UNLIMITED));

  test.each<[string, PodModel, RequestDemand, number]>([
    ['by its cores', limited, requests(), 4],
    ['by its cores, where a request takes less CPU than time', limited, requests({ cpuSeconds: 0.1 }), 20],
    ['by how many it works on at the same time', unlimited, requests({ parallel: 3 }), 6],
    ['by the fewer of both', limited, requests({ parallel: 3 }), 4],
    ['by the fewer of both', limited, requests({ parallel: 1 }), 2],
    ['by what the manifests show', { ...unlimited, parallelRequests: 2 }, requests(), 4],
    ['by what the load says before that', { ...unlimited, parallelRequests: 2 }, requests({ parallel: 1 }), 2],
    ['without an end where nothing limits it', unlimited, requests(), Infinity],
    ['by the parallel ones alone where a request takes no CPU', limited, requests({ cpuSeconds: 0, parallel: 1 }), 2],
    ['without an end where a request takes no CPU', limited, requests({ cpuSeconds: 0 }), Infinity],
    ['by the container that is full first',
      pod(container({ share: 0.5 }), container({ share: 0.5, limitMilli: 500 })), requests(), 2],
    ['whatever the containers without a share have',
      pod(container(), container({ share: 0, limitMilli: 1 })), requests(), 4],
  ])('%s', (_, given, load, perSecond) => {
    expect(requestsOfPod(given, load)).toBe(perSecond);
  });
});
