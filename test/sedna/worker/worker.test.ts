import { Chart } from 'cdk8s';
import { Node, NodeLabelQuery, Pod, Volume, type HostPathVolumeOptions, type LabeledNode } from 'cdk8s-plus-27';
import {
  EdgeNodes,
  EdgePlacement,
  NodeGroup,
  ScalingMetric,
  SednaJointInference,
  SednaModel,
  type SednaEdgeWorkerOptions,
  type SednaWorkerOptions,
} from '../../../src';
import { find, jointProps, refused, RESOURCES, synth, testChart, type JointChanges } from '../../helpers';
import { picks } from '../../property/grammar';
import { reconcile } from '../sedna-controller';

const SCALING = { maxReplicas: 3, metrics: [ScalingMetric.cpuUtilization(60)] };
const EDGE = 'node-role.kubernetes.io/edge';

function join(changes: (chart: Chart) => JointChanges = () => ({})): SednaJointInference {
  const chart = testChart();
  return new SednaJointInference(chart, 'Helmet', jointProps(chart, changes(chart)));
}

const template = (helmet: SednaJointInference, type: 'edge' | 'cloud'): any =>
  find(helmet, 'JointInferenceService').spec[`${type}Worker`].template.spec;
const edge = (changes: Partial<SednaEdgeWorkerOptions> = {}): any => template(join(() => ({ edge: changes })), 'edge');
const cloud = (changes: Partial<SednaWorkerOptions> = {}): any => template(join(() => ({ cloud: changes })), 'cloud');

/** The Deployments that Sedna makes of a service. */
function deployments(helmet: SednaJointInference): Record<'edge' | 'cloud', any> {
  const { failed, objects } = reconcile(find(helmet, 'JointInferenceService'), synth(Chart.of(helmet)), {
    mayScale: true,
  });
  expect(failed).toBeUndefined();
  const of = (type: 'edge' | 'cloud') =>
    objects.find((o) => o.kind === 'Deployment' && o.metadata.name === helmet[type].deploymentName);
  return { edge: of('edge'), cloud: of('cloud') };
}

describe('labels and selectors', () => {
  test.each(['edge', 'cloud'] as const)('of the %s worker are those of its pods, but for the uid', (type) => {
    const helmet = join();
    const { 'jointinferenceservice.sedna.io/uid': uid, ...known } =
      deployments(helmet)[type].spec.template.metadata.labels;
    expect(uid).toMatch(/^[0-9a-f-]{36}$/);
    expect(helmet[type].labels).toEqual(known);
  });

  test('of a worker pick its own pods and not those of the other, nor of another service', () => {
    const chart = testChart();
    const [one, two] = ['One', 'Two'].map((id) => new SednaJointInference(chart, id, jointProps(chart)));
    const pods = [one, two].flatMap((s) => (['edge', 'cloud'] as const).map((type) => {
      const made = reconcile(find(s, 'JointInferenceService', s.name), synth(chart), { mayScale: true }).objects;
      return made.find((o) => o.metadata.name === s[type].deploymentName).spec.template.metadata.labels;
    }));
    expect(pods.map((labels) => picks(one.edge.selector, labels))).toEqual([true, false, false, false]);
    expect(pods.map((labels) => picks(one.cloud.selector, labels))).toEqual([false, true, false, false]);
    expect(pods.map((labels) => picks(two.cloud.selector, labels))).toEqual([false, false, false, true]);
  });

  test('of the edge Service pick the pods of the edge worker alone', () => {
    const helmet = join(() => ({ edge: { service: { ports: [{ port: 80 }] } } }));
    const { selector } = find(helmet, 'Service').spec;
    const made = deployments(helmet);
    expect([made.edge, made.cloud].map((d) => picks(selector, d.spec.template.metadata.labels))).toEqual([true, false]);
  });
});

