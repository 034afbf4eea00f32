import { all, deployment, ids, named, needs } from '../needs';

const V = 'resource.k8s.io/v1beta1';
const POD = deployment(
  'resourceClaims: [{ name: a, resourceClaimName: one }, { name: b, resourceClaimTemplateName: many }]',
);
const requests = (kind: string, request: string) => named(V, kind, 'c', kind === 'ResourceClaim'
  ? `spec: { devices: { requests: [${request}] } }` : `spec: { spec: { devices: { requests: [${request}] } } }`);

test('claims and templates that pods name', () => {
  expect(needs(POD)).toEqual([
    ['kubernetes/device-claims', 'Deployment web spec.template.spec.resourceClaims'],
    ['resourceclaim/default/one', 'Deployment web spec.template.spec.resourceClaims[0].resourceClaimName'],
    [
      'resourceclaimtemplate/default/many',
      'Deployment web spec.template.spec.resourceClaims[1].resourceClaimTemplateName',
    ],
  ]);
  expect(ids(all(POD, named(V, 'ResourceClaim', 'one'), named(V, 'ResourceClaimTemplate', 'many')))).toEqual([]);
});

test.each(['ResourceClaim', 'ResourceClaimTemplate'])('the classes of a %s', (kind) => {
  const CLASS = '{ deviceClassName: gpu }';
  for (const request of [CLASS, `{ exactly: ${CLASS} }`, `{ firstAvailable: [${CLASS}] }`]) {
    expect(ids(requests(kind, request))).toEqual(['deviceclass/gpu']);
    expect(ids(all(requests(kind, request), named(V, 'DeviceClass', 'gpu')))).toEqual([]);
  }
  expect(ids(requests(kind, '{ name: a }'))).toEqual([]);
});
