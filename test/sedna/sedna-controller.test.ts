import { OBSERVED } from './observed';
import { reconcile, type Made } from './sedna-controller';
import { only, seed } from '../examples/example';

/**
 * The model of Sedna's controller is compared with the real one: every object that it created for the helmet detection
 * example, and its answer to what it cannot handle.
 */

/** What the API server wrote into the observed objects itself, when Sedna created them without it. */
const DEFAULTS: Record<string, Array<[string, unknown]>> = {
  Deployment: [
    ['spec.replicas', 1],
    ['spec.template.spec.restartPolicy', 'Always'],
    ['spec.template.spec.schedulerName', 'default-scheduler'],
    ['spec.template.spec.securityContext', {}],
    ['spec.template.spec.terminationGracePeriodSeconds', 30],
    ['spec.template.spec.containers.0.terminationMessagePath', '/dev/termination-log'],
    ['spec.template.spec.containers.0.terminationMessagePolicy', 'File'],
  ],
  Service: [['spec.sessionAffinity', 'None'], ['spec.type', 'ClusterIP']],
  HorizontalPodAutoscaler: [],
};

/** The object without what the API server wrote; each default must be there, so that the list stays true. */
function asCreated(observed: any): any {
  const object = structuredClone(observed);
  for (const [at, value] of DEFAULTS[object.kind]) {
    const keys = at.split('.');
    const last = keys.pop()!;
    const parent = keys.reduce((o, key) => o[key], object);
    expect(parent[last]).toEqual(value);
    delete parent[last];
  }
  return object;
}

/** Without what differs from run to run: uids, the end of each worker's name, the order of the appended variables. */
function settled(object: any): any {
  const text = JSON.stringify(object)
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uid>')
    .replace(/"((?:cloud|edge)worker)-[a-z0-9]{5}"/g, '"$1-<random>"');
  const result = JSON.parse(text);
  for (const c of result.spec.template?.spec.containers ?? []) {
    c.env.sort((a: any, b: any) => (a.name < b.name ? -1 : 1));
  }
  return result;
}

const titles = (all: readonly any[]): string[] => all.map((o) => `${o.kind} ${o.metadata.name}`);
const model = (name: string, url: string) => ({
  apiVersion: 'sedna.io/v1alpha1',
  kind: 'Model',
  metadata: { name, namespace: 'default' },
  spec: { url, format: 'pb' },
});
const LITTLE = model('helmet-detection-inference-little-model', '/data/little-model/yolov3_resnet18.pb');
const BIG = model('helmet-detection-inference-big-model', '/data/big-model/yolov3_darknet.pb');

/** What the model makes of the JointInferenceService of the example, after changes to a copy of it. */
function make(
  change: (jis: any) => void = () => {},
  { models = [LITTLE, BIG], mayScale = true }: { models?: any[]; mayScale?: boolean } = {},
): Made {
  const jis = only(seed('000-joint-inference.yaml'), 'JointInferenceService');
  change(jis);
  return reconcile(jis, models, { mayScale, localController: 'http://localhost:19100' });
}

const deployment = ({ objects: made }: Made, type: string): any =>
  made.find((o) => o.kind === 'Deployment' && o.metadata.name.endsWith(`-${type}`));
const variables = (made: Made, type: string): any[] => deployment(made, type).spec.template.spec.containers[0].env;

test('what was observed are all objects of one service', () => {
  expect(titles(OBSERVED)).toEqual([
    'Deployment helmet-detection-inference-example-deployment-cloud',
    'Deployment helmet-detection-inference-example-deployment-edge',
    'Service helmet-detection-inference-example-cloud',
    'HorizontalPodAutoscaler hpa-helmet-detection-inference-example-deployment-cloud',
    'HorizontalPodAutoscaler hpa-helmet-detection-inference-example-deployment-edge',
  ]);
});

test('the model makes no other objects for the example, in the order of the controller', () => {
  const made = make();
  expect(made.failed).toBeUndefined();
  expect(titles(made.objects)).toEqual([
    'Deployment helmet-detection-inference-example-deployment-cloud',
    'HorizontalPodAutoscaler hpa-helmet-detection-inference-example-deployment-cloud',
    'Service helmet-detection-inference-example-cloud',
    'Deployment helmet-detection-inference-example-deployment-edge',
    'HorizontalPodAutoscaler hpa-helmet-detection-inference-example-deployment-edge',
  ]);
});

