import { sednaSharedWork } from '../../../src/rules/sedna/sedna-shared-work';
import { change, told } from '../manifests';

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

const FOLDER = change(STREAM, "env: [{ name: video_url, value: 'rtsp://camera-1/video' }]", `volumeMounts: [{ name: output, mountPath: /data }]
        volumes: [{ name: output, hostPath: { path: /joint_inference/output } }]`);

const MOUNT = '{ name: output, mountPath: /data }';
const VOLUME = '{ name: output, hostPath: { path: /joint_inference/output } }';
const APART = '[{ maxSkew: 1, minDomains: 3, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { jointinferenceservice.sedna.io/name: helmet } } }]';
const ANTI = '{ podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { jointinferenceservice.sedna.io/name: helmet } } }] } }';

const WHY = 'each replica does all of the work again, so the load never falls below the target and the autoscaler stays at its maximum; files of one name overwrite each other; '
  + 'give each replica a share of its own: a work queue, requests through a Service, or replicas ';
const END = ', each with its own source (https://github.com/kubeedge/sedna)';

function stream(got: string = 'rtsp://camera-1/video', nodes: string = 'spread over the nodes'): string {
  return `spec.edgeWorker.template.spec.containers["little-model"].env["video_url"]: got "${got}"; is read by up to 3 replicas alike — ${WHY}${nodes}${END}`;
}

function folder(got: string = '/joint_inference/output'): string {
  return `spec.edgeWorker.template.spec.volumes["output"].hostPath: got "${got}"; is written by up to 3 replicas alike — ${WHY}spread over the nodes${END}`;
}

/** The edge worker, one replica on each node. */
function apart(text: string): string {
  return change(text, 'spec:\n        containers:', `spec:\n        topologySpreadConstraints: ${APART}\n        containers:`);
}

/** The same, by the older means. */
function repelled(text: string): string {
  return change(text, 'spec:\n        containers:', `spec:\n        affinity: ${ANTI}\n        containers:`);
}

