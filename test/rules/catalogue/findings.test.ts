import { RULES } from '../../../src/rules/catalogue/all-rules';
import { findings } from '../../../src/rules/catalogue/findings';
import { title, titleOf } from '../../../src/rules/rule';
import { manifests } from '../manifests';

const SCALED = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: demo }
spec:
  selector: { matchLabels: { app: c } }
  template: { metadata: { labels: { app: c } }, spec: { containers: [{ name: server, image: 'server:1' }] } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: demo }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }, maxReplicas: 4 }
`;

const codes = (objects: any[]) => findings(objects).map((f) => [f.rule, title(f.object), f.problem.field]);
const MISSING = ['hpa-missing-request', 'HorizontalPodAutoscaler demo/scaler', 'spec.metrics[0]'];

describe('findings', () => {
  test('carry the code of their rule, its severity and the object as it was given', () => {
    const objects = manifests(SCALED);
    const [{ rule, problem, severity, object }] = findings(objects);
    expect([rule, problem.code, severity]).toEqual(['hpa-missing-request', 'hpa-missing-request', 'error']);
    expect(object).toBe(objects[1]);
  });

  test('are in the order of the rules', () => {
    const objects = manifests(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec: { replicas: 3, template: { spec: { containers: [{ name: server, image: server }] } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }, maxReplicas: 4 }
`);
    expect(findings(objects).map((f) => [f.rule, f.severity, objects.indexOf(f.object)])).toEqual([
      ['hpa-missing-request', 'error', 1],
      ['hpa-fixed-replicas', 'warning', 0],
      ['latest-tag', 'warning', 0],
    ]);
  });

  test('are those of the rules that are asked for', () => {
    const objects = manifests(SCALED);
    const only = RULES.filter(({ id }) => id === 'hpa-missing-request');
    expect(findings(objects, only).map((f) => f.rule)).toEqual(['hpa-missing-request']);
    expect(findings(objects, RULES.filter(({ id }) => id === 'latest-tag'))).toEqual([]);
    expect(findings(objects, [])).toEqual([]);
  });

  test('are made inside a List too', () => {
    expect(codes([{ apiVersion: 'v1', kind: 'List', items: manifests(SCALED) }])).toContainEqual(MISSING);
  });

  test('there are none of nothing', () => {
    expect(findings([])).toEqual([]);
  });
});

describe('findings in a HyperMLService', () => {
  const fleet = (...workloads: object[]) => ({
    apiVersion: 'tensorstack.dev/v1beta1',
    kind: 'HyperMLService',
    metadata: { name: 'fleet', namespace: 'demo' },
    spec: { workloads },
  });

  test('are those of what each cluster gets, with their place', () => {
    const owner = fleet({ clusters: ['bj', 'sh'], manifests: manifests(SCALED) });
    const [found] = findings([owner]).filter((f) => f.rule === 'hpa-missing-request');
    expect(titleOf(found))
      .toBe('HorizontalPodAutoscaler demo/scaler in HyperMLService demo/fleet spec.workloads[0].manifests[1]');
    expect([found.inside?.owner, found.inside?.clusters]).toEqual([owner, ['bj', 'sh']]);
  });

  test('are reported once, though clusters of several sets get the object', () => {
    const own = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'own', namespace: 'demo' } };
    const owner = fleet(
      { clusters: ['bj', 'sh'], manifests: manifests(SCALED) },
      { clusters: ['sh'], manifests: [own] },
    );
    expect(codes([owner]).filter(([rule]) => rule === 'hpa-missing-request')).toEqual([MISSING]);
  });

  test('look at each set of clusters alone', () => {
    const [deployment, scaler] = manifests(SCALED);
    const found = (other: string) => codes([fleet(
      { clusters: ['bj'], manifests: [deployment] },
      { clusters: [other], manifests: [scaler] },
    )]);
    expect(found('sh').filter(([rule]) => rule === 'hpa-missing-request')).toEqual([]);
    expect(found('bj')).toContainEqual(MISSING);
  });

  test('an object that a cluster gets twice is a duplicate', () => {
    const [deployment] = manifests(SCALED);
    const twice = fleet(
      { clusters: ['bj'], manifests: [deployment] },
      { clusters: ['bj'], manifests: [structuredClone(deployment)] },
    );
    expect(codes([twice]).map(([rule]) => rule)).toContain('duplicate-object');
  });
});

test('a HyperMLService that is there twice is a duplicate, and what stands in it is reported once', () => {
  const spec = { workloads: [{ clusters: ['bj'], manifests: manifests(SCALED) }] };
  const metadata = { name: 'f', namespace: 'demo' };
  const owner = { apiVersion: 'tensorstack.dev/v1beta1', kind: 'HyperMLService', metadata, spec };
  const rules = codes([owner, structuredClone(owner)]).map(([rule]) => rule);
  expect(rules).toEqual(['duplicate-object', 'hpa-missing-request']);
});

describe('a rule that may not look at all that is selected', () => {
  const count = 3000;
  const object = (kind: string, apiVersion: string, i: number, spec: object) => (
    { apiVersion, kind, metadata: { name: `${kind.toLowerCase()}${i}`, namespace: 'x' }, spec });
  const pods = Array.from({ length: count }, (_, i) => object('Deployment', 'apps/v1', i, {
    replicas: 1,
    template: { metadata: { labels: { app: 'all', id: `${i}` } }, spec: { containers: [{ name: 'c', image: 'c:1' }] } },
  }));
  const services = Array.from({ length: 300 }, (_, i) => object('Service', 'v1', i, { selector: { app: 'all' } }));

  test('says nothing: it could count wrongly', () => {
    const rules = findings([...pods, ...services]).map((f) => f.rule);
    expect(rules).not.toContain('service-spans-workloads');
  });

  test('does not keep the others from looking', () => {
    const latest = structuredClone(pods[0]) as any;
    latest.metadata.name = 'latest';
    latest.spec.template.spec.containers[0].image = 'c:latest';
    expect(findings([...pods, ...services, latest]).map((f) => f.rule)).toContain('latest-tag');
    expect(findings([pods[0], pods[1], services[0]]).map((f) => f.rule)).toContain('service-spans-workloads');
  });
});
