import { ObservedPods } from '../../../src/forecast/hpa/observed-pods';
import { podMetricReplicas } from '../../../src/forecast/hpa/replica-calculator';
import type { PodModel } from '../../../src/forecast/model/service-model';
import { PodSet } from '../../../src/forecast/replay/pod-set';
import { CountedRoom } from '../../../src/forecast/replay/room';

const TEN_PERCENT = { up: 0.1, down: 0.1 };

/** Two pods that are ready for long, and a third that started at 1000 s. */
function third(model: Pick<PodModel, 'startupSeconds' | 'metricsLagSeconds' | 'sampleWindowSeconds'>): PodSet {
  const pods = new PodSet(model, new CountedRoom());
  pods.scaleTo(2, 0);
  pods.scaleTo(3, 1_000_000);
  return pods;
}

/** What the autoscaler sees some seconds after the third has started. */
function seen(pods: PodSet, seconds: number): ObservedPods {
  const observed = new ObservedPods();
  pods.observe(1_000_000 + 1000 * seconds, observed);
  return observed;
}

/** In which count the third pod is: the one beside the two mature ones. */
function phase(observed: ObservedPods): string {
  const { starting, early, unmeasured, young, mature } = observed;
  if (mature === 3) return 'mature';
  const counts = Object.entries({ starting, early, unmeasured, young });
  return counts.filter(([, count]) => count === 1).map(([name]) => name).join();
}

const phases = (pods: PodSet, times: readonly number[]) => times.map((time) => phase(seen(pods, time)));

describe('what the autoscaler sees of a pod', () => {
  test('that is measured after it is ready', () => {
    const pods = third({ startupSeconds: [10], metricsLagSeconds: 20 });
    expect(phases(pods, [0, 9, 10, 29, 30])).toEqual(['starting', 'starting', 'unmeasured', 'unmeasured', 'mature']);
  });

  test('that is measured when it is ready: its first samples are of its start', () => {
    const pods = third({ startupSeconds: [10], metricsLagSeconds: 0 });
    expect(phases(pods, [9, 10, 24, 25])).toEqual(['starting', 'young', 'young', 'mature']);
  });

  test('that is measured long before it is ready', () => {
    const pods = third({ startupSeconds: [60], metricsLagSeconds: -30 });
    expect(phases(pods, [0, 29, 30, 59, 60, 74, 75])).toEqual(
      ['starting', 'starting', 'early', 'early', 'young', 'young', 'mature']);
  });

  test('whose samples are of one second', () => {
    const pods = third({ startupSeconds: [2], metricsLagSeconds: -2, sampleWindowSeconds: 1 });
    expect(phases(pods, [0, 1, 2, 3])).toEqual(['early', 'early', 'young', 'mature']);
  });
});

describe('three replicas for a target of 60 %: two pods at 45 %, and one that starts', () => {
  const metric = { value: 45, target: 60, request: 100, isCpu: true };
  const replicas = (observed: ObservedPods, isCpu = true) => (
    podMetricReplicas(3, { ...metric, isCpu }, observed, TEN_PERCENT));

  test('stay three where nothing measures it: it may use all it requests', () => {
    const observed = seen(third({ startupSeconds: [60], metricsLagSeconds: 0 }), 40);
    // (45 + 45 + 100) / 3 = 63 %, which is within the tolerance of 60 %.
    expect(replicas(observed)).toBe(3);
  });

  test('become two where it is measured and not ready: it does not count', () => {
    const observed = seen(third({ startupSeconds: [60], metricsLagSeconds: -30 }), 40);
    // 45 / 60 * 2 = 1.5.
    expect(replicas(observed)).toBe(2);
  });

  test('stay three for another metric than CPU, which comes only of ready pods', () => {
    const observed = seen(third({ startupSeconds: [60], metricsLagSeconds: -30 }), 40);
    expect(replicas(observed, false)).toBe(3);
  });
});
