import { change, told } from '../manifests';
import { hostPathRoams } from '../../../src/rules/workload/host-path-roams';

const ROAMS = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers: [{ name: server, image: 'server:1.2' }]
      volumes: [{ name: model, hostPath: { path: /models } }]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
`;

const MESSAGE = 'spec.template.spec.volumes["model"].hostPath: got "/models"; is read by up to 4 replicas of HorizontalPodAutoscaler vision/scaler on any node — '
  + 'a replica on a node without that folder starts without a model; '
  + 'place the workload on the nodes that have it, or use ModelSource.volumeClaim, s3, https or image; acknowledge this where every node has the folder';
const VOLUMES = 'volumes: [{ name: model, hostPath: { path: /models } }]';

describe('host-path-roams fires', () => {
  test('when replicas of a folder of the node may land anywhere', () => {
    expect(told(hostPathRoams, ROAMS)).toEqual([['Deployment vision/classifier', MESSAGE]]);
  });

  test.each<[string, string]>([
    ['an empty node selector', 'nodeSelector: {}'],
    ['a node affinity that is only preferred', 'affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: {} }] } }'],
    ['an affinity to pods', 'affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: zone }] } }'],
    ['an affinity of null', 'affinity: null'],
  ])('when nothing but %s places the pods', (_, field) => {
    expect(told(hostPathRoams, change(ROAMS, 'volumes:', `${field}\n      volumes:`))).toEqual([['Deployment vision/classifier', MESSAGE]]);
  });

  test('on each such volume', () => {
    const two = 'volumes: [{ name: model, hostPath: { path: /models } }, { name: tmp, emptyDir: {} }, { name: cache, hostPath: { path: /cache } }]';
    expect(told(hostPathRoams, change(ROAMS, VOLUMES, two)).map(([, message]) => message)).toEqual([
      MESSAGE, MESSAGE.replace('"model"', '"cache"').replace('"/models"', '"/cache"'),
    ]);
  });
});

describe('host-path-roams is silent', () => {
  test.each<[string, string, string]>([
    ['when the autoscaler keeps one replica', 'maxReplicas: 4', 'maxReplicas: 1'],
    ['when a node selector places the pods', 'volumes:', 'nodeSelector: { disk: models }\n      volumes:'],
    ['when a required node affinity places the pods', 'volumes:', 'affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } }\n      volumes:'],
    ['when the pods are pinned to a node', 'volumes:', 'nodeName: edge-1\n      volumes:'],
    ['when the volume is a claim', 'hostPath: { path: /models }', 'persistentVolumeClaim: { claimName: models }'],
    ['when there is no volume', VOLUMES, 'hostname: h'],
    ['when the list of volumes is null', VOLUMES, 'volumes: null'],
    ['when the list of volumes is empty', VOLUMES, 'volumes: []'],
    ['when the autoscaler scales something else', 'kind: Deployment, name: classifier', 'kind: Deployment, name: detector'],
    ['when the autoscaler is in another namespace', 'name: scaler, namespace: vision', 'name: scaler, namespace: audio'],
  ])('%s', (_, from, to) => {
    expect(told(hostPathRoams, change(ROAMS, from, to))).toEqual([]);
  });
});
