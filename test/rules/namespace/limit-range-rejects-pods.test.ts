import { limitRangeRejectsPods } from '../../../src/rules/namespace/limit-range-rejects-pods';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = limitRangeRejectsPods;
const MAX = "[{ type: Container, max: { cpu: '2' } }]";
const RESOURCES = "resources: { requests: { cpu: '1' }, limits: { cpu: '2' } }";

/** What a LimitRange with one entry says of a container. */
function reasons(entry: string, resources = RESOURCES): string[] {
  const text = change(change(repaired, MAX, `[${entry}]`), RESOURCES, resources);
  return told(limitRangeRejectsPods, text).map(([, message]) => /rejects the pods: (.*) — /.exec(message)![1]);
}

test('the examples of limit-range-rejects-pods', () => {
  expect(codes(failing)).toEqual(['limit-range-rejects-pods']);
  expect(codes(repaired)).toEqual([]);
});

test('limit-range-rejects-pods says what forbids the pods', () => {
  expect(told(limitRangeRejectsPods, failing)).toEqual([[
    'Deployment classifier',
    'spec.template.spec.containers: LimitRange small-containers rejects the pods: max is 2, below the cpu limit '
    + '(container "server") — the API server forbids every pod of it, so none is created and nothing can scale it; '
    + `change the requests and limits, or the LimitRange (${limitRangeRejectsPods.source})`,
  ]]);
});

describe('limit-range-rejects-pods fires', () => {
  test.each<[string, string, string | undefined, string]>([
    [
      'on a request below the minimum',
      "{ type: Container, min: { cpu: '1500m' } }",
      undefined,
      'min is 1500m, above the cpu request (container "server")',
    ],
    [
      'on a limit below the minimum',
      '{ type: Container, min: { memory: 2Gi }, defaultRequest: { memory: 2Gi } }',
      'resources: { limits: { memory: 1Gi } }',
      'min is 2Gi, above the memory request (container "server")',
    ],
    [
      'on a ratio',
      '{ type: Container, maxLimitRequestRatio: { cpu: 1.5 } }',
      undefined,
      'maxLimitRequestRatio is 1.5, below the ratio 2 of cpu limit and request (container "server")',
    ],
    [
      'on a ratio of a missing limit',
      "{ type: Container, maxLimitRequestRatio: { cpu: '4' } }",
      "resources: { requests: { cpu: '1' } }",
      'maxLimitRequestRatio needs a cpu limit, which is missing or 0 (container "server")',
    ],
    [
      'on a default limit below the request',
      '{ type: Container, default: { cpu: 500m } }',
      "resources: { requests: { cpu: '1' } }",
      'the default limit 500m is below the cpu request (container "server")',
    ],
    [
      'on a whole pod',
      '{ type: Pod, max: { memory: 1Gi } }',
      undefined,
      'max needs a memory limit, which is missing (the whole pod)',
    ],
  ])('%s', (_, entry, resources, expected) => {
    expect(reasons(entry, resources)).toEqual([expected]);
  });

  test('on an init container', () => {
    const text = change(repaired, 'containers:\n', [
      'initContainers: [{ name: fetch, image: a/b:1, resources: { limits: { cpu: 8 } } }]',
      '      containers:\n',
    ].join('\n'));
    expect(fires(limitRangeRejectsPods, text))
      .toEqual([['Deployment classifier', 'spec.template.spec.initContainers']]);
  });
});

describe('limit-range-rejects-pods is silent', () => {
  test.each<[string, string, string | undefined]>([
    ['where the bounds hold', "{ type: Container, min: { cpu: '1' }, max: { cpu: '2' } }", undefined],
    ['where defaults fill in the rest', '{ type: Container, min: { memory: 1Gi }, max: { memory: 2Gi } }', undefined],
    ['on a ratio that holds', "{ type: Container, maxLimitRequestRatio: { cpu: '2' } }", undefined],
    ['on what is no quantity', '{ type: Container, max: { cpu: much } }', undefined],
    ['on an entry of claims', '{ type: PersistentVolumeClaim, max: { storage: 1Gi } }', undefined],
    [
      'where the container itself asks for more than its limit, which rejects the workload',
      "{ type: Container, default: { cpu: '8' } }",
      "resources: { requests: { cpu: '3' }, limits: { cpu: '2' } }",
    ],
  ])('%s', (_, entry, resources) => {
    expect(reasons(entry, resources)).toEqual([]);
  });

  test('on a LimitRange of another namespace', () => {
    const text = change(failing, 'name: small-containers', 'name: small-containers, namespace: other');
    expect(fires(limitRangeRejectsPods, text)).toEqual([]);
  });
});
