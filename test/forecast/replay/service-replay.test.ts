import type { ServiceModel } from '../../../src/forecast/model/service-model';
import { hpaSettings } from '../../../src/forecast/reading/hpa-settings-of';
import { replay } from '../../../src/forecast/replay/replay';

/** Ten pods whose load ends after ten minutes; each loop recommends a third of what was there before. */
function scalingIn(behavior?: object): Array<[at: number, replicas: number]> {
  const metrics = [{
    type: 'Object',
    object: { metric: { name: 'rps' }, target: { type: 'Value', value: '60' } },
  }];
  const model: ServiceModel = {
    id: 'default/Deployment/front',
    namespace: 'default',
    kind: 'Deployment',
    name: 'front',
    autoscaler: 'HorizontalPodAutoscaler/front',
    hpa: hpaSettings({ maxReplicas: 10, metrics, behavior }),
    pod: { containers: [], startupSeconds: [1], startupFrom: 'as given', metricsLagSeconds: 0, requests: {} },
    initialReplicas: 10,
    notModelled: [],
  };
  const rps = { valueAt: (seconds: number) => (seconds < 600 ? 60 : 20) };
  const { services: [{ record }] } = replay({
    services: [model],
    demands: new Map([[model.id, { metrics: new Map([['rps', rps]]), outages: new Map() }]]),
    seconds: 2400,
    from: new Date(0),
    syncSeconds: 15,
    spans: 1,
  });
  return record.changes.filter(({ replicas }, i) => replicas !== record.changes[i - 1]?.replicas)
    .map(({ at, replicas }) => [at, replicas]);
}

describe('scaling in after five minutes', () => {
  // The last loop with the load is at 585. Seen on a control plane of Kubernetes 1.37.2, with a loop of one second and
  // a window of ten: ten loops from one step to the next, and not eleven.
  test('takes twenty loops of fifteen seconds each time', () => {
    expect(scalingIn()).toEqual([[0, 10], [885, 4], [1185, 2], [1485, 1]]);
  });

  test('takes as long with a behavior', () => {
    expect(scalingIn({ scaleDown: { stabilizationWindowSeconds: 300 } })).toEqual(scalingIn());
  });
});