test.each(OBSERVED.map((o): [string, any] => [`${o.kind} ${o.metadata.name}`, o]))(
  '%s is field by field what the real controller made',
  (title, observed) => {
    const made = make().objects.find((o) => `${o.kind} ${o.metadata.name}` === title);
    expect(settled(made)).toEqual(settled(asCreated(observed)));
  },
);

test.each(['cloud', 'edge'])("the variables of the %s worker's user stay in front, as in what was observed", (type) => {
  const own = only(seed('000-joint-inference.yaml'), 'JointInferenceService').spec[`${type}Worker`].template.spec
    .containers[0].env;
  const observed = OBSERVED.find((o) => o.kind === 'Deployment' && o.metadata.name.endsWith(`-${type}`)).spec.template
    .spec.containers[0].env;
  expect(variables(make(), type).slice(0, own.length)).toEqual(own);
  expect(observed.slice(0, own.length)).toEqual(own);
});

describe('what the controller cannot handle', () => {
  const CLOUD = 'helmet-detection-inference-example-deployment-cloud';
  const EDGE = 'helmet-detection-inference-example-deployment-edge';
  const SERVICE = 'Service helmet-detection-inference-example-cloud';

  const notFound = ({ metadata: { name } }: typeof BIG) => (
    `failed to get model ${name}: models.sedna.io "${name}" not found`);
  const noAutoscaler = (target: string, error: string) => (
    `failed to create hpa for Deployment hpa-${target}, err: ${error}`);

  const cases: Array<[string, Made, string | undefined, string[]]> = [
    [
      'no model',
      make(undefined, { models: [] }),
      notFound(BIG),
      [],
    ],
    [
      'a model of another namespace only',
      make(undefined, { models: [LITTLE, { ...BIG, metadata: { ...BIG.metadata, namespace: 'other' } }] }),
      notFound(BIG),
      [],
    ],
    ['no model of the edge worker', make(undefined, { models: [BIG] }),
      notFound(LITTLE),
      [`Deployment ${CLOUD}`, `HorizontalPodAutoscaler hpa-${CLOUD}`, SERVICE]],
    [
      'no right to make autoscalers',
      make(undefined, { mayScale: false }),
      noAutoscaler(CLOUD, 'horizontalpodautoscalers.autoscaling is forbidden'),
      [`Deployment ${CLOUD}`],
    ],
    [
      'no right to make autoscalers, and one on the edge only',
      make(
        (jis) => {
          delete jis.spec.cloudWorker.hpa;
        },
        { mayScale: false },
      ),
      noAutoscaler(EDGE, 'horizontalpodautoscalers.autoscaling is forbidden'),
      [`Deployment ${CLOUD}`, SERVICE, `Deployment ${EDGE}`],
    ],
    [
      'no right to make autoscalers, and none wanted',
      make(
        (jis) => {
          delete jis.spec.cloudWorker.hpa;
          delete jis.spec.edgeWorker.hpa;
        },
        { mayScale: false },
      ),
      undefined,
      [`Deployment ${CLOUD}`, SERVICE, `Deployment ${EDGE}`],
    ],
    [
      'minReplicas above maxReplicas',
      make((jis) => {
        jis.spec.cloudWorker.hpa.minReplicas = 6;
      }),
      noAutoscaler(CLOUD, `HorizontalPodAutoscaler.autoscaling "hpa-${CLOUD}" is invalid`),
      [`Deployment ${CLOUD}`],
    ],
    [
      'a name with a dot',
      make((jis) => {
        jis.metadata.name = 'f.dots';
      }),
      'Service "f.dots-cloud" is invalid: must not contain dots',
      ['Deployment f.dots-deployment-cloud', 'HorizontalPodAutoscaler hpa-f.dots-deployment-cloud'],
    ],
  ];
  test.each(cases)('%s', (_, made, failed, printed) => {
    expect(made.failed).toBe(failed);
    expect(titles(made.objects)).toEqual(printed);
  });

  test('a name of 53 characters is made whole, one of 54 lacks the cloud Deployment beside its autoscaler', () => {
    const all = (name: string) => [
      `Deployment ${name}-deployment-cloud`,
      `HorizontalPodAutoscaler hpa-${name}-deployment-cloud`,
      `Service ${name}-cloud`,
      `Deployment ${name}-deployment-edge`,
      `HorizontalPodAutoscaler hpa-${name}-deployment-edge`,
    ];
    const [fits, long] = [53, 54].map((length) => 'n'.repeat(length));
    const [made, lacking] = [fits, long].map((name) => make((jis) => { jis.metadata.name = name; }));
    expect([made.failed, titles(made.objects)]).toEqual([undefined, all(fits)]);
    expect([lacking.failed, titles(lacking.objects)]).toEqual([undefined, all(long).slice(1)]);
  });

  test('without autoscalers a name of 54 characters fails at its Deployment', () => {
    const made = make((jis) => {
      jis.metadata.name = 'n'.repeat(54);
      delete jis.spec.cloudWorker.hpa;
    });
    expect(made).toEqual({
      objects: [],
      failed: `Deployment.apps "${'n'.repeat(54)}-deployment-cloud" is invalid: must be no more than 63 characters`,
    });
  });

  test('an autoscaler without metrics and minReplicas leaves both to the API server', () => {
    const made = make((jis) => { jis.spec.cloudWorker.hpa = { maxReplicas: 5 }; });
    expect(made.objects.find((o) => o.kind === 'HorizontalPodAutoscaler').spec).toEqual({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: CLOUD },
      maxReplicas: 5,
    });
  });

  test('the pace of an autoscaler is passed on', () => {
    const behavior = { scaleDown: { stabilizationWindowSeconds: 60 } };
    const made = make((jis) => { jis.spec.cloudWorker.hpa.behavior = behavior; });
    expect(made.objects.find((o) => o.kind === 'HorizontalPodAutoscaler').spec.behavior).toEqual(behavior);
  });

  test('a variable of Sedna\'s own stays in front, and loses to the one that is appended', () => {
    const made = make((jis) => {
      jis.spec.edgeWorker.template.spec.containers[0].env.push({ name: 'MODEL_URL', value: '/mine' });
    });
    expect(
      variables(made, 'edge')
        .filter((v) => v.name === 'MODEL_URL')
        .map((v) => v.value),
    ).toEqual(['/mine', '/home/data/data/little-model/yolov3_resnet18.pb']);
  });
});

