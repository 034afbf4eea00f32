import { AutoscaledInference, InferenceDashboard, InferenceDeployment, type IInference, type InferenceDashboardProps } from '../../src';
import { dashboard } from '../../src/metrics/dashboard-panels';
import { autoscaledProps, deploymentProps, find, refusal, synth, testChart } from '../helpers';

function printed(props: Partial<InferenceDashboardProps> = {}): any {
  const chart = testChart();
  new InferenceDashboard(chart, 'Dashboard', { of: [new InferenceDeployment(chart, 'Resnet', deploymentProps())], ...props });
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
    const of: IInference[] = [new AutoscaledInference(chart, 'B', autoscaledProps()), new InferenceDeployment(chart, 'A', deploymentProps())];
    const it = new InferenceDashboard(chart, 'Dashboard', { of });
    expect(it.configMaps.map((c) => c.name)).toEqual(['b-dashboard', 'a-dashboard']);
    expect(it.node.defaultChild).toBe(it.configMaps[0]);
    for (const inference of of) {
      const { data } = find(chart, 'ConfigMap', `${inference.name}-dashboard`);
      expect(JSON.parse(data[`${inference.name}.json`])).toEqual(dashboard(inference));
    }
  });

  test('what its labels say, in place of its own', () => {
    expect(printed({ labels: { dashboards: 'yes', team: 'vision' } }).metadata.labels).toEqual({ dashboards: 'yes', team: 'vision' });
  });

  test('the folder of Grafana as an annotation', () => {
    expect(printed({ folder: 'Inference on the edge' }).metadata.annotations).toEqual({ grafana_folder: 'Inference on the edge' });
    expect(printed().metadata).not.toHaveProperty('annotations');
  });

  test('what it was given, though the caller changes it afterwards', () => {
    const chart = testChart();
    const [labels, of] = [{ team: 'vision' }, [new InferenceDeployment(chart, 'Resnet', deploymentProps())]];
    new InferenceDashboard(chart, 'Dashboard', { of, labels });
    labels.team = 'audio';
    of.push(new InferenceDeployment(chart, 'Second', deploymentProps()));
    expect(synth(chart).filter((o) => o.metadata.labels?.team !== undefined).map((o) => [o.metadata.name, o.metadata.labels.team])).toEqual([['resnet-dashboard', 'vision']]);
  });

  test('text far below what a ConfigMap holds', () => {
    expect(printed().data['resnet.json'].length).toBeLessThan(64 * 1024);
  });
});

describe('InferenceDashboard refuses', () => {
  const FOLDER = 'must be a name — Grafana would put it nowhere; name the folder, or leave it out';

  test.each<[string, Partial<InferenceDashboardProps>, string[]]>([
    ['no model', { of: [] }, ['of: got []; must name at least one served model — there would be nothing to do; give an AutoscaledInference or InferenceDeployment']],
    ['what is no model', { of: ['resnet' as unknown as IInference] }, [
      'of[0]: got "resnet"; must be an AutoscaledInference or InferenceDeployment — nothing else says what its server shows; define one',
    ]],
    ['labels that are none', { labels: { grafana_dashboard: 'my board' } }, [
      'labels["grafana_dashboard"]: got "my board"; must be a label value (letters, digits, "-", "_" and ".", at most 63 characters) — '
      + 'the API server would reject the label; shorten or change the value (Kubernetes API validation)',
    ]],
    ['a folder without a name', { folder: '' }, [`folder: got ""; ${FOLDER}`]],
    ['a number for a folder', { folder: 5 as unknown as string }, [`folder: got 5; ${FOLDER}`]],
  ])('%s', (_, props, lines) => {
    const chart = testChart();
    const of = [new InferenceDeployment(chart, 'Resnet', deploymentProps())];
    expect(refusal(() => new InferenceDashboard(chart, 'It', { of, ...props }))).toBe(`InferenceDashboard cannot be defined:\n${lines.map((l) => `  [test/It] ${l}`).join('\n')}`);
    expect(chart.node.tryFindChild('It')).toBeUndefined();
  });
});
