import {
  AutoscaledInference, InferenceDashboard, InferenceDeployment, type IInference, type InferenceDashboardProps,
} from '../../src';
import { dashboard } from '../../src/metrics/dashboard-panels';
import { autoscaledProps, deploymentProps, find, refused, synth, testChart } from '../helpers';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

function printed(props: Partial<InferenceDashboardProps> = {}): any {
  const chart = testChart();
  new InferenceDashboard(chart, 'Dashboard', {
    of: [new InferenceDeployment(chart, 'Resnet', deploymentProps())],
    ...props,
  });
  return find(chart, 'ConfigMap', 'resnet-dashboard');
}

describe('InferenceDashboard emits', () => {
  test('a ConfigMap that Grafana\'s sidecar finds', () => {
    expect(printed()).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'resnet-dashboard', namespace: 'vision', labels: { grafana_dashboard: '1' } },
      data: { 'resnet.json': expect.stringMatching(/^\{\n[^]*\n\}\n$/) },
    });
  });

  test('one for each model, in the order that they were given, each with the dashboard of that model', () => {
    const chart = testChart();
    const of: IInference[] = [
      new AutoscaledInference(chart, 'B', autoscaledProps()),
      new InferenceDeployment(chart, 'A', deploymentProps()),
    ];
    const it = new InferenceDashboard(chart, 'Dashboard', { of });
    expect(it.configMaps.map((c) => c.name)).toEqual(['b-dashboard', 'a-dashboard']);
    expect(it.node.defaultChild).toBe(it.configMaps[0]);
    for (const inference of of) {
      const { data } = find(chart, 'ConfigMap', `${inference.name}-dashboard`);
      expect(JSON.parse(data[`${inference.name}.json`])).toEqual(dashboard(inference));
    }
  });

  test('what its labels say, in place of its own', () => {
    expect(printed({ labels: { dashboards: 'yes', team: 'vision' } }).metadata.labels).toEqual({
      dashboards: 'yes',
      team: 'vision',
    });
  });

  test('the folder of Grafana as an annotation', () => {
    expect(printed({ folder: 'Inference on the edge' }).metadata.annotations).toEqual({
      grafana_folder: 'Inference on the edge',
    });
    expect(printed().metadata).not.toHaveProperty('annotations');
  });

  test('what it was given, though the caller changes it afterwards', () => {
    const chart = testChart();
    const [labels, of] = [{ team: 'vision' }, [new InferenceDeployment(chart, 'Resnet', deploymentProps())]];
    new InferenceDashboard(chart, 'Dashboard', { of, labels });
    labels.team = 'audio';
    of.push(new InferenceDeployment(chart, 'Second', deploymentProps()));
    expect(synth(chart).filter((o) => o.metadata.labels?.team !== undefined).map((o) => [o.metadata.name,
      o.metadata.labels.team])).toEqual([['resnet-dashboard', 'vision']]);
  });

  test('text far below what a ConfigMap holds', () => {
    expect(printed().data['resnet.json'].length).toBeLessThan(64 * 1024);
  });
});

describe('InferenceDashboard refuses', () => {
  test.each<[string, Partial<InferenceDashboardProps>, ...Expected[]]>([
    ['no model', { of: [] }, ['metrics/no-served-model', 'of']],
    ['what is no model', { of: ['resnet' as unknown as IInference] }, ['metrics/not-a-served-model', 'of[0]']],
    ['labels that are none', { labels: { grafana_dashboard: 'my board' } },
      ['validation/label-value', 'labels["grafana_dashboard"]']],
    ['a folder without a name', { folder: '' }, ['metrics/folder-without-name', 'folder']],
    ['a number for a folder', { folder: 5 as unknown as string }, ['metrics/folder-without-name', 'folder']],
  ])('%s', (_, props, ...expected) => {
    const chart = testChart();
    const of = [new InferenceDeployment(chart, 'Resnet', deploymentProps())];
    expect(refused(() => new InferenceDashboard(chart, 'It', { of, ...props }))).toEqual(expected);
    expect(chart.node.tryFindChild('It')).toBeUndefined();
  });
});
