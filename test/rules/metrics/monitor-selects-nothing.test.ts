import { monitorSelectsNothing } from '../../../src/rules/metrics/monitor-selects-nothing';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = monitorSelectsNothing;
const MONITOR = 'ServiceMonitor vision/engine';
const SELECTOR = 'selector: { matchLabels: { app: engine } }\n  endpoints';

/** The monitor of the repaired example with another selector, name or namespace. */
const selecting = (selector: string) => change(repaired, SELECTOR, `${selector}\n  endpoints`);
/** As a PodMonitor. */
const ofPods = (text: string) => change(text, 'kind: ServiceMonitor', 'kind: PodMonitor')
  .replace('endpoints:', 'podMetricsEndpoints:');

test('the examples of monitor-selects-nothing', () => {
  expect(codes(failing)).toEqual(['monitor-selects-nothing']);
  expect(codes(repaired)).toEqual([]);
});

describe('monitor-selects-nothing fires', () => {
  test('on the labels of pods, where the Service has none', () => {
    expect(told(monitorSelectsNothing, failing)).toEqual([[
      MONITOR,
      'spec.selector: fits the pods of Deployment vision/engine, and no Service: it must fit the labels of a Service — '
      + 'Prometheus finds no target, and does not report that, so every metric is missing; give the Service of these '
      + `pods the labels, or use a PodMonitor (${monitorSelectsNothing.source})`,
    ]]);
  });

  test('on the labels of a Service, where the pods have others', () => {
    const labelled = repaired.replace('labels: { app: engine } }\nspec: {', 'labels: { svc: engine } }\nspec: {');
    const text = ofPods(change(labelled, SELECTOR, 'selector: { matchLabels: { svc: engine } }\n  endpoints'));
    expect(fires(monitorSelectsNothing, text)).toEqual([['PodMonitor vision/engine', 'spec.selector']]);
    expect(told(monitorSelectsNothing, text)[0][1]).toContain('fits Service vision/engine, and no pods');
  });

  test('on what is in another namespace', () => {
    const text = change(repaired, 'kind: ServiceMonitor\nmetadata: { name: engine, namespace: vision }',
      'kind: ServiceMonitor\nmetadata: { name: engine, namespace: monitoring }');
    expect(fires(monitorSelectsNothing, text)).toEqual([
      ['ServiceMonitor monitoring/engine', 'spec.namespaceSelector'],
    ]);
    expect(told(monitorSelectsNothing, text)[0][1]).toContain('set matchNames: [vision]');
    const named = change(text, SELECTOR, `namespaceSelector: { matchNames: [vision] }\n  ${SELECTOR}`);
    expect(fires(monitorSelectsNothing, named)).toEqual([]);
  });

  test('on one label of two', () => {
    expect(fires(monitorSelectsNothing, selecting('selector: { matchLabels: { app: engine, tier: a } }')))
      .toEqual([[MONITOR, 'spec.selector.matchLabels["tier"]']]);
  });

  test('on the name of a Service, and of a workload', () => {
    const text = selecting('selector: { matchLabels: { k8s-app: engine } }');
    expect(fires(monitorSelectsNothing, text)).toEqual([[MONITOR, 'spec.selector']]);
    expect(fires(monitorSelectsNothing, ofPods(text))).toEqual([['PodMonitor vision/engine', 'spec.selector']]);
  });
});

describe('monitor-selects-nothing is silent', () => {
  test.each([
    'selector: {}',
    'selector: null',
    'namespaceSelector: { any: true }\n  selector: { matchLabels: { k8s-app: engine } }',
    'selector: { matchExpressions: [{ key: app, operator: In, values: [engine] }] }',
  ])('on %j', (selector) => {
    expect(fires(monitorSelectsNothing, selecting(selector))).toEqual([]);
  });

  test('on a monitor of something else', () => {
    const text = selecting('selector: { matchLabels: { app: postgres } }')
      .replace('kind: ServiceMonitor\nmetadata: { name: engine', 'kind: ServiceMonitor\nmetadata: { name: postgres');
    expect(fires(monitorSelectsNothing, text)).toEqual([]);
  });

  test('on pods that end', () => {
    const job = change(failing, 'apps/v1\nkind: Deployment', 'batch/v1\nkind: Job');
    const other = change(job, 'kind: Service\nmetadata: { name: engine', 'kind: Service\nmetadata: { name: other');
    expect(fires(monitorSelectsNothing, other)).toEqual([]);
  });

  test('on pods that are there', () => {
    expect(fires(monitorSelectsNothing, ofPods(repaired))).toEqual([]);
  });
});