describe('the model', () => {
  const URLS: Array<[string, string, string[]]> = [
    ['/data/big-model/yolov3_darknet.pb', '/home/data/data/big-model/yolov3_darknet.pb', ['/data/big-model/']],
    ['/Data/Big_Model/v1.2/m', '/home/data/Data/Big_Model/v1.2/m', ['/Data/Big_Model/v1.2/']],
    ['s3://models/helmet/m.pb', '/downloads/models/helmet/m.pb', []],
    ['https://example.com:8443/a%20b/m.pb?v=1', '/downloads/example.com:8443/a b/m.pb', []],
    ['hf://Qwen/Qwen2.5', 'hf://Qwen/Qwen2.5', []],
  ];
  const container = { image: 'a/b:1', resources: RESOURCES, environment: { MODEL_PATH: '/models/qwen' } };
  test.each(URLS)('%s is found where Sedna brings it', (url, modelUrl, nodeFolders) => {
    const helmet = join((chart) => ({
      cloud: { model: new SednaModel(chart, 'Own', { url, format: 'pb' }), container },
    }));
    const { containers: [{ env }], volumes = [] } = deployments(helmet).cloud.spec.template.spec;
    expect([helmet.cloud.modelUrl, helmet.cloud.nodeFolders]).toEqual([modelUrl, nodeFolders]);
    expect(env.find((v: any) => v.name === 'MODEL_URL').value).toBe(modelUrl);
    expect(volumes.flatMap((v: any) => (v.hostPath ? [v.hostPath.path] : []))).toEqual(nodeFolders);
  });

  test.each(['edge', 'cloud'] as const)('in an archive is what MODEL_PATH of the %s worker names', (type) => {
    const model = (chart: Chart) => new SednaModel(chart, 'Own', {
      url: 's3://models/helmet.zip',
      format: 'pb',
      fileInArchive: 'export/1',
    });
    const { containers: [{ env }] } = template(join((chart) => ({ [type]: { model: model(chart) } })), type);
    expect(env).toContainEqual({ name: 'MODEL_PATH', value: '/downloads/models/export/1' });
    for (const name of ['MODEL_PATH', 'model_path']) {
      const own = { ...container, environment: { [name]: '/models/qwen' } };
      expect(refused(() => join((chart) => ({ [type]: { model: model(chart), container: own } })))).toEqual([
        ['sedna/model-path-given-twice', `${type}.container.environment["${name}"]`],
      ]);
    }
  });

  test('that is no archive needs no MODEL_PATH', () => {
    expect(JSON.stringify([edge(), cloud()])).not.toContain('MODEL_PATH');
  });

  test('that is made elsewhere is found where its URL says, if that is given', () => {
    const of = (url?: string) =>
      join((chart) => ({ cloud: { model: SednaModel.fromModelName(chart, 'Ref', 'big', url) } })).cloud;
    expect([of('/data/big/m.pb').modelUrl, of('/data/big/m.pb').nodeFolders]).toEqual([
      '/home/data/data/big/m.pb',
      ['/data/big/'],
    ]);
    expect([of().modelUrl, of().nodeFolders, of().model.modelName]).toEqual([undefined, [], 'big']);
  });

  test('is not the only thing that must lie on the nodes: so do folders that are not made', () => {
    const hostFolders = [
      { path: '/srv/labels', mountPath: '/labels', mustExist: true },
      { path: '/srv/out', mountPath: '/out' },
    ];
    const helmet = join(() => ({ edge: { hostFolders } }));
    expect(helmet.edge.nodeFolders).toEqual(['/data/little-model/', '/srv/labels']);
    const wanted = deployments(helmet)
      .edge.spec.template.spec.volumes.filter((v: any) => v.hostPath?.type === 'Directory')
      .map((v: any) => v.hostPath.path);
    expect(wanted.sort()).toEqual(helmet.edge.nodeFolders);
  });
});

describe('where a worker runs', () => {
  const terms = (spec: any) =>
    spec.affinity?.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms;

  test('on any edge node, or off them', () => {
    expect(terms(edge())).toEqual([{ matchExpressions: [{ key: EDGE, operator: 'Exists' }] }]);
    expect(terms(cloud())).toEqual([{ matchExpressions: [{ key: EDGE, operator: 'DoesNotExist' }] }]);
    expect(cloud().tolerations).toBeUndefined();
  });

  test('is what its placement says, alone', () => {
    const helmet = join((chart) => ({
      edge: {
        placement: new EdgePlacement(chart, 'Named', { nodes: EdgeNodes.named('edge-1', 'edge-2'), autonomy: false }),
      },
      cloud: {
        placement: new EdgePlacement(chart, 'Group', {
          nodes: EdgeNodes.group(NodeGroup.fromNodeGroupName(chart, 'G', 'beijing')),
        }),
      },
    }));
    expect(terms(template(helmet, 'edge'))).toEqual([
      { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['edge-1', 'edge-2'] }] },
    ]);
    expect(template(helmet, 'edge').tolerations).toEqual([{ key: EDGE, operator: 'Exists', effect: 'NoSchedule' }]);
    expect([template(helmet, 'cloud').affinity, template(helmet, 'cloud').nodeSelector]).toEqual([
      undefined,
      { 'apps.kubeedge.io/belonging-to': 'beijing' },
    ]);
  });

  test('may be one placement for both', () => {
    const helmet = join((chart) => {
      const placement = new EdgePlacement(chart, 'Named', { nodes: EdgeNodes.named('one') });
      return { edge: { placement }, cloud: { placement } };
    });
    expect(terms(template(helmet, 'edge'))).toEqual(terms(template(helmet, 'cloud')));
  });

  const ready = (choose: (pod: Pod) => void, changes: (chart: Chart) => Partial<SednaEdgeWorkerOptions> = () => ({})) =>
    template(
      join((chart) => {
        const pod = new Pod(chart, 'Pod', { containers: [{ image: 'a/b:1' }] });
        choose(pod);
        return { edge: { container: undefined, pod, ...changes(chart) } };
      }),
      'edge',
    );

  test('is for a ready pod what it is for a container, unless it chooses its nodes itself', () => {
    expect(terms(ready(() => {}))).toEqual([{ matchExpressions: [{ key: EDGE, operator: 'Exists' }] }]);
    const named = ready((pod) =>
      pod.scheduling.attract(Node.labeled(NodeLabelQuery.is('camera', 'true')) as LabeledNode),
    );
    expect(terms(named)).toEqual([{ matchExpressions: [{ key: 'camera', operator: 'In', values: ['true'] }] }]);
    expect(named.tolerations).toBeUndefined();
    const assigned = ready((pod) => pod.scheduling.assign(Node.named('edge-1')));
    expect([assigned.nodeName, assigned.affinity]).toEqual(['edge-1', undefined]);
  });

  test('is for a ready pod with a placement what that says', () => {
    const placed = ready(
      () => {},
      (chart) => ({ placement: new EdgePlacement(chart, 'Named', { nodes: EdgeNodes.named('edge-1') }) }),
    );
    expect(terms(placed)).toEqual([
      { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['edge-1'] }] },
    ]);
  });
});

