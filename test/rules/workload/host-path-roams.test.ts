import { hostPathRoams } from '../../../src/rules/workload/host-path-roams';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

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

const DEPLOYMENT = 'Deployment vision/classifier';
const MODEL = [DEPLOYMENT, 'spec.template.spec.volumes["model"].hostPath'];
const VOLUMES = 'volumes: [{ name: model, hostPath: { path: /models } }]';

test('the examples of host-path-roams', () => {
  expect(codes(hostPathRoams.failing)).toEqual(['host-path-roams']);
  expect(codes(hostPathRoams.repaired)).toEqual([]);
});

describe('host-path-roams fires', () => {
  test('when replicas of a folder of the node may land anywhere', () => {
    expect(told(hostPathRoams, ROAMS)).toEqual([[
      DEPLOYMENT,
      'spec.template.spec.volumes["model"].hostPath: got "/models"; '
      + 'is read on any node by up to 4 replicas of HorizontalPodAutoscaler vision/scaler — '
      + 'a replica on a node without that folder starts without its files, if it starts at all; '
      + 'place the workload on the nodes that have it (nodeSelector), or bring the files by a claim that several nodes '
      + 'can mount, by an image or by a download; '
      + `acknowledge this where every node has the folder (${hostPathRoams.source})`,
    ]]);
  });

  test.each<[string, string]>([
    ['an empty node selector', 'nodeSelector: {}'],
    ['a node affinity that is only preferred',
      'affinity: '
      + '{ nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: {} }] } }'],
    ['an affinity to pods',
      'affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: zone }] } }'],
    ['an affinity of null', 'affinity: null'],
  ])('when nothing but %s places the pods', (_, field) => {
    expect(fires(hostPathRoams, change(ROAMS, 'volumes:', `${field}\n      volumes:`))).toEqual([MODEL]);
  });

  test('on each such volume', () => {
    const two = 'volumes: [{ name: model, hostPath: { path: /models } }, { name: tmp, emptyDir: {} }, '
      + '{ name: cache, hostPath: { path: /cache } }]';
    expect(fires(hostPathRoams, change(ROAMS, VOLUMES, two))).toEqual([
      MODEL,
      [DEPLOYMENT, 'spec.template.spec.volumes["cache"].hostPath'],
    ]);
  });

  test('once under two autoscalers', () => {
    const second = ROAMS.split('---\n')[1].replace('name: scaler', 'name: second');
    expect(fires(hostPathRoams, `${ROAMS}---\n${second}`)).toEqual([MODEL]);
  });
});

describe('host-path-roams is silent', () => {
  test.each<[string, string, string]>([
    ['when the autoscaler keeps one replica', 'maxReplicas: 4', 'maxReplicas: 1'],
    ['when a node selector places the pods', 'volumes:', 'nodeSelector: { disk: models }\n      volumes:'],
    ['when a required node affinity places the pods',
      'volumes:',
      'affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } }\n'
      + '      volumes:'],
    ['when the pods are pinned to a node', 'volumes:', 'nodeName: edge-1\n      volumes:'],
    ['when the volume is a claim', 'hostPath: { path: /models }', 'persistentVolumeClaim: { claimName: models }'],
    ['when there is no volume', VOLUMES, 'hostname: h'],
    ['when the list of volumes is null', VOLUMES, 'volumes: null'],
    ['when the list of volumes is empty', VOLUMES, 'volumes: []'],
    ['when the autoscaler scales something else',
      'kind: Deployment, name: classifier', 'kind: Deployment, name: detector'],
    ['when the autoscaler is in another namespace',
      'name: scaler, namespace: vision', 'name: scaler, namespace: audio'],
  ])('%s', (_, from, to) => {
    expect(fires(hostPathRoams, change(ROAMS, from, to))).toEqual([]);
  });
});
