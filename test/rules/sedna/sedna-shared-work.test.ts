import { sednaSharedWork } from '../../../src/rules/sedna/sedna-shared-work';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const STREAM = `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker:
    model: { name: little }
    hpa: { maxReplicas: 3 }
    template:
      spec:
        containers:
          - name: little-model
            env: [{ name: video_url, value: 'rtsp://camera-1/video' }]
  cloudWorker:
    model: { name: big }
    hpa: { maxReplicas: 5 }
    template: { spec: { containers: [{ name: big-model }] } }
`;

const ENV = "env: [{ name: video_url, value: 'rtsp://camera-1/video' }]";
const MOUNT = '{ name: output, mountPath: /data }';
const VOLUME = '{ name: output, hostPath: { path: /joint_inference/output } }';
const MOUNTS = `volumeMounts: [${MOUNT}]\n        volumes: [${VOLUME}]`;
const FOLDER = change(STREAM, ENV, MOUNTS);
const SELECTOR = 'labelSelector: { matchLabels: { jointinferenceservice.sedna.io/name: helmet } }';
const SPREAD = '{ maxSkew: 1, minDomains: 3, topologyKey: kubernetes.io/hostname, '
  + `whenUnsatisfiable: DoNotSchedule, ${SELECTOR} }`;
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const ANTI = `{ podAntiAffinity: { ${REQUIRED}: [{ topologyKey: kubernetes.io/hostname, ${SELECTOR} }] } }`;

const SERVICE = 'JointInferenceService vision/helmet';
const AT_STREAM: [string, string] = [
  SERVICE, 'spec.edgeWorker.template.spec.containers["little-model"].env["video_url"]',
];
const AT_FOLDER: [string, string] = [SERVICE, 'spec.edgeWorker.template.spec.volumes["output"].hostPath'];

/** The service with another stream. */
function reading(url: string): string {
  return change(STREAM, 'rtsp://camera-1/video', url);
}

/** The service with more fields in the pods of its edge worker. */
function edgePods(text: string, fields: string): string {
  return change(text, 'spec:\n        containers:', `spec:\n        ${fields}\n        containers:`);
}

/** One replica on each node. */
function apart(text: string): string {
  return edgePods(text, `topologySpreadConstraints: [${SPREAD}]`);
}

/** The same, by the older means. */
function repelled(text: string): string {
  return edgePods(text, `affinity: ${ANTI}`);
}

/** What the message says between its rule and its source. */
function why(nodes: string): string {
  return 'each replica does all of the work again, so the load never falls below the target '
    + 'and the autoscaler stays at its maximum; files of one name overwrite each other; '
    + `give each replica its own part of the work: a queue, requests through a Service, or replicas ${nodes}, `
    + `each with its own source (${sednaSharedWork.source})`;
}

test('the examples of sedna-shared-work', () => {
  expect(codes(sednaSharedWork.failing)).toEqual(['sedna-shared-work']);
  expect(codes(sednaSharedWork.repaired)).toEqual([]);
});

