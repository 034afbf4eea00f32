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
      0, 'note: classifier: nothing shows what one pod can do, so how much of the demand finds no room is unknown\n',
    ]);
  });

  test('is no part of the usual goal then', async () => {
    const { out } = await forecast(QUEUE, '--suggest');
    expect(out).toContain('Goal: time above target at most 5 %.');
  });
});

describe('what cannot be used is said', () => {
  const LOAD = 'time,classifier cores\n0,1\n600,3\n';

  test.each([
    [['--node', '0,16Gi'], '--node must be like 4,16Gi'],
    [['--node', '-4,16Gi'], '--node must be like 4,16Gi'],
    [['--node', '4,0'], '--node must be like 4,16Gi'],
    [['--node', '4,16Gi,cpu=3'], '--node must be like 4,16Gi'],
    [['--kubernetes-version', 'newest'], 'newest is no version of Kubernetes'],
    [['--suggest', '--against', 'set.yaml'], '--suggest and --against cannot be used together'],
  ])('%j', async (args, message) => {
    const { code, out, err } = await forecast(LOAD, ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  test('a time in days is one', async () => {
    const { code, out } = await forecast(LOAD, '--for', '2d', '--format', 'json');
    expect([code, JSON.parse(out).seconds]).toEqual([0, 172_800]);
  });
});
