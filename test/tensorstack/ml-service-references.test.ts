import { Chart, type App } from 'cdk8s';
import { Secret } from 'cdk8s-plus-27';
import { MLService, MLServiceRuntime, MLServiceStorage } from '../../src';
import { referenceProblems, referencesOf } from '../../src/tensorstack/ml-service-references';
import { codes, refused, testChart } from '../helpers';

test('the references of an MLService are the objects of the program that it names', () => {
  const chart = testChart();
  const runtime = new MLServiceRuntime(chart, 'Runtime', { image: 'a/b:1' });
  const there = MLServiceRuntime.fromRuntimeName(chart, 'There', 'there');
  const mine = new Secret(chart, 'Mine', { metadata: { name: 'mine' } });
  const theirs = Secret.fromSecretName(chart, 'Theirs', 'theirs');
  const references = referencesOf({
    releases: [
      { name: 'a', runtime, storage: MLServiceStorage.s3('s3://a/b', mine) },
      { name: 'b', runtime: there, storage: MLServiceStorage.s3('s3://a/b', theirs) },
    ],
    transformer: { image: 'a/t:1', storage: MLServiceStorage.s3('s3://a/b', mine) },
  });
  expect(references.map(({ field, what, object }) => [field, what, object.name])).toEqual([
    ['releases[0].runtime', 'runtime', 'runtime'],
    ['releases[0].storage', 'Secret', 'mine'],
    ['transformer.storage', 'Secret', 'mine'],
  ]);
});

describe('an MLService is refused with', () => {
  test('a runtime and a Secret in another namespace', () => {
    const chart = testChart();
    const other = new Chart(chart.node.root as App, 'other', { namespace: 'elsewhere' });
    const runtime = new MLServiceRuntime(other, 'Runtime', { image: 'a/b:1' });
    const storage = MLServiceStorage.s3('s3://a/b', new Secret(other, 'Credential', { metadata: { name: 's3' } }));
    expect(refused(() => new MLService(chart, 'Mnist', { releases: [{ name: 'origin', runtime, storage }] }))).toEqual([
      ['tensorstack/reference-in-other-namespace', 'releases[0].runtime'],
      ['tensorstack/reference-in-other-namespace', 'releases[0].storage'],
    ]);
  });

  test('a runtime without a namespace', () => {
    const bare = new Chart(testChart().node.root as App, 'bare');
    const runtime = new MLServiceRuntime(bare, 'Runtime', { image: 'a/b:1' });
    const problems = referenceProblems({ releases: [{ name: 'origin', runtime }] }, 'vision');
    expect(codes(problems)).toEqual([['tensorstack/reference-in-other-namespace', 'releases[0].runtime']]);
    expect(problems[0].value).toBe('runtime in no namespace');
  });
});

test('both namespaces are told', () => {
  const chart = testChart();
  const runtime = new MLServiceRuntime(chart, 'Runtime', { image: 'a/b:1' });
  const [{ value, rule }] = referenceProblems({ releases: [{ name: 'origin', runtime }] }, 'elsewhere');
  expect([value, rule]).toEqual([
    'runtime in vision',
    'must be a runtime in the namespace of the MLService, elsewhere',
  ]);
});
