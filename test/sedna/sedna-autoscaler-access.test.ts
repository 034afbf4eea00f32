import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import {
  ScalingMetric,
  SednaAutoscalerAccess,
  SednaJointInference,
  type SednaAutoscalerAccessProps,
  type ScalingOptions,
} from '../../src';
import { find, jointProps, refused, synth, testChart } from '../helpers';

const SCALING: ScalingOptions = { maxReplicas: 2, metrics: [ScalingMetric.cpuUtilization(50)] };

interface Scaled { readonly edge?: ScalingOptions; readonly cloud?: ScalingOptions }

function joint(
  scope: Construct,
  id: string,
  { edge, cloud }: Scaled,
  grantAutoscalerAccess?: boolean,
): SednaJointInference {
  const props = jointProps(Chart.of(scope), {
    edge: { scaling: edge },
    cloud: { scaling: cloud },
    grantAutoscalerAccess,
  });
  return new SednaJointInference(scope, id, props);
}

const roles = (chart: Chart): string[] => synth(chart).filter((o) => o.kind === 'Role').map((o) => o.metadata.name);

describe('SednaAutoscalerAccess emits', () => {
  test('a Role and a RoleBinding of its namespace, for the ServiceAccount of Sedna as it is installed', () => {
    const chart = testChart();
    const access = new SednaAutoscalerAccess(chart, 'SednaMayScale');
    expect(synth(chart)).toEqual([
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'Role',
        metadata: { name: 'sedna-autoscalers', namespace: 'vision' },
        rules: [
          {
            apiGroups: ['autoscaling'],
            resources: ['horizontalpodautoscalers'],
            verbs: ['get', 'create', 'update', 'delete'],
          },
        ],
      },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name: 'sedna-autoscalers', namespace: 'vision' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'sedna-autoscalers' },
        subjects: [{ kind: 'ServiceAccount', name: 'sedna', namespace: 'sedna' }],
      },
    ]);
    expect(access.node.defaultChild).toBe(access.role);
    expect([access.role.name, access.roleBinding.name]).toEqual(['sedna-autoscalers', 'sedna-autoscalers']);
  });

  test.each([{}, { name: undefined, serviceAccountName: undefined, serviceAccountNamespace: undefined }])(
    'the same for %j',
    (props) => {
      const [bare, chart] = [testChart(), testChart()];
      new SednaAutoscalerAccess(bare, 'Access');
      new SednaAutoscalerAccess(chart, 'Access', props);
      expect(synth(chart)).toEqual(synth(bare));
    },
  );

  test('the names that were given', () => {
    const chart = testChart();
    new SednaAutoscalerAccess(chart, 'Access', {
      name: 'edge-ai.scalers',
      serviceAccountName: 'gm',
      serviceAccountNamespace: 'edge-ai',
    });
    const { metadata, roleRef, subjects } = find(chart, 'RoleBinding');
    expect([find(chart, 'Role').metadata.name, metadata.name, roleRef.name]).toEqual([
      'edge-ai.scalers',
      'edge-ai.scalers',
      'edge-ai.scalers',
    ]);
    expect(subjects).toEqual([{ kind: 'ServiceAccount', name: 'gm', namespace: 'edge-ai' }]);
  });
});

