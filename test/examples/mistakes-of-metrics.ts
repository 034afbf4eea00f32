import { all, each, sameName, type Change, type Mistake, type World } from './world';

const ADAPTER = 'config.yaml';

function adapter(change: (text: string) => string) {
  return (world: World): Change[] => all(world, 'ConfigMap')
    .filter(({ object }) => object.data?.[ADAPTER]?.includes('seriesQuery'))
    .map(({ object, where }) => [where, () => {
      const changed = change(object.data[ADAPTER]);
      if (changed === object.data[ADAPTER]) throw new Error('nothing changed');
      object.data[ADAPTER] = changed;
    }]);
}

const scaledObject = (change: (spec: any) => void) => each('ScaledObject', ({ spec }) => change(spec));
const prometheus = ({ triggers }: any) => triggers.find((t: any) => t.type === 'prometheus');
/** Those that query Prometheus. */
const querying = (change: (spec: any) => void) => (world: World) => all(world, 'ScaledObject')
  .filter(({ object }) => prometheus(object.spec))
  .map(({ object, where }): Change => [where, () => change(object.spec)]);
const CPU = () => ({ type: 'cpu', metricType: 'Utilization', metadata: { value: '60' } });

/** What people get wrong in monitors, in the rules of prometheus-adapter and in KEDA. */
export const MISTAKES_OF_METRICS: readonly Mistake[] = [
  {
    name: 'the monitor scrapes a port that is not there',
    rules: ['monitor-port-unknown'],
    at: each('PodMonitor', ({ spec }) => { spec.podMetricsEndpoints[0].port = 'prometheus'; }),
  },
  {
    name: 'the monitor selects a label that no pod has',
    rules: ['monitor-selects-nothing'],
    at: each('PodMonitor', ({ spec }) => { spec.selector.matchLabels.app += 's'; }),
  },
  {
    name: 'the monitor is in another namespace',
    rules: ['monitor-selects-nothing'],
    at: each('PodMonitor', ({ metadata }) => { metadata.namespace = 'monitoring'; }),
  },
  {
    name: 'the name of the metric is misspelt',
    rules: ['custom-metric-unserved'],
    at: (world) => all(world, 'HorizontalPodAutoscaler')
      .filter(({ object }) => object.spec.metrics[0].pods)
      .map(({ object, where }) => [where, () => { object.spec.metrics[0].pods.metric.name += 's'; }]),
  },
  {
    name: 'the rule of the adapter has no pod in its resources',
    rules: ['custom-metric-unserved'],
    at: adapter((text) => text.replace(/ +pod:\n +resource: pod\n/, '')),
  },
  {
    name: 'the rule of the adapter gives the metric another name',
    rules: ['custom-metric-unserved'],
    at: adapter((text) => text.replace(/^( +)metricsQuery:/m, '$1name:\n$1  as: scale_ratio\n$&')),
  },
  {
    name: 'the rule of the adapter does not group',
    rules: ['adapter-query-ungrouped'],
    at: adapter((text) => text.replace(/ by \(<<\.GroupBy>>\)/g, '')),
  },
  {
    name: 'the rule of the adapter groups by one more label',
    rules: ['adapter-query-ungrouped'],
    at: adapter((text) => text.replace('<<.GroupBy>>', '<<.GroupBy>>, model')),
  },
  {
    name: 'the window of a rate is as short as the scrape interval',
    rules: ['rate-window-too-short'],
    at: adapter((text) => text.replace(/metricsQuery: .*/,
      'metricsQuery: sum(rate(ei_scale_ratio{<<.LabelMatchers>>}[15s])) by (<<.GroupBy>>)')),
  },
  {
    name: 'the rules of the adapter are removed',
    rules: ['custom-metric-unserved'],
    at: adapter(() => 'rules: []\n'),
  },
  {
    name: 'the query of KEDA has a value for each pod',
    rules: ['keda-query-many-values'],
    at: querying((spec) => {
      prometheus(spec).metadata.query = 'avg(ei_scale_ratio{namespace="video"}) by (pod)';
    }),
  },
  {
    name: 'the query of KEDA is a counter',
    rules: ['keda-counter-query'],
    at: querying((spec) => { prometheus(spec).metadata.query = 'sum(ei_frames_total{namespace="video"})'; }),
  },
  {
    name: 'a trigger has no threshold',
    rules: ['keda-trigger-invalid'],
    at: querying((spec) => { delete prometheus(spec).metadata.threshold; }),
  },
  {
    name: 'a trigger has no address of Prometheus',
    rules: ['keda-trigger-invalid'],
    at: querying((spec) => { delete prometheus(spec).metadata.serverAddress; }),
  },
  {
    name: 'the threshold is a word',
    rules: ['keda-trigger-invalid'],
    at: querying((spec) => { prometheus(spec).metadata.threshold = 'ten'; }),
  },
  {
    name: 'the threshold is a number',
    rules: ['keda-trigger-invalid', 'field-type-wrong'],
    at: querying((spec) => { prometheus(spec).metadata.threshold = 1; }),
  },
  {
    name: 'the type of a trigger is misspelt',
    rules: ['keda-trigger-invalid'],
    at: querying((spec) => { prometheus(spec).type = 'promethues'; }),
  },
  {
    name: 'a trigger of CPU has its type in the metadata',
    rules: ['keda-trigger-invalid'],
    at: scaledObject(({ triggers }) => {
      triggers.push({ type: 'cpu', metadata: { type: 'Utilization', value: '60' } });
    }),
  },
  {
    name: 'CPU alone wakes from zero',
    rules: ['keda-cpu-only-zero'],
    at: scaledObject((spec) => { spec.triggers = [CPU()]; }),
  },
  {
    name: 'the metric of the pods themselves wakes them from zero',
    rules: ['keda-own-pods-only-zero'],
    at: querying((spec) => { spec.triggers = [prometheus(spec)]; }),
  },
  {
    name: 'the minimum of a ScaledObject is above its maximum',
    rules: ['keda-scaled-object-refused'],
    at: scaledObject((spec) => { spec.minReplicaCount = 9; }),
  },
  {
    name: 'a formula uses a trigger that is not there',
    rules: ['keda-scaled-object-refused'],
    at: scaledObject((spec) => {
      spec.advanced = { scalingModifiers: { formula: 'ei_scale_ratio + frames', target: '1' } };
    }),
  },
  {
    name: 'KEDA measures CPU of a container without a request',
    rules: ['hpa-missing-request'],
    at: each('ScaledObject', ({ spec, metadata: { namespace } }, group) => {
      spec.triggers.push(CPU());
      const { spec: { template } } = sameName(group, 'Deployment', { name: spec.scaleTargetRef.name, namespace });
      delete template.spec.containers[0].resources;
    }),
  },
  {
    name: 'the target of a ScaledObject is misspelt',
    rules: ['scale-target-missing'],
    at: scaledObject((spec) => { spec.scaleTargetRef.name += 's'; }),
  },
  {
    name: 'the maximum of a ScaledObject has the name that a HorizontalPodAutoscaler gives it',
    rules: ['field-unknown'],
    at: scaledObject((spec) => { spec.maxReplicas = spec.maxReplicaCount; }),
  },
];
