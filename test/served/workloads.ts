import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiObject, Include, type Chart } from 'cdk8s';
import { Cpu, Deployment, k8s, Service, StatefulSet } from 'cdk8s-plus-27';
import type { IConstruct } from 'constructs';

/** A workload that somebody has, with the Service in front of it. */
export interface Given {
  readonly workload: IConstruct;
  readonly service: IConstruct;
  readonly kind: string;
}

const labels = { app: 'own' };
const template = {
  metadata: { labels },
  spec: {
    containers: [{
      name: 'main',
      image: 'registry.example.com/own:1',
      ports: [{ containerPort: 8080, name: 'http' }],
      resources: { requests: { cpu: '1' } },
    }],
  },
};
const manifest = (kind: string) => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'own' },
  spec: { selector: { matchLabels: labels }, template, ...(kind === 'StatefulSet' && { serviceName: 'own' }) },
});
const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'own', labels },
  spec: { selector: labels, ports: [{ name: 'web', port: 80, targetPort: 'http' }] },
};
const containers = [{
  name: 'main',
  image: 'registry.example.com/own:1',
  ports: [{ number: 8080, name: 'http' }],
  resources: { cpu: { request: Cpu.units(1) } },
}];
const plus = { metadata: { name: 'own' }, podMetadata: { labels } };

function plain(chart: Chart, kind: string): Given {
  const workload = new ApiObject(chart, 'Own', manifest(kind));
  return { workload, service: new ApiObject(chart, 'Service', service), kind };
}

function included(chart: Chart): Given {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'served-'));
  const file = path.join(folder, 'own.yaml');
  fs.writeFileSync(file, [manifest('Deployment'), service].map((one) => JSON.stringify(one)).join('\n---\n'));
  const [workload, front] = new Include(chart, 'Yaml', { url: file }).apiObjects;
  fs.rmSync(folder, { recursive: true });
  return { workload, service: front, kind: 'Deployment' };
}

/** The same workload as each package has it. */
export const WORKLOADS: ReadonlyArray<[what: string, make: (chart: Chart) => Given]> = [
  ['a Deployment of cdk8s-plus', (chart) => {
    const workload = new Deployment(chart, 'Own', { ...plus, containers });
    const ports = [{ name: 'web', port: 80, targetPort: 8080 }];
    return { workload, service: workload.exposeViaService({ name: 'own', ports }), kind: 'Deployment' };
  }],
  ['a StatefulSet of cdk8s-plus', (chart) => {
    const ports = [{ name: 'web', port: 80, targetPort: 8080 }];
    const front = new Service(chart, 'Service', { metadata: { name: 'own' }, ports });
    return {
      workload: new StatefulSet(chart, 'Own', { ...plus, containers, service: front }),
      service: front,
      kind: 'StatefulSet',
    };
  }],
  ['the object of a Deployment of cdk8s-plus', (chart) => {
    const workload = new Deployment(chart, 'Own', { ...plus, containers });
    const ports = [{ name: 'web', port: 80, targetPort: 8080 }];
    const front = workload.exposeViaService({ name: 'own', ports });
    return { workload: ApiObject.of(workload), service: ApiObject.of(front), kind: 'Deployment' };
  }],
  ['a KubeDeployment', (chart) => {
    const ports = [{ containerPort: 8080, name: 'http' }];
    const requests = { cpu: k8s.Quantity.fromString('1') };
    const workload = new k8s.KubeDeployment(chart, 'Own', {
      metadata: { name: 'own' },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'main', image: 'registry.example.com/own:1', ports, resources: { requests } }] },
        },
      },
    });
    const front = new k8s.KubeService(chart, 'Service', {
      metadata: { name: 'own' },
      spec: { selector: labels, ports: [{ name: 'web', port: 80, targetPort: k8s.IntOrString.fromNumber(8080) }] },
    });
    return { workload, service: front, kind: 'Deployment' };
  }],
  ['a Deployment out of an Include', included],
  ['a plain Deployment', (chart) => plain(chart, 'Deployment')],
  ['a plain StatefulSet', (chart) => plain(chart, 'StatefulSet')],
];
