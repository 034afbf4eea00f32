import { duplicateObject } from '../../../src/rules/workload/duplicate-object';
import { told } from '../manifests';

const rule = (name: string) => `
    - seriesQuery: '${name}{namespace!="",pod!=""}'
      resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
      metricsQuery: sum(${name}{<<.LabelMatchers>>}) by (<<.GroupBy>>)`;
const config = (metadata: string, ...rules: string[]) => `
apiVersion: v1
kind: ConfigMap
metadata: { namespace: monitoring, ${metadata} }
data:
  config.yaml: |
    rules:${rules.map(rule).join('')}
`;
const whole = (...rules: string[]) => config('name: adapter-config', ...rules);
const part = (program: string, ...rules: string[]) => (
  config(`name: adapter-config-${program}, labels: { elastic-inference/adapter-rules: adapter-config }`, ...rules));
const said = (...objects: string[]) => told(duplicateObject, objects.join('---'));

test('a whole configuration beside a part that is merged into it removes the rules of the part', () => {
  const [[object, message], ...more] = said(whole('fps'), part('vision', 'drops', 'fps'));
  expect([object, more]).toEqual(['ConfigMap monitoring/adapter-config', []]);
  expect(message).toContain('metadata.name: is the configuration that the rules of ConfigMap '
    + 'monitoring/adapter-config-vision are merged into, and lacks drops — each time it is applied it overwrites');
});

test('it is said once, and in any order', () => {
  expect(said(part('a', 'asked'), part('b', 'queued'), whole('fps'))).toHaveLength(1);
});

test.each([
  ['what is merged', [whole('fps', 'drops'), part('a', 'fps'), part('b', 'drops')]],
  ['parts alone', [part('a', 'fps'), part('b', 'drops')]],
  ['a configuration of another namespace', [whole('fps').replace('monitoring', 'other'), part('a', 'drops')]],
  ['a configuration of another name', [config('name: other', 'fps'), part('a', 'drops')]],
])('nothing is said of %s', (_, objects) => {
  expect(said(...objects)).toEqual([]);
});
