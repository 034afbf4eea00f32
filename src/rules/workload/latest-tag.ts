import { allContainers, isHook } from '../../kubernetes/workload';
import { containerPath } from '../container-path';
import type { Rule } from '../rule';

export const latestTag: Rule = {
  id: 'latest-tag',
  title: 'An image should have a fixed tag or a digest',
  severity: 'warning',
  description: [
    'Fires when an image has the tag `latest`, or neither a tag nor a digest. It reads the containers and init',
    'containers of every workload, without hooks and tests of Helm.',
    '',
    'The tag moves. Replicas that start on different nodes or days may run different versions, and a scale-up is a bad',
    'moment to find out.',
  ].join('\n'),
  fix: [
    'Set a version or a digest.',
    '',
    'Acknowledge it when the image is published under no other tag, as LlamaEdge images are.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec: { containers: [{ name: server, image: 'tensorflow/serving:latest' }] }
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec: { containers: [{ name: server, image: 'tensorflow/serving:2.19.1' }] }
`,
  check: (inventory, report) => {
    for (const workload of inventory.workloads) {
      if (isHook(workload)) continue;
      const { object, pod } = workload;
      for (const container of allContainers(pod)) {
        const { image } = container;
        if (!image || !hasMovingTag(image)) continue;
        report(object, {
          field: `${containerPath(workload, container)}.image`,
          value: image,
          rule: 'should have a fixed tag or a digest',
          why: 'replicas that start on different nodes or days may run different versions',
          fix: 'set a version or a digest',
        });
      }
    }
  },
};

function hasMovingTag(image: string): boolean {
  if (image.includes('@')) return false;
  // A colon before the last slash is one of a port.
  const name = image.slice(image.lastIndexOf('/') + 1);
  const colon = name.lastIndexOf(':');
  return colon < 0 ? name !== '' : name.slice(colon) === ':latest';
}
