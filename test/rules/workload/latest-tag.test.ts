import { latestTag } from '../../../src/rules/workload/latest-tag';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const MOVING = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - name: server
          image: docker.io/example/server:latest
`;
const IMAGE = 'image: docker.io/example/server:latest';
const SERVER = [['Deployment vision/classifier', 'spec.template.spec.containers["server"].image']];

test('the examples of latest-tag', () => {
  expect(codes(latestTag.failing)).toEqual(['latest-tag']);
  expect(codes(latestTag.repaired)).toEqual([]);
});

describe('latest-tag fires', () => {
  test('on a tag that moves', () => {
    expect(told(latestTag, MOVING)).toEqual([[
      'Deployment vision/classifier',
      'spec.template.spec.containers["server"].image: got "docker.io/example/server:latest"; '
      + 'should have a fixed tag or a digest — '
      + 'replicas that start on different nodes or days may run different versions; '
      + `set a version or a digest (${latestTag.source})`,
    ]]);
  });

  test.each([
    'docker.io/example/server:latest',
    'docker.io/example/server',
    'server',
    'registry.example.com:5000/server',
    'localhost:5000/team/server:latest',
  ])('on %s', (image) => {
    expect(fires(latestTag, change(MOVING, IMAGE, `image: ${image}`))).toEqual(SERVER);
  });

  test('on an init container', () => {
    const init = 'initContainers: [{ name: fetch, image: curl }]\n      containers:';
    expect(fires(latestTag, change(change(MOVING, IMAGE, 'image: server:1.2'), 'containers:', init))).toEqual([
      ['Deployment vision/classifier', 'spec.template.spec.initContainers["fetch"].image'],
    ]);
  });

  test('on the pods of a CronJob', () => {
    expect(fires(latestTag, `
apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly }
spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: c, image: batch }] } } } } }
`)).toEqual([['CronJob nightly', 'spec.jobTemplate.spec.template.spec.containers["c"].image']]);
  });
});

describe('latest-tag is silent', () => {
  test.each([
    'server:1.2',
    'registry.example.com:5000/server:1.2',
    'docker.io/example/server:latest-gpu',
    'docker.io/example/latest:1',
    'example/server:1.2-latest',
    'server@sha256:0123456789abcdef0123456789abcdef',
    'docker.io/example/server:latest@sha256:0123456789abcdef0123456789abcdef',
    'example/',
  ])('of %s', (image) => {
    expect(fires(latestTag, change(MOVING, IMAGE, `image: ${image}`))).toEqual([]);
  });

  test.each<[string, string]>([
    ['when there is no image', 'imagePullPolicy: Always'],
    ['when the image is empty', "image: ''"],
    ['when the image is null', 'image: null'],
  ])('%s', (_, to) => {
    expect(fires(latestTag, change(MOVING, IMAGE, to))).toEqual([]);
  });

  test('of an image in an object that is no workload', () => {
    expect(fires(latestTag, change(MOVING, 'apiVersion: apps/v1', 'apiVersion: example.com/v1'))).toEqual([]);
  });
});

const PARTS = ['/', 'a', 'a/', 'a:', ':latest'];
test.each(PARTS)('latest-tag reads an image of 100,000 characters in milliseconds: %s', (part) => {
  const text = change(MOVING, IMAGE, `image: '${part.repeat(100_000 / part.length)}'`);
  const begin = performance.now();
  fires(latestTag, text);
  expect(performance.now() - begin).toBeLessThan(1000);
});
