import { folder, ran, removeFolders } from './fake-terminal';

afterAll(removeFolders);

const SET = `apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - name: server
          image: registry.example.com/server:1.4
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 3
  metrics:
    - type: External
      external: { metric: { name: queue }, target: { type: AverageValue, averageValue: 2 } }
`;

const forecast = (load: string, ...args: string[]) => (
  ran(['forecast', 'set.yaml', '--load', 'load.csv', ...args], { cwd: folder({ 'set.yaml': SET, 'load.csv': load }) }));

describe('a goal of unserved demand', () => {
  const QUEUE = 'time,classifier queue\n0,1\n600,3\n';

  test('is not met in silence where the load is only a metric', async () => {
    const { code, err } = await forecast(QUEUE, '--max-unserved', '0.1%');
    expect([code, err]).toEqual([
      0, 'note: classifier: its load is only a metric, so how much of the demand finds no room is unknown\n',
    ]);
  });

  test('is no part of the usual goal then', async () => {
    const { out } = await forecast(QUEUE, '--suggest');
    expect(out).toContain('Goal: time above target at most 5 %.');
  });
});
