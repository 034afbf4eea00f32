import { billionths } from './grammar';
import { wrongs } from './validity';
import { AutoscaledInference, ModelServer } from '../../src';
import { autoscaledProps, synth, testChart } from '../helpers';

/** The judge of the random programs has to be able to say no. */

function valid(): any[] {
  const chart = testChart();
  new AutoscaledInference(chart, 'M', autoscaledProps({
    server: ModelServer.custom({ image: 'a/b:1', httpPort: 8080 }),
    resources: { requests: { cpu: '1' }, limits: { 'nvidia.com/gpu': '1' } },
    config: { data: { A: 'b' } },
    admit: { callers: [] },
  }));
  return JSON.parse(JSON.stringify(synth(chart)));
}

const of = (objects: any[], kind: string) => objects.find((o) => o.kind === kind);
const container = (o: any[]) => of(o, 'Deployment').spec.template.spec.containers[0];

test('nothing is wrong with what is valid', () => expect(wrongs(valid())).toEqual([]));

test.each<[string, (o: any[]) => void]>([
  ['ConfigMap m-config: .data.A is null', (o) => { of(o, 'ConfigMap').data.A = null; }],
  ['ConfigMap m-config: is empty', (o) => { of(o, 'ConfigMap').data = {}; }],
  ['ConfigMap m-config: there are two', (o) => { o.push(of(o, 'ConfigMap')); }],
  ['Deployment M: bad name', (o) => { of(o, 'Deployment').metadata.name = 'M'; }],
  ['Deployment m: its selector picks other pods',
    (o) => { of(o, 'Deployment').spec.selector.matchLabels = { app: 'x' }; }],
  ['Deployment m: labels: value a b', (o) => { of(o, 'Deployment').metadata.labels.team = 'a b'; }],
  ['Deployment m: container: server twice',
    (o) => { of(o, 'Deployment').spec.template.spec.containers.push(container(o)); }],
  ['Deployment m: there is no ConfigMap other', (o) => { container(o).envFrom[0].configMapRef.name = 'other'; }],
  ['Deployment m: container server: port is 0', (o) => { container(o).ports[0].containerPort = 0; }],
  ['Deployment m: container server: mount: /tmp twice',
    (o) => { container(o).volumeMounts.push({ name: 'tmp', mountPath: '/tmp' }); }],
  ['Deployment m: container server: there is no volume none',
    (o) => { container(o).volumeMounts.push({ name: 'none', mountPath: '/x' }); }],
  ['Deployment m: container server: nvidia.com/gpu request is not its limit',
    (o) => { container(o).resources.requests['nvidia.com/gpu'] = '2'; }],
  ['Deployment m: container server: memory is no whole number: 1500m',
    (o) => { container(o).resources.requests.memory = '1500m'; }],
  ['Deployment m: container server: there is no resource gpu', (o) => { container(o).resources.requests.gpu = '1'; }],
  ['Deployment m: container server: must not be root, but is', (o) => { container(o).securityContext.runAsUser = 0; }],
  ['Deployment m: container server: sleeps 40 s of 40',
    (o) => { of(o, 'Deployment').spec.template.spec.terminationGracePeriodSeconds = 40; }],
  ['Deployment m: container server: may start for 600 s of 600',
    (o) => { of(o, 'Deployment').spec.progressDeadlineSeconds = 600; }],
  ['Service m: picks 0 workloads', (o) => { of(o, 'Service').spec.selector = { app: 'x' }; }],
  ['Service m: sends to 1', (o) => { of(o, 'Service').spec.ports[0].targetPort = 1; }],
  ['PodDisruptionBudget m: blocks every drain of 1 pods',
    (o) => { of(o, 'PodDisruptionBudget').spec.maxUnavailable = 0; }],
  ['PodDisruptionBudget m: 150%', (o) => { of(o, 'PodDisruptionBudget').spec.maxUnavailable = '150%'; }],
  ['HorizontalPodAutoscaler m: minReplicas is 5', (o) => { of(o, 'HorizontalPodAutoscaler').spec.minReplicas = 5; }],
  ['HorizontalPodAutoscaler m: its target is missing or has replicas',
    (o) => { of(o, 'Deployment').spec.replicas = 1; }],
  ['HorizontalPodAutoscaler m: metric of cpu without a request',
    (o) => { delete container(o).resources.requests.cpu; }],
  ['HorizontalPodAutoscaler m: target {"type":"Utilization","averageValue":"1"}', (o) => {
    of(o, 'HorizontalPodAutoscaler').spec.metrics[0].resource.target = { type: 'Utilization', averageValue: '1' };
  }],
  ['NetworkPolicy m: admits to 1/TCP',
    (o) => { of(o, 'NetworkPolicy').spec.ingress = [{ from: [{}], ports: [{ port: 1, protocol: 'TCP' }] }]; }],
  ['NetworkPolicy m: admits everything', (o) => { of(o, 'NetworkPolicy').spec.ingress = [{}]; }],
])('%s', (wrong, spoil) => {
  const objects = valid();
  spoil(objects);
  expect(wrongs(objects)).toContain(wrong);
});

test.each([
  ['1', 10n ** 9n],
  ['500m', 5n * 10n ** 8n],
  ['5u', 5n * 10n ** 3n],
  ['5n', 5n],
  ['1.5', 15n * 10n ** 8n],
  ['.5', 5n * 10n ** 8n],
  ['1Ki', 1024n * 10n ** 9n],
  ['1e3', 10n ** 12n],
  ['2GB', undefined],
  ['', undefined],
])('the quantity %p', (text, expected) => {
  expect(billionths(text)).toBe(expected);
});
