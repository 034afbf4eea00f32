import { Deployment, StatefulSet, Service } from 'cdk8s-plus-27';
import { InferenceAutoscaler, InferenceDeployment, ScalingMetric } from '../../src';
import { assumeReplicas, replicasSetByUser } from '../../src/served/assumed-replicas';
import { deploymentProps, find, refused, testChart } from '../helpers';

const SCALING = { maxReplicas: 3, metrics: [ScalingMetric.cpuUtilization(50)] };

describe('replicasSetByUser', () => {
  test('replicas that a user sets are the user\'s', () => {
    expect(replicasSetByUser(new Deployment(testChart(), 'Plain', { replicas: 3 }))).toBe(3);
  });

  test('replicas that are not set are undefined', () => {
    const chart = testChart();
    const service = new Service(chart, 'Service', { ports: [{ port: 80 }] });
    expect(replicasSetByUser(new Deployment(chart, 'Plain'))).toBeUndefined();
    expect(replicasSetByUser(new StatefulSet(chart, 'Set', { service }))).toBeUndefined();
  });

  test('replicas that the library assumed are not the user\'s, and those of another workload still are', () => {
    const chart = testChart();
    const assumed = new Deployment(chart, 'Assumed', { replicas: 1 });
    const given = new Deployment(chart, 'Given', { replicas: 1 });
    assumeReplicas(assumed);
    expect(replicasSetByUser(assumed)).toBeUndefined();
    expect(replicasSetByUser(given)).toBe(1);
  });
});

describe('an InferenceDeployment', () => {
  test('has one replica unless its user says otherwise', () => {
    expect(find(new InferenceDeployment(testChart(), 'Server', deploymentProps()), 'Deployment').spec.replicas).toBe(1);
  });

  test('without replicas of its own can be given an autoscaler', () => {
    const server = new InferenceDeployment(testChart(), 'Server', deploymentProps());
    new InferenceAutoscaler(server, 'Autoscaler', { target: server.deployment, ...SCALING });
    expect(find(server, 'Deployment').spec).not.toHaveProperty('replicas');
  });

  test('with replicas of its own cannot', () => {
    const server = new InferenceDeployment(testChart(), 'Server', deploymentProps({ replicas: 1 }));
    const props = { target: server.deployment, ...SCALING };
    expect(refused(() => new InferenceAutoscaler(server, 'Autoscaler', props))).toEqual([
      ['scaling/target-has-replicas', 'target'],
    ]);
  });
});