describe('sedna-shared-work fires', () => {
  test('on a stream that all replicas of the edge worker read', () => {
    expect(told(sednaSharedWork, STREAM)).toEqual([[
      SERVICE,
      `${AT_STREAM[1]}: got "rtsp://camera-1/video"; is read by each of up to 3 replicas — `
      + why('spread over the nodes'),
    ]]);
  });

  test('on a folder that all replicas of the edge worker write', () => {
    expect(told(sednaSharedWork, FOLDER)).toEqual([[
      SERVICE,
      `${AT_FOLDER[1]}: got "/joint_inference/output"; is written by each of up to 3 replicas — `
      + why('spread over the nodes'),
    ]]);
  });

  test.each([
    'rtsps://camera-1/video', 'rtmp://10.0.0.7/live', 'rtmps://camera-1/live', 'srt://camera-1:9000',
    'udp://239.0.0.1:1234', 'rtp://239.0.0.1:1234', 'RTSP://CAMERA-1/video', 'rtsp://localhost/video', '/dev/video0',
  ])('on the stream %s', (url) => {
    expect(fires(sednaSharedWork, reading(url))).toEqual([AT_STREAM]);
  });

  test.each<[string, string]>([
    ['rtsp://admin:secret@camera-1/video', 'rtsp://…@camera-1/video'],
    ['rtsp://admin@camera-1:554/video', 'rtsp://…@camera-1:554/video'],
    ['RTMPS://admin:s:e:c@10.0.0.7/live?key=@', 'RTMPS://…@10.0.0.7/live?key=@'],
    ['rtsp://camera-1/video@home', 'rtsp://camera-1/video@home'],
  ])('on the stream %s without its password', (url, shown) => {
    const found = told(sednaSharedWork, reading(url));
    expect(found.map(([, message]) => message.split('; ')[0])).toEqual([`${AT_STREAM[1]}: got "${shown}"`]);
  });

  test.each<[string, (text: string) => string]>([
    ['by a spread', apart], ['by an anti-affinity', repelled],
  ])('on a stream of the network also where each node has one replica, %s', (_, keep) => {
    expect(told(sednaSharedWork, keep(STREAM))).toEqual([[
      SERVICE,
      `${AT_STREAM[1]}: got "rtsp://camera-1/video"; is read by each of up to 3 replicas — `
      + why('one for each node, and no more than there are nodes (3)'),
    ]]);
  });

  test('on localhost without the network of the node, where it is no stream of the node', () => {
    expect(fires(sednaSharedWork, apart(reading('rtsp://localhost/video')))).toEqual([AT_STREAM]);
  });

  test('from two replicas on', () => {
    const two = change(STREAM, 'hpa: { maxReplicas: 3 }', 'hpa: { maxReplicas: 2 }');
    expect(fires(sednaSharedWork, two)).toEqual([AT_STREAM]);
    expect(told(sednaSharedWork, two)[0][1]).toContain('is read by each of up to 2 replicas — ');
  });

  test('on a stream and a folder at once', () => {
    const both = change(STREAM, ENV, `${ENV}\n            ${MOUNTS}`);
    expect(fires(sednaSharedWork, both)).toEqual([AT_STREAM, AT_FOLDER]);
  });

  test.each<[string, string, string]>([
    ['prefers one replica for each node', 'whenUnsatisfiable: DoNotSchedule', 'whenUnsatisfiable: ScheduleAnyway'],
    ['keeps replicas apart by zone', 'topologyKey: kubernetes.io/hostname', 'topologyKey: topology.kubernetes.io/zone'],
    ['spreads replicas evenly over the nodes that there are', 'minDomains: 3, ', ''],
    ['keeps fewer apart than there may be', 'minDomains: 3', 'minDomains: 2'],
    ['is given a null for the number of nodes', 'minDomains: 3', 'minDomains: null'],
    ['is given a text for the number of nodes', 'minDomains: 3', "minDomains: '3'"],
    ['may put two more on one node than on another', 'maxSkew: 1', 'maxSkew: 2'],
  ])('on a folder where the scheduler only %s', (_, from, to) => {
    expect(fires(sednaSharedWork, change(apart(FOLDER), from, to))).toEqual([AT_FOLDER]);
  });

  test.each<[string, string, string]>([
    ['is preferred alone', REQUIRED, 'preferredDuringSchedulingIgnoredDuringExecution'],
    ['is one of zones', 'topologyKey: kubernetes.io/hostname', 'topologyKey: topology.kubernetes.io/zone'],
    ['attracts', 'podAntiAffinity', 'podAffinity'],
    ['has no term', ANTI, `{ podAntiAffinity: { ${REQUIRED}: [] } }`],
    ['has a term that is null', ANTI, `{ podAntiAffinity: { ${REQUIRED}: [null] } }`],
    ['is a text', ANTI, `{ podAntiAffinity: { ${REQUIRED}: kubernetes.io/hostname } }`],
    ['is null', ANTI, '{ podAntiAffinity: null }'],
  ])('on a folder where the affinity of the pods %s', (_, from, to) => {
    expect(fires(sednaSharedWork, change(repelled(FOLDER), from, to))).toEqual([AT_FOLDER]);
  });

  test.each([
    '/etcetera/output', '/var/lib/output', '/var/running', '/data/etc', '/devices', '/',
  ])('on the folder %s, which is none of the system', (path) => {
    expect(fires(sednaSharedWork, change(FOLDER, '/joint_inference/output', path))).toEqual([AT_FOLDER]);
  });

  const own = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: mine, namespace: vision }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: helmet-deployment-edge }, maxReplicas: 7 }
