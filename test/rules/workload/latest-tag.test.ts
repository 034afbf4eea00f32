import { change, told } from '../manifests';
import { latestTag } from '../../../src/rules/workload/latest-tag';

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

function message(image: string, container: string = 'server'): string {
  return `container "${container}" image: got "${image}"; has no fixed tag — replicas that start on different nodes or days may run different versions; `
    + 'name a version or a digest (https://kubernetes.io/docs/concepts/containers/images/#image-names)';
}

describe('latest-tag fires', () => {
  test.each([
    'docker.io/example/server:latest', 'docker.io/example/server', 'server', 'registry.example.com:5000/server', 'localhost:5000/team/server:latest',
  ])('on %s', (image) => {
    expect(told(latestTag, change(MOVING, IMAGE, `image: ${image}`))).toEqual([['Deployment vision/classifier', message(image)]]);
  });

  test('on an init container', () => {
    const text = change(change(MOVING, IMAGE, 'image: server:1.2'), 'containers:', 'initContainers: [{ name: fetch, image: curl }]\n      containers:');
    expect(told(latestTag, text)).toEqual([['Deployment vision/classifier', message('curl', 'fetch')]]);
  });

  test('on the pods of a CronJob', () => {
    expect(told(latestTag, `
apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly }
spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: c, image: batch }] } } } } }
`)).toEqual([['CronJob nightly', message('batch', 'c')]]);
  });
});

describe('latest-tag is silent', () => {
  test.each([
    'server:1.2', 'registry.example.com:5000/server:1.2', 'docker.io/example/server:latest-gpu', 'docker.io/example/latest:1', 'example/server:1.2-latest',
    'server@sha256:0123456789abcdef0123456789abcdef', 'docker.io/example/server:latest@sha256:0123456789abcdef0123456789abcdef',
  ])('of %s', (image) => {
    expect(told(latestTag, change(MOVING, IMAGE, `image: ${image}`))).toEqual([]);
  });

  test.each<[string, string]>([
    ['when there is no image', 'imagePullPolicy: Always'],
    ['when the image is empty', "image: ''"],
    ['when the image is null', 'image: null'],
  ])('%s', (_, to) => {
    expect(told(latestTag, change(MOVING, IMAGE, to))).toEqual([]);
  });

  test('of an image in an object that is no workload', () => {
    expect(told(latestTag, change(MOVING, 'apiVersion: apps/v1\nkind: Deployment', 'apiVersion: example.com/v1\nkind: Deployment'))).toEqual([]);
  });
});
