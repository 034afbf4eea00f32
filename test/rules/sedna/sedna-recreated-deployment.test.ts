import { readFileSync } from 'fs';
import { join } from 'path';
import * as fc from 'fast-check';
import { findings } from '../../../src/rules/catalogue/findings';
import { sednaRecreatedDeployment } from '../../../src/rules/sedna/sedna-recreated-deployment';
import { isRecreated, reconcile } from '../../sedna/sedna-controller';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

const JOINT = `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker: { model: { name: little } }
  cloudWorker: { model: { name: big } }
`;

/** An object beside the service `helmet`. */
function beside(apiVersion: string, kind: string, metadata: string): string {
  return `${JOINT}---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { ${metadata} }\n`;
}

function deployment(name: string, more = ''): string {
  return beside('apps/v1', 'Deployment', `name: ${name}, namespace: vision${more}`);
}

function service(name: string): string {
  return beside('sedna.io/v1alpha1', 'JointInferenceService', `name: ${name}, namespace: vision`);
}

test('the examples of sedna-recreated-deployment', () => {
  expect(codes(sednaRecreatedDeployment.failing)).toEqual(['sedna-recreated-deployment']);
  expect(codes(sednaRecreatedDeployment.repaired)).toEqual([]);
});

describe('sedna-recreated-deployment fires', () => {
  test('on a Deployment, with its message', () => {
    expect(told(sednaRecreatedDeployment, deployment('helmet'))).toEqual([[
      'Deployment vision/helmet',
      'metadata.name: got "helmet"; '
      + 'is the name of JointInferenceService vision/helmet, or begins with it and "-deployment" — '
      + 'Sedna takes it for a Deployment of that service: when it is deleted, Sedna creates it again; '
      + 'rename this Deployment or the JointInferenceService, or put one of them into another namespace '
      + `(${sednaRecreatedDeployment.source})`,
    ]]);
  });

  test('on a service, with its message', () => {
    expect(told(sednaRecreatedDeployment, service('helmet-deployment-b'))).toEqual([[
      'JointInferenceService vision/helmet-deployment-b',
      'metadata.name: got "helmet-deployment-b"; '
      + 'begins with the name of JointInferenceService vision/helmet and "-deployment" — '
      + 'Sedna takes its Deployments for those of that service: when this one is deleted, Sedna creates them again '
      + 'each time that the garbage collector deletes them, several times a second; '
      + 'rename one of the two services, or put one of them into another namespace '
      + `(${sednaRecreatedDeployment.source})`,
    ]]);
  });

  // What `strings.Split(name, "-deployment")[0]` of Sedna's controller makes `helmet` of.
  test.each([
    'helmet', 'helmet-deployment', 'helmet-deployments', 'helmet-deployment-proxy', 'helmet-deployment-a-deployment-b',
    'helmet-deployment-edge-2', 'helmet-deploymentcloud',
  ])('on the Deployment %s', (name) => {
    expect(fires(sednaRecreatedDeployment, deployment(name))).toEqual([
      [`Deployment vision/${name}`, 'metadata.name'],
    ]);
  });

  test.each([
    'helmet-deployment', 'helmet-deployments', 'helmet-deployment-b-deployment',
  ])('on the service %s', (name) => {
    expect(fires(sednaRecreatedDeployment, service(name))).toEqual([
      [`JointInferenceService vision/${name}`, 'metadata.name'],
    ]);
  });

  test('in the default namespace, whether it is written or not', () => {
    const unwritten = change(deployment('helmet-deployment-a'), 'name: helmet, namespace: vision', 'name: helmet');
    const written = change(unwritten, '-a, namespace: vision', '-a, namespace: default');
    expect(fires(sednaRecreatedDeployment, written)).toEqual([
      ['Deployment default/helmet-deployment-a', 'metadata.name'],
    ]);
  });

  test('on a Deployment that something else owns', () => {
    const owner = ', ownerReferences: [{ apiVersion: example.com/v1, kind: Front, name: front }]';
    expect(fires(sednaRecreatedDeployment, deployment('helmet', owner))).toHaveLength(1);
  });
});

