import * as fs from 'fs';
import * as path from 'path';
import { golden, objects, only, run } from './example';

const files = run('quick-start');

test('prints its golden manifests', () => {
  expect(files).toEqual(golden('quick-start'));
});

test('prints a server, its Service, its budget and its autoscaler, and the file that switches its metrics on', () => {
  expect(objects(files).map((o) => `${o.kind} ${o.metadata.namespace}/${o.metadata.name}`)).toEqual([
    'ConfigMap vision/classifier-server',
    'Deployment vision/classifier',
    'Service vision/classifier',
    'PodDisruptionBudget vision/classifier',
    'HorizontalPodAutoscaler vision/classifier',
  ]);
});

test('leaves the number of replicas to the autoscaler', () => {
  expect(only(objects(files), 'Deployment').spec).not.toHaveProperty('replicas');
});

test('is the sample of the README, to the letter', () => {
  const root = path.resolve(__dirname, '../..');
  const program = fs.readFileSync(path.join(root, 'examples/quick-start/main.ts'), 'utf8');
  expect(fs.readFileSync(path.join(root, 'README.md'), 'utf8')).toContain(program.trim());
});
