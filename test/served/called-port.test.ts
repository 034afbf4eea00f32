import { ApiObject } from 'cdk8s';
import { ServedWorkload } from '../../src';
import { calledPort } from '../../src/served/called-port';
import { testChart } from '../helpers';

const labels = { app: 'm' };
const POD = {
  metadata: { labels },
  spec: { containers: [{ name: 'main', image: 'a/b:1', ports: [{ containerPort: 8080, name: 'http' }] }] },
};

function called(spec: object, httpPort?: number): number | undefined {
  const chart = testChart();
  const metadata = { name: 'm' };
  const own = new ApiObject(chart, 'Own', {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { selector: { matchLabels: labels }, template: POD },
  });
  const service = new ApiObject(chart, 'Front', {
    apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: labels, ...spec },
  });
  return calledPort(ServedWorkload.of(own, { service, httpPort }));
}

test.each<[string, object, number | undefined, number | undefined]>([
  ['that of the Service', { ports: [{ port: 80, targetPort: 'http' }] }, undefined, 80],
  ['that of the pods, where the Service has no address', { clusterIP: 'None', ports: [{ port: 80, targetPort: 8080 }] },
    undefined, 8080],
  ['none, where the Service leads elsewhere', { ports: [{ port: 80, targetPort: 9000 }] }, undefined, undefined],
  ['none over UDP', { ports: [{ port: 80, targetPort: 8080, protocol: 'UDP' }] }, undefined, undefined],
  ['that over TCP', { ports: [{ port: 81, targetPort: 8080, protocol: 'UDP' }, { port: 80, targetPort: 8080 }] },
    undefined, 80],
  ['none, where the server is on another port', { ports: [{ port: 80, targetPort: 8080 }] }, 9000, undefined],
])('the port on which clients call is %s', (_, spec, httpPort, expected) => {
  expect(called(spec, httpPort)).toBe(expected);
});
