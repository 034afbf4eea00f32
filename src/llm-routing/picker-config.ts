import { Yaml } from 'cdk8s';
import type { EndpointPicker } from './endpoint-picker';
import { OWN_MAPPINGS, showsCache } from './engine-series';
import type { PickerEngine } from './picker-engine';

/** The weights of the project's own chart. */
const SCORERS: ReadonlyArray<readonly [type: string, weight: number]> = [
  ['queue-scorer', 2],
  ['kv-cache-utilization-scorer', 2],
  ['prefix-cache-scorer', 3],
];

/** The EndpointPickerConfig of a picker, as YAML: which plugins score the endpoints, and which series they read. */
export function pickerConfig(picker: EndpointPicker, engine: PickerEngine, metricsPath: string): string {
  const scorers = SCORERS.filter(([type]) => showsCache(engine) || type !== 'kv-cache-utilization-scorer');
  const plugins: object[] = scorers.map(([type]) => ({ type }));
  if (picker._mapsEngines) plugins.push(...metricsPlugins(engine, metricsPath));
  return Yaml.stringify({
    apiVersion: picker._project.configApi,
    kind: 'EndpointPickerConfig',
    plugins,
    schedulingProfiles: [{
      name: 'default',
      plugins: scorers.map(([pluginRef, weight]) => ({ pluginRef, weight })),
    }],
  });
}

function metricsPlugins(engine: PickerEngine, path: string): object[] {
  const own = OWN_MAPPINGS[engine];
  return [
    { type: 'metrics-data-source', parameters: { scheme: 'http', path } },
    {
      type: 'core-metrics-extractor',
      parameters: { defaultEngine: engine, ...(own && { engineConfigs: [own] }) },
    },
  ];
}
