import {
  AUTOSCALER, DEPLOYMENT, DEPLOYMENTS, documents, FEDERATED_AUTOSCALER, fixed, policy,
} from '../../../src/rules/karmada/examples';
import { karmadaFederatedZeroReplicas } from '../../../src/rules/karmada/karmada-federated-zero-replicas';
import { codes } from '../codes';
import { fires } from '../manifests';

test('the examples of karmada-federated-zero-replicas', () => {
  expect(codes(karmadaFederatedZeroReplicas.failing)).toEqual(['karmada-federated-zero-replicas']);
  expect(codes(karmadaFederatedZeroReplicas.repaired)).toEqual([]);
});

describe('karmada-federated-zero-replicas', () => {
  test('is the one finding, with a policy and without', () => {
    for (const more of [[], [policy([DEPLOYMENTS], '{ replicaSchedulingType: Divided }')]]) {
      const text = documents(fixed(0), FEDERATED_AUTOSCALER, ...more);
      expect(codes(text)).toEqual(['karmada-federated-zero-replicas']);
      expect(fires(karmadaFederatedZeroReplicas, text)).toEqual([['Deployment vision/classifier', 'spec.replicas']]);
    }
  });

  test('reads the parallelism of a Job', () => {
    const job = fixed(0).replace('apps/v1', 'batch/v1').replace('kind: Deployment', 'kind: Job')
      .replace('replicas: 0', 'parallelism: 0');
    const scaler = FEDERATED_AUTOSCALER.replace('apps/v1, kind: Deployment', 'batch/v1, kind: Job');
    expect(fires(karmadaFederatedZeroReplicas, documents(job, scaler))).toEqual([
      ['Job vision/classifier', 'spec.parallelism'],
    ]);
  });

  test('reads a kind that nothing else knows', () => {
    const server = fixed(0).replace('apps/v1', 'example.com/v1').replace('kind: Deployment', 'kind: Server');
    const scaler = FEDERATED_AUTOSCALER.replace('apps/v1, kind: Deployment', 'example.com/v1, kind: Server');
    expect(fires(karmadaFederatedZeroReplicas, documents(server, scaler))).toHaveLength(1);
  });

  test.each<[string, string[]]>([
    ['no replicas', [DEPLOYMENT, FEDERATED_AUTOSCALER]],
    ['replicas, which the rule hpa-fixed-replicas reports', [fixed(2), FEDERATED_AUTOSCALER]],
    ['replicas that are null', [fixed(0).replace('replicas: 0', 'replicas: null'), FEDERATED_AUTOSCALER]],
    ['an autoscaler in each cluster', [fixed(0), AUTOSCALER]],
    ['no autoscaler', [fixed(0)]],
    ['an autoscaler in another namespace', [fixed(0), FEDERATED_AUTOSCALER.replace('vision', 'audio')]],
  ])('is silent on %s', (_, objects) => {
    expect(fires(karmadaFederatedZeroReplicas, documents(...objects))).toEqual([]);
  });
});