`;

  test('under an autoscaler of one\'s own', () => {
    expect(fires(sednaSharedWork, `${change(STREAM, '    hpa: { maxReplicas: 3 }\n', '')}${own}`)).toEqual([AT_STREAM]);
  });

  test('once under two autoscalers, with the larger of their maxima', () => {
    const found = told(sednaSharedWork, `${STREAM}${own}`);
    expect(found.map(([object]) => object)).toEqual([SERVICE]);
    expect(found[0][1]).toContain('by each of up to 7 replicas');
  });
});

describe('sedna-shared-work is silent', () => {
  test.each<[string, string, string, string]>([
    ['when the autoscaler keeps one replica', STREAM, 'hpa: { maxReplicas: 3 }', 'hpa: { maxReplicas: 1 }'],
    ['when nothing scales the edge worker', STREAM, 'hpa: { maxReplicas: 3 }', 'hpa: null'],
    ['when maxReplicas is a text', STREAM, 'hpa: { maxReplicas: 3 }', "hpa: { maxReplicas: '3' }"],
    ['on a request', STREAM, 'rtsp://camera-1/video', 'http://camera-1/still.jpg'],
    ['on a file', STREAM, 'rtsp://camera-1/video', 'file://video/video.mp4'],
    ['on a word that begins alike', STREAM, 'rtsp://camera-1/video', 'rtsp is unused'],
    ['on a variable without a value',
      STREAM, "value: 'rtsp://camera-1/video'", 'valueFrom: { configMapKeyRef: { name: cameras, key: url } }'],
    ['on a value that is null', STREAM, "value: 'rtsp://camera-1/video'", 'value: null'],
    ['on a value that is a list', STREAM, "value: 'rtsp://camera-1/video'", "value: ['rtsp://camera-1/video']"],
    ['of a kind of that name in another group', STREAM, 'sedna.io/v1alpha1', 'example.com/v1'],
    ['on a folder that is only read', FOLDER, MOUNT, '{ name: output, mountPath: /data, readOnly: true }'],
    ['on a folder that no container mounts', FOLDER, MOUNT, '{ name: other, mountPath: /data }'],
    ['on a folder of the pod itself', FOLDER, 'hostPath: { path: /joint_inference/output }', 'emptyDir: {}'],
    ['on a folder that is null', FOLDER, 'hostPath: { path: /joint_inference/output }', 'hostPath: null'],
    ['on a folder without a path', FOLDER, 'hostPath: { path: /joint_inference/output }', 'hostPath: {}'],
    ['on volumes that are null', FOLDER, `volumes: [${VOLUME}]`, 'volumes: null'],
    ['on mounts that are a text', FOLDER, `volumeMounts: [${MOUNT}]`, 'volumeMounts: output'],
  ])('%s', (_, text, from, to) => {
    expect(fires(sednaSharedWork, change(text, from, to))).toEqual([]);
  });

  test('on a folder where each node has one replica', () => {
    expect(fires(sednaSharedWork, apart(FOLDER))).toEqual([]);
    expect(fires(sednaSharedWork, repelled(FOLDER))).toEqual([]);
  });

  test('on a folder where more replicas would be kept apart than there may be', () => {
    expect(fires(sednaSharedWork, change(apart(FOLDER), 'minDomains: 3', 'minDomains: 4'))).toEqual([]);
  });

  test.each([
    '/etc/localtime', '/etc', '/dev/shm', '/dev', '/proc/stat', '/sys', '/run/edge.sock', '/usr/share/zoneinfo',
    '/var/run/docker.sock',
  ])('on %s, which is mounted to be read', (path) => {
    expect(fires(sednaSharedWork, change(FOLDER, '/joint_inference/output', path))).toEqual([]);
  });

  test('on the camera of a node where each node has one replica', () => {
    expect(fires(sednaSharedWork, apart(reading('/dev/video0')))).toEqual([]);
  });

  test.each([
    'rtsp://localhost/video', 'rtsp://localhost:8554/video', 'rtsp://127.0.0.1/video',
    'rtsp://admin:secret@localhost/video',
  ])('on %s, the stream of a node, where each node has one replica on its network', (url) => {
    const ofNode = edgePods(reading(url), 'hostNetwork: true');
    expect(fires(sednaSharedWork, ofNode)).toEqual([AT_STREAM]);
    const spread = `hostNetwork: true\n        topologySpreadConstraints: [${SPREAD}]`;
    expect(fires(sednaSharedWork, change(ofNode, 'hostNetwork: true', spread))).toEqual([]);
  });

  test('on the cloud worker, which waits for requests', () => {
    const cloud = change(reading('none'), '{ name: big-model }', `{ name: big-model, ${ENV} }`);
    expect(fires(sednaSharedWork, cloud)).toEqual([]);
  });

  test('on a Deployment', () => {
    expect(fires(sednaSharedWork, `
apiVersion: apps/v1
kind: Deployment
metadata: { name: reader, namespace: vision }
spec: { template: { spec: { containers: [{ name: reader, ${ENV} }] } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: vision }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: reader }, maxReplicas: 3 }
`)).toEqual([]);
  });
});