describe('sedna-shared-work fires', () => {
  test('on a stream that all replicas of the edge worker read', () => {
    expect(told(sednaSharedWork, STREAM)).toEqual([['JointInferenceService vision/helmet', stream()]]);
  });

  test('on a folder that all replicas of the edge worker write', () => {
    expect(told(sednaSharedWork, FOLDER)).toEqual([['JointInferenceService vision/helmet', folder()]]);
  });

  test.each([
    'rtsps://camera-1/video', 'rtmp://10.0.0.7/live', 'rtmps://camera-1/live', 'srt://camera-1:9000', 'udp://239.0.0.1:1234', 'rtp://239.0.0.1:1234', 'RTSP://CAMERA-1/video',
    'rtsp://localhost/video', '/dev/video0',
  ])('on the stream %s', (url) => {
    expect(told(sednaSharedWork, change(STREAM, 'rtsp://camera-1/video', url))).toEqual([['JointInferenceService vision/helmet', stream(url)]]);
  });

  test.each<[string, string]>([
    ['rtsp://admin:secret@camera-1/video', 'rtsp://…@camera-1/video'],
    ['rtsp://admin@camera-1:554/video', 'rtsp://…@camera-1:554/video'],
    ['RTMPS://admin:s:e:c@10.0.0.7/live?key=@', 'RTMPS://…@10.0.0.7/live?key=@'],
    ['rtsp://camera-1/video@home', 'rtsp://camera-1/video@home'],
  ])('on the stream %s without its password', (url, got) => {
    expect(told(sednaSharedWork, change(STREAM, 'rtsp://camera-1/video', url))).toEqual([['JointInferenceService vision/helmet', stream(got)]]);
  });

  test.each<[string, (text: string) => string]>([
    ['by a spread', apart], ['by an anti-affinity', repelled],
  ])('on a stream of the network also where each node has one replica, %s', (_, keep) => {
    expect(told(sednaSharedWork, keep(STREAM))).toEqual([
      ['JointInferenceService vision/helmet', stream('rtsp://camera-1/video', 'one for each node, and no more than there are nodes (3)')],
    ]);
  });

  test('on localhost without the network of the node, where it is no stream of the node', () => {
    expect(told(sednaSharedWork, apart(change(STREAM, 'rtsp://camera-1/video', 'rtsp://localhost/video')))).toHaveLength(1);
  });

  test('from two replicas on', () => {
    expect(told(sednaSharedWork, change(STREAM, 'hpa: { maxReplicas: 3 }', 'hpa: { maxReplicas: 2 }'))).toEqual([
      ['JointInferenceService vision/helmet', stream().replace('up to 3 replicas', 'up to 2 replicas')],
    ]);
  });

  test('on a stream and a folder at once', () => {
    const both = change(STREAM, "env: [{ name: video_url, value: 'rtsp://camera-1/video' }]", `env: [{ name: video_url, value: 'rtsp://camera-1/video' }]
            volumeMounts: [${MOUNT}]
        volumes: [${VOLUME}]`);
    expect(told(sednaSharedWork, both).map(([, text]) => text)).toEqual([stream(), folder()]);
  });

  test.each<[string, string, string]>([
    ['prefers one replica for each node', 'whenUnsatisfiable: DoNotSchedule', 'whenUnsatisfiable: ScheduleAnyway'],
    ['keeps replicas apart by zone', 'topologyKey: kubernetes.io/hostname', 'topologyKey: topology.kubernetes.io/zone'],
    ['spreads replicas evenly over the nodes that there are', 'minDomains: 3, ', ''],
    ['keeps fewer apart than there may be', 'minDomains: 3', 'minDomains: 2'],
    ['is given a null for the number of nodes', 'minDomains: 3', 'minDomains: null'],
    ['is given a text for the number of nodes', 'minDomains: 3', "minDomains: '3'"],
  ])('on a folder where the scheduler only %s', (_, from, to) => {
    expect(told(sednaSharedWork, change(apart(FOLDER), from, to))).toEqual([['JointInferenceService vision/helmet', folder()]]);
  });

  test.each<[string, string, string]>([
    ['is preferred alone', 'requiredDuringSchedulingIgnoredDuringExecution', 'preferredDuringSchedulingIgnoredDuringExecution'],
    ['is one of zones', 'topologyKey: kubernetes.io/hostname', 'topologyKey: topology.kubernetes.io/zone'],
    ['attracts', 'podAntiAffinity', 'podAffinity'],
    ['has no term', ANTI, '{ podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [] } }'],
    ['has a term that is null', ANTI, '{ podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [null] } }'],
    ['is a text', ANTI, '{ podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: kubernetes.io/hostname } }'],
    ['is null', ANTI, '{ podAntiAffinity: null }'],
  ])('on a folder where the affinity of the pods %s', (_, from, to) => {
    expect(told(sednaSharedWork, change(repelled(FOLDER), from, to))).toEqual([['JointInferenceService vision/helmet', folder()]]);
  });

  test.each(['/etcetera/output', '/var/lib/output', '/var/running', '/data/etc', '/devices', '/'])('on the folder %s, which is none of the system', (path) => {
    expect(told(sednaSharedWork, change(FOLDER, '/joint_inference/output', path))).toEqual([['JointInferenceService vision/helmet', folder(path)]]);
  });

  test('under an autoscaler of one\'s own', () => {
    const own = `${change(STREAM, '    hpa: { maxReplicas: 3 }\n', '')}---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: mine, namespace: vision }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: helmet-deployment-edge }, maxReplicas: 3 }
`;
    expect(told(sednaSharedWork, own)).toEqual([['JointInferenceService vision/helmet', stream()]]);
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
    ['on a variable without a value', STREAM, "value: 'rtsp://camera-1/video'", 'valueFrom: { configMapKeyRef: { name: cameras, key: url } }'],
    ['on a value that is null', STREAM, "value: 'rtsp://camera-1/video'", 'value: null'],
    ['on a value that is a list', STREAM, "value: 'rtsp://camera-1/video'", "value: ['rtsp://camera-1/video']"],
    ['of a kind of that name in another group', STREAM, 'sedna.io/v1alpha1', 'example.com/v1'],
    ['on a folder that is only read', FOLDER, MOUNT, '{ name: output, mountPath: /data, readOnly: true }'],
    ['on a folder that no container mounts', FOLDER, MOUNT, '{ name: other, mountPath: /data }'],
    ['on a folder of the pod itself', FOLDER, 'hostPath: { path: /joint_inference/output }', 'emptyDir: {}'],
    ['on a folder that is null', FOLDER, 'hostPath: { path: /joint_inference/output }', 'hostPath: null'],
    ['on volumes that are null', FOLDER, `volumes: [${VOLUME}]`, 'volumes: null'],
    ['on mounts that are a text', FOLDER, `volumeMounts: [${MOUNT}]`, 'volumeMounts: output'],
  ])('%s', (_, text, from, to) => {
    expect(told(sednaSharedWork, change(text, from, to))).toEqual([]);
  });

  test('on a folder where each node has one replica', () => {
    expect(told(sednaSharedWork, apart(FOLDER))).toEqual([]);
    expect(told(sednaSharedWork, repelled(FOLDER))).toEqual([]);
  });

  test('on a folder where more replicas would be kept apart than there may be', () => {
    expect(told(sednaSharedWork, change(apart(FOLDER), 'minDomains: 3', 'minDomains: 4'))).toEqual([]);
  });

  test.each(['/etc/localtime', '/etc', '/dev/shm', '/dev', '/proc/stat', '/sys', '/run/edge.sock', '/usr/share/zoneinfo', '/var/run/docker.sock'])('on %s, which is mounted to be read', (path) => {
    expect(told(sednaSharedWork, change(FOLDER, '/joint_inference/output', path))).toEqual([]);
  });

  test('on the camera of a node where each node has one replica', () => {
    expect(told(sednaSharedWork, apart(change(STREAM, 'rtsp://camera-1/video', '/dev/video0')))).toEqual([]);
  });

  test.each(['rtsp://localhost/video', 'rtsp://localhost:8554/video', 'rtsp://127.0.0.1/video', 'rtsp://admin:secret@localhost/video'])('on %s, the stream of a node, where each node has one replica on its network', (url) => {
    const own = change(change(STREAM, 'rtsp://camera-1/video', url), 'spec:\n        containers:', 'spec:\n        hostNetwork: true\n        containers:');
    expect(told(sednaSharedWork, own)).toHaveLength(1);
    expect(told(sednaSharedWork, change(own, 'hostNetwork: true', `hostNetwork: true\n        topologySpreadConstraints: ${APART}`))).toEqual([]);
  });

  test('on the cloud worker, which waits for requests', () => {
    const cloud = change(change(STREAM, 'rtsp://camera-1/video', 'none'), '{ name: big-model }', "{ name: big-model, env: [{ name: video_url, value: 'rtsp://camera-1/video' }] }");
    expect(told(sednaSharedWork, cloud)).toEqual([]);
  });

  test('on a Deployment', () => {
    expect(told(sednaSharedWork, `
apiVersion: apps/v1
kind: Deployment
metadata: { name: reader, namespace: vision }
spec: { template: { spec: { containers: [{ name: reader, env: [{ name: video_url, value: 'rtsp://camera-1/video' }] }] } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: vision }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: reader }, maxReplicas: 3 }
`)).toEqual([]);
  });
});