describe('replicas are spread over the nodes', () => {
  const spread = (type: string) => [
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: {
        matchLabels: {
          'jointinferenceservice.sedna.io/name': 'helmet',
          'jointinferenceservice.sedna.io/worker-type': type,
        },
      },
      matchLabelKeys: ['pod-template-hash'],
      nodeTaintsPolicy: 'Honor',
    },
  ];

  const hostFolders = [{ path: '/out', mountPath: '/out' }];
  const apart = (type: string, replicas: number) => spread(type).map((c) => ({ ...c, minDomains: replicas }));
  const volume = (chart: Chart, props: HostPathVolumeOptions) => Volume.fromHostPath(chart, 'Node', 'node', props);

  test.each<[string, any, object[] | undefined]>([
    ['on the edge, when it scales', edge({ scaling: SCALING }), spread('edge')],
    ['on the edge, when it is asked for', edge({ spreadOverNodes: true }), spread('edge')],
    ['not on the edge without an autoscaler', edge(), undefined],
    ['not on the edge with one replica at most', edge({ scaling: { ...SCALING, maxReplicas: 1 } }), undefined],
    ['not on the edge when it is turned off', edge({ scaling: SCALING, spreadOverNodes: false }), undefined],
    ['not in the cloud, where nodes are alike', cloud({ scaling: SCALING }), undefined],
    ['in the cloud, when it is asked for', cloud({ scaling: SCALING, spreadOverNodes: true }), spread('cloud')],
    [
      'never two on one node, where they share its network',
      edge({ scaling: SCALING, hostNetwork: true }),
      apart('edge', 3),
    ],
    ['never two on one node, where they share its folders', edge({ scaling: SCALING, hostFolders }), apart('edge', 3)],
    [
      'never two on one node, in the cloud too',
      cloud({ scaling: SCALING, hostFolders, spreadOverNodes: true }),
      apart('cloud', 3),
    ],
    ['with one replica like any other', edge({ spreadOverNodes: true, hostNetwork: true }), spread('edge')],
    [
      'not when it is turned off, whatever they share',
      edge({ scaling: SCALING, hostNetwork: true, spreadOverNodes: false }),
      undefined,
    ],
  ])('%s', (_, spec, expected) => {
    expect(spec.topologySpreadConstraints).toEqual(expected);
  });

  test.each<[string, (chart: Chart) => Partial<SednaEdgeWorkerOptions>]>([
    ['as a volume of their own', (chart) => ({ volumes: [volume(chart, { path: '/out' })] })],
    [
      'as a mount',
      (chart) => ({
        container: {
          image: 'a/b:1',
          resources: RESOURCES,
          volumeMounts: [{ path: '/out', volume: volume(chart, { path: '/out' }) }],
        },
      }),
    ],
    [
      'in a ready pod',
      (chart) => ({
        container: undefined,
        pod: new Pod(chart, 'Pod', { containers: [{ image: 'a/b:1' }], volumes: [volume(chart, { path: '/out' })] }),
      }),
    ],
  ])('never two on one node, where they share its folders %s', (_, changes) => {
    const helmet = join((chart) => ({ edge: { scaling: SCALING, ...changes(chart) } }));
    expect(template(helmet, 'edge').topologySpreadConstraints).toEqual(apart('edge', 3));
  });

  test('by labels that their pods have', () => {
    const helmet = join(() => ({ edge: { scaling: SCALING } }));
    const { spec, metadata } = deployments(helmet).edge.spec.template;
    expect(picks(spec.topologySpreadConstraints[0].labelSelector.matchLabels, metadata.labels)).toBe(true);
  });
});
