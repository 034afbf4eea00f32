import { Deployment, Pod } from 'cdk8s-plus-27';
import { EdgePlacement, InferenceDeployment } from '../../src';
import { isPlaced } from '../../src/placement/placed-pods';
import { deploymentProps, testChart } from '../helpers';

test('a pod is placed once a placement placed it, by itself or with what makes it', () => {
  const chart = testChart();
  const edge = new EdgePlacement(chart, 'Edge');
  const [pod, deployment] = [new Pod(chart, 'Pod'), new Deployment(chart, 'Deployment')];
  const server = new InferenceDeployment(chart, 'Resnet', deploymentProps({ placement: edge }));
  edge.placeOn(pod);
  expect([pod, deployment, server.deployment].map(isPlaced)).toEqual([true, false, true]);
});