describe('how a model reaches its worker', () => {
  const delivered = (url: string) => {
    const made = make(undefined, { models: [LITTLE, model('helmet-detection-inference-big-model', url)] });
    const {
      containers: [container],
      volumes: [volume] = [undefined],
      initContainers = [],
    } = deployment(made, 'cloud').spec.template.spec;
    const mount = container.volumeMounts?.[0];
    return [
      container.env.find((v: any) => v.name === 'MODEL_URL').value,
      mount?.mountPath,
      volume,
      initContainers[0]?.args,
    ];
  };
  const node = (name: string, folder: string) => ({ name, hostPath: { path: folder, type: 'Directory' } });
  const download = { name: 'sedna-storage-initializer', emptyDir: {} };

  test.each<[string, unknown[]]>([
    [
      '/data/big-model/m.pb',
      [
        '/home/data/data/big-model/m.pb',
        '/home/data/data/big-model/',
        node('data-big-modelz', '/data/big-model/'),
        undefined,
      ],
    ],
    [
      '/Data/Big_Model/v1.2/m',
      [
        '/home/data/Data/Big_Model/v1.2/m',
        '/home/data/Data/Big_Model/v1.2/',
        node('data-big-model-v1-2z', '/Data/Big_Model/v1.2/'),
        undefined,
      ],
    ],
    ['/a-/b/m', ['/home/data/a-/b/m', '/home/data/a-/b/', node('a-bz', '/a-/b/'), undefined]],
    ['/@/m', ['/home/data/@/m', '/home/data/@/', node('sedna-default-volume-name', '/@/'), undefined]],
    [
      `/${'x'.repeat(70)}/m`,
      [
        `/home/data/${'x'.repeat(70)}/m`,
        `/home/data/${'x'.repeat(70)}/`,
        node('x'.repeat(63), `/${'x'.repeat(70)}/`),
        undefined,
      ],
    ],
    [
      's3://models/helmet/m.pb',
      [
        '/downloads/models/helmet/m.pb',
        '/downloads',
        download,
        ['s3://models/helmet/m.pb', '/downloads/models/helmet/'],
      ],
    ],
    [
      'https://example.com:8443/a%20b.pb?v=1',
      [
        '/downloads/example.com:8443/a b.pb',
        '/downloads',
        download,
        ['https://example.com:8443/a%20b.pb?v=1', '/downloads/example.com:8443/'],
      ],
    ],
    ['hf://Qwen/Qwen2.5', ['hf://Qwen/Qwen2.5', undefined, undefined, undefined]],
  ])('%s', (url, expected) => {
    expect(delivered(url)).toEqual(expected);
  });
});
