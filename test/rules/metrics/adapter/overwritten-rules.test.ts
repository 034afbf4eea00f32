import { Inventory } from '../../../../src/kubernetes/inventory';
import { overwrittenRules } from '../../../../src/rules/metrics/adapter/overwritten-rules';
import { manifests } from '../../manifests';

const rule = (name: string) => `- seriesQuery: ${name}{pod!=""}\n  metricsQuery: sum(${name})\n`;
const config = (...names: string[]) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'adapter-config', namespace: 'monitoring' },
  data: { 'config.yaml': `rules:\n${names.map(rule).join('')}` },
});

function lost(first: object, second: object) {
  const inventory = new Inventory([first, second]);
  return overwrittenRules(inventory, inventory.objects[0], inventory.objects[1]);
}

test('the metrics that one of two configurations has alone', () => {
  expect(lost(config('a', 'b'), config('b', 'c'))).toEqual({ onlyInFirst: ['a'], onlyInSecond: ['c'] });
  expect(lost(config('a'), config('a', 'b'))).toEqual({ onlyInFirst: [], onlyInSecond: ['b'] });
});

test('nothing of equal ones, and of a ConfigMap that is no configuration', () => {
  expect(lost(config('a'), config('a'))).toBeUndefined();
  const [other] = manifests('{ apiVersion: v1, kind: ConfigMap, metadata: { name: adapter-config }, data: { a: b } }');
  expect(lost(config('a'), other)).toBeUndefined();
});

test('nothing where the names of metrics are made of parts of the series', () => {
  const pattern = config('a');
  pattern.data['config.yaml'] += `${rule('b')}  name: { matches: "^(.*)$", as: "\${1}_x" }\n`;
  expect(lost(pattern, config('c'))).toBeUndefined();
});