describe('sedna-recreated-deployment is silent', () => {
  test.each([
    'helmet-dashboard', 'helmets', 'helmet-deploy', 'hel', 'proxy-helmet-deployment-edge', 'deployment-helmet',
  ])('on the Deployment %s, whose name says of no service', (name) => {
    expect(fires(sednaRecreatedDeployment, deployment(name))).toEqual([]);
  });

  test.each(['helmet-b', 'helmet-deploy', 'x-deployment-helmet'])('on the service %s', (name) => {
    expect(fires(sednaRecreatedDeployment, service(name))).toEqual([]);
  });

  test.each(['helmet-deployment-edge', 'helmet-deployment-cloud'])(
    'on %s, which sedna-generated-name-taken finds: one fault is one finding',
    (name) => {
      expect(fires(sednaRecreatedDeployment, deployment(name))).toEqual([]);
      expect(codes(deployment(name)).filter((code) => code.startsWith('sedna-gen'))).toHaveLength(1);
    },
  );

  test('on what the controller made, beside the service', () => {
    const owner = ', ownerReferences: [{ apiVersion: sedna.io/v1alpha1, kind: JointInferenceService, name: helmet }]';
    expect(fires(sednaRecreatedDeployment, deployment('helmet-deployment-edge', owner))).toEqual([]);
    const made = readFileSync(join(__dirname, '../../sedna/observed/seed-000.yaml'), 'utf8');
    const joint = change(JOINT, 'helmet, namespace: vision', 'helmet-detection-inference-example');
    expect(fires(sednaRecreatedDeployment, `${joint}---\n${made}`)).toEqual([]);
  });

  test('on a service of such a name alone, whose Deployments nothing creates again', () => {
    const alone = change(JOINT, 'name: helmet, namespace: vision', 'name: helmet-deployment-b, namespace: vision');
    expect(fires(sednaRecreatedDeployment, alone)).toEqual([]);
  });

  test.each<[string, string, string, string]>([
    ['in another namespace', 'apps/v1', 'Deployment', 'name: helmet, namespace: audio'],
    ['on another kind', 'apps/v1', 'StatefulSet', 'name: helmet, namespace: vision'],
    ['on a Deployment of another group', 'apps.example.com/v1', 'Deployment', 'name: helmet, namespace: vision'],
    ['on a service of another group', 'example.com/v1', 'JointInferenceService', 'name: helmet-deployment-b'],
    ['on a name that the API server chooses', 'apps/v1', 'Deployment', 'generateName: helmet-, namespace: vision'],
    ['on a name that is null', 'apps/v1', 'Deployment', 'name: null, namespace: vision'],
  ])('%s', (_, apiVersion, kind, metadata) => {
    expect(fires(sednaRecreatedDeployment, beside(apiVersion, kind, metadata))).toEqual([]);
  });

  test('where there is no JointInferenceService', () => {
    expect(fires(sednaRecreatedDeployment, deployment('helmet').split('---\n')[1])).toEqual([]);
  });
});

describe('a model of the controller agrees', () => {
  const part = fc.constantFrom('a', 'b', '-', '-deployment', '-deploy', '-edge', '-cloud');
  const name = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => `a${parts.join('')}`.replace(/-+$/, ''));
  const metadata = fc.record({ name, namespace: fc.constantFrom('vision', 'audio') });
  const named = (kind: string, apiVersion: string) => metadata.map((m) => ({ apiVersion, kind, metadata: m }));
  const worker = { model: { name: 'm' }, hardExampleMining: { name: 'IBT' }, template: { spec: { containers: [] } } };
  const services = fc.uniqueArray(named('JointInferenceService', 'sedna.io/v1alpha1'), {
    selector: (o) => `${o.metadata.namespace}/${o.metadata.name}`,
    minLength: 1,
    maxLength: 4,
  }).map((list) => list.map((o) => ({ ...o, spec: { edgeWorker: worker, cloudWorker: worker } })));

  const made = (owner: any) => reconcile(
    owner,
    [{ kind: 'Model', metadata: { ...owner.metadata, name: 'm' }, spec: { url: '/data/m.pb' } }],
    { mayScale: true },
  ).objects.filter((o) => o.kind === 'Deployment');

  test('of which Deployment is created again when it is deleted', () => {
    fc.assert(fc.property(services, named('Deployment', 'apps/v1'), (all, plain) => {
      const taken = all.flatMap(made).some(({ metadata: { name: n, namespace } }) => (
        n === plain.metadata.name && namespace === plain.metadata.namespace));
      const found = findings([...all, plain], [sednaRecreatedDeployment]).filter((f) => f.object === plain);
      expect(found.length).toBe(Number(!taken && isRecreated(plain, all)));
    }), { numRuns: 500 });
  });

  test('of which service leaves Deployments that are created again when it is deleted', () => {
    fc.assert(fc.property(services, (all) => {
      const found = findings(all as any[], [sednaRecreatedDeployment]).map((f) => f.object);
      const left = all.filter((one) => made(one).some((d) => isRecreated(d, all.filter((other) => other !== one))));
      expect(new Set(found)).toEqual(new Set(left));
    }), { numRuns: 500 });
  });
});