describe('the services of a chart', () => {
  test('share one', () => {
    const chart = testChart();
    const [a, b] = [
      joint(chart, 'A', { cloud: SCALING }),
      joint(new Construct(chart, 'Group'), 'B', { edge: SCALING }),
    ];
    expect(a.autoscalerAccess).toBeInstanceOf(SednaAutoscalerAccess);
    expect(b.autoscalerAccess).toBe(a.autoscalerAccess);
    expect(a.autoscalerAccess!.node.scope).toBe(a);
    expect(roles(chart)).toEqual(['sedna-autoscalers']);
  });

  test('use the one that the chart has', () => {
    const chart = testChart();
    const own = new SednaAutoscalerAccess(new Construct(chart, 'Security'), 'Own', { name: 'own' });
    expect(joint(chart, 'A', { edge: SCALING }).autoscalerAccess).toBe(own);
    expect(roles(chart)).toEqual(['own']);
  });

  test('use the first when there are two', () => {
    const chart = testChart();
    const first = new SednaAutoscalerAccess(chart, 'First', { name: 'first' });
    new SednaAutoscalerAccess(chart, 'Second', { name: 'second', serviceAccountName: 'other' });
    expect(joint(chart, 'A', { edge: SCALING }).autoscalerAccess).toBe(first);
    expect(roles(chart).sort()).toEqual(['first', 'second']);
  });

  test('do not use one that was refused', () => {
    const chart = testChart();
    expect(refused(() => new SednaAutoscalerAccess(chart, 'Own', { name: '' }))).not.toEqual([]);
    expect(joint(chart, 'A', { edge: SCALING }).autoscalerAccess!.node.path).toBe('test/A/AutoscalerAccess');
  });

  test('do not use that of another chart', () => {
    const app = new App();
    const [one, other] = [new Chart(app, 'one', { namespace: 'one' }), new Chart(app, 'other', { namespace: 'other' })];
    const [a, b] = [joint(one, 'A', { edge: SCALING }), joint(other, 'B', { edge: SCALING })];
    expect(b.autoscalerAccess).not.toBe(a.autoscalerAccess);
    expect([roles(one), roles(other)]).toEqual([['sedna-autoscalers'], ['sedna-autoscalers']]);
  });

  test.each<[string, Scaled, boolean | undefined]>([
    ['when nothing scales', {}, undefined], ['when somebody else grants it', { edge: SCALING, cloud: SCALING }, false],
  ])('need none %s', (_, scaling, grant) => {
    const chart = testChart();
    expect(joint(chart, 'A', scaling, grant).autoscalerAccess).toBeUndefined();
    expect(roles(chart)).toEqual([]);
  });

  test.each<[string, (chart: Chart) => void]>([
    ['its own', () => {}],
    ['one that lies elsewhere in the chart', (chart) => new SednaAutoscalerAccess(new Construct(chart, 'Zz'), 'Own')],
  ])('are printed behind %s', (_, before) => {
    const chart = testChart();
    before(chart);
    joint(chart, 'A', { edge: SCALING });
    const kinds = synth(chart).map((o) => o.kind);
    expect(kinds.indexOf('JointInferenceService')).toBeGreaterThan(
      Math.max(kinds.indexOf('Role'), kinds.indexOf('RoleBinding')),
    );
    expect(kinds.filter((kind) => kind === 'RoleBinding')).toEqual(['RoleBinding']);
  });
});

describe('SednaAutoscalerAccess refuses', () => {
  type Row = [what: string, props: SednaAutoscalerAccessProps, ...fields: string[]];

  const REFUSALS: Row[] = [
    ['a name that is none', { name: 'Sedna' }, 'name'],
    ['an empty name', { name: '' }, 'name'],
    ['a name that is null', { name: null as never }, 'name'],
    ['a ServiceAccount with its namespace', { serviceAccountName: 'sedna:sedna' }, 'serviceAccountName'],
    ['a ServiceAccount that is a construct', { serviceAccountName: { name: 'sedna' } as never }, 'serviceAccountName'],
    ['both names', { name: '_', serviceAccountName: '' }, 'name', 'serviceAccountName'],
  ];

  test.each(REFUSALS.map(([what, props, ...fields]) => ({ what, props, fields })))('$what', ({ props, fields }) => {
    expect(refused(() => new SednaAutoscalerAccess(testChart(), 'Access', props))).toEqual(
      fields.map((field) => ['validation/name', field]),
    );
  });

  test.each([
    '', 'Sedna', 'sedna/sedna', '-sedna', 'a.b', 'a'.repeat(64), null,
  ])('a namespace that none can be called: %j', (namespace) => {
    const props = { serviceAccountNamespace: namespace as string };
    expect(refused(() => new SednaAutoscalerAccess(testChart(), 'Access', props))).toEqual([
      ['validation/name', 'serviceAccountNamespace'],
    ]);
  });

  test('nothing of a program without types that gives no properties', () => {
    expect(new SednaAutoscalerAccess(testChart(), 'Access', null as never).role.name).toBe('sedna-autoscalers');
  });

  test('and leaves nothing of it in the tree', () => {
    const chart = testChart();
    expect(refused(() => new SednaAutoscalerAccess(chart, 'Access', { name: '' }))).not.toEqual([]);
    expect(chart.node.children).toEqual([]);
    expect(refused(() => new SednaAutoscalerAccess(chart, 'Access'))).toEqual([]);
  });
});

test('a service that is removed takes its right along, and the next one brings its own', () => {
  const chart = testChart();
  joint(chart, 'First', { edge: SCALING });
  chart.node.tryRemoveChild('First');
  joint(new Construct(chart, 'Later'), 'Second', { edge: SCALING });
  expect(roles(chart)).toEqual(['sedna-autoscalers']);
});
