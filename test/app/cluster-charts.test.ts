import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { clusterOf, markCluster, mayShareCluster } from '../../src/app/cluster-charts';

function charts(): { bj: Construct; sh: Construct; other: Construct } {
  const app = new App();
  const [bj, sh, other] = ['bj', 'sh', 'other'].map((id) => new Chart(app, id));
  markCluster(bj, 'bj');
  markCluster(sh, 'sh');
  return { bj: new Construct(bj, 'Inside'), sh: new Construct(new Chart(sh, 'nested'), 'Inside'), other };
}

test('a construct is applied to the cluster of its chart, or of a chart around it', () => {
  const { bj, sh, other } = charts();
  expect([bj, sh, other].map(clusterOf)).toEqual(['bj', 'sh', undefined]);
});

test('only charts of two known clusters are certainly apart', () => {
  const { bj, sh, other } = charts();
  expect([mayShareCluster(bj, sh), mayShareCluster(bj, bj), mayShareCluster(bj, other)]).toEqual([false, true, true]);
});
