import { testRefusedUrls } from './model-urls';
import { modelPathProblems } from '../../../src/sedna/model/model-path-problems';

testRefusedUrls([
  ['model.pb', 'sedna/model-path-relative'],
  ['./data/model.pb', 'sedna/model-path-relative'],
  ['~/model.pb', 'sedna/model-path-relative'],
  ['://models/a', 'sedna/model-path-relative'],
  ['1s3://models/a', 'sedna/model-path-relative'],
  ['s_3://models/a', 'sedna/model-path-relative'],
  ['/data/m odel/m.pb', 'sedna/model-path-characters'],
  ['/data/a:b', 'sedna/model-path-characters'],
  ['/data/m?odel/m.pb', 'sedna/model-path-characters'],
  ['/data/model#1/m.pb', 'sedna/model-path-characters'],
  ['/data/%41/m.pb', 'sedna/model-path-characters'],
  ['/data/模型/m.pb', 'sedna/model-path-characters'],
  ['/data/$HOME/m.pb', 'sedna/model-path-characters'],
  ['/data/{a}/m.pb', 'sedna/model-path-characters'],
  ['/data/model/', 'sedna/model-path-not-clean'],
  ['/data//m.pb', 'sedna/model-path-not-clean'],
  ['//host/data/m.pb', 'sedna/model-path-not-clean'],
  ['/data/./m.pb', 'sedna/model-path-not-clean'],
  ['/data/../m.pb', 'sedna/model-path-not-clean'],
  ['/data/model/.', 'sedna/model-path-not-clean'],
  ['/data/model/..', 'sedna/model-path-not-clean'],
  ['/', 'sedna/model-path-not-clean'],
  ['/model.pb', 'sedna/model-path-in-root'],
  ['/-a/m', 'sedna/model-path-volume-name'],
  ['/~-P/m', 'sedna/model-path-volume-name'],
  ['/--/m', 'sedna/model-path-volume-name'],
  ['/+/-a/m', 'sedna/model-path-volume-name'],
]);

test.each([
  ['/-a/m', '-az'],
  ['/~-P/m', '-pz'],
  ['/--/m', '-z'],
])('%s names the volume that would be invalid', (path, name) => {
  expect(modelPathProblems('url', path).map((p) => p.rule)).toEqual([`must not result in the volume name "${name}"`]);
});
