import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { InferenceDeployment, InferenceRules } from '../../src';
import { deploymentProps, pod, refusal, stopped, testChart } from '../helpers';

const { FILE_PER_CHART, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;

function server(chart: Chart, mode: string): InferenceDeployment {
  return new InferenceDeployment(chart, 'Classifier', deploymentProps({ environment: { CACHE_FILE_MODE: mode } }));
}

describe('a text that Kubernetes would read as a number', () => {
  test.each([
    [FILE_PER_CHART, 'vision.k8s.yaml'],
    [FILE_PER_RESOURCE, 'Deployment.classifier.k8s.yaml'],
    [FOLDER_PER_CHART_FILE_PER_RESOURCE, 'vision/Deployment.classifier.k8s.yaml'],
  ])('is printed in quotes (%s)', (yamlOutputType, file) => {
    const outdir = mkdtempSync(join(tmpdir(), 'printed-text-'));
    const app = new App({ outdir, yamlOutputType });
    server(new Chart(app, 'vision', { namespace: 'vision' }), '0o770');
    app.synth();
    expect(readFileSync(join(outdir, file), 'utf8')).toContain('value: "0o770"\n');
  });

  test('is printed in quotes in one text', () => {
    const app = new App({ outdir: '/nowhere' });
    server(new Chart(app, 'vision', { namespace: 'vision' }), '0O17');
    expect(app.synthYaml()).toContain('value: "0O17"\n');
  });

  test('is a text in what a chart returns', () => {
    const chart = testChart();
    server(chart, '0o770');
    expect(pod(chart).containers[0].env).toContainEqual({ name: 'CACHE_FILE_MODE', value: '0o770' });
  });
});

describe('a text that no quotes make right', () => {
  function settings(text: string): Chart {
    const chart = testChart();
    server(chart, 'a');
    new ApiObject(chart, 'C', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { text } });
    return chart;
  }

  test('stops a synth', () => {
    expect(stopped(settings('a\u2028b'))).toEqual([
      ['test/C', 'app/misread-text', 'ConfigMap vision/c', 'data.text'],
    ]);
  });

  test('is found by a check', () => {
    expect(InferenceRules.check(settings('\u0085')).map(({ rule }) => rule)).toEqual(['app/misread-text']);
  });

  test('is no other text', () => {
    expect(refusal(() => settings('a\nb\té'))).toBeUndefined();
    expect(stopped(settings('a\nb\té'))).toEqual([]);
  });
});
