import { Duration, Size } from 'cdk8s';
import {
  Cpu, DeploymentStrategy, ImagePullPolicy, Namespaces, NetworkPolicyIpBlock, PercentOrAbsolute, Pods, Probe, Protocol,
  ServiceType, Volume, type ContainerPort, type ContainerProps,
} from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import * as fc from 'fast-check';
import type { Made } from './servers';
import { seldom, some, text } from './values';
import {
  CloudNodes, CloudPlacement, EdgeNodes, EdgePlacement, ModelCache, NodeGroup, SpotLabel, type InferenceServiceOptions,
  type IPlacement, type ToleratedTaint,
} from '../../src';

/** Random parts of a deployment: placement, probes, containers, ports, configuration, Service, budget and callers. */

export const seconds = (min: number, max: number) => fc.integer({ min, max }).map((s) => Duration.seconds(s));

const cloudPlacement: fc.Arbitrary<Made<IPlacement>> = fc.record({
  nodes: fc.constantFrom(
    CloudNodes.any(),
    CloudNodes.labelled({ pool: 'serving' }),
    CloudNodes.all(CloudNodes.instanceTypes('g6.xlarge'), CloudNodes.zones('a', 'b')),
    CloudNodes.spot(SpotLabel.AKS),
    CloudNodes.onDemand(SpotLabel.GKE),
  ),
  spread: seldom(fc.oneof(
    some({ required: fc.boolean(), maxSkew: fc.integer({ min: 1, max: 3 }) }),
    fc.constant({ required: true, minZones: 2 }),
  ), 2),
  tolerates: seldom(fc.constant<ToleratedTaint[]>([{ key: 'team', value: 'ml', effect: 'NoExecute' }, { key: 'gpu' }])),
}).map((props) => (s) => new CloudPlacement(s, 'Placement', props));

const edgePlacement: fc.Arbitrary<Made<IPlacement>> = fc.tuple(
  fc.constantFrom<Made<EdgeNodes>>(
    () => EdgeNodes.any(),
    () => EdgeNodes.named('edge-0', 'edge-1'),
    () => EdgeNodes.labelled({ 'example.com/camera': 'true' }),
    (s) => EdgeNodes.group(NodeGroup.fromNodeGroupName(s, 'Group', 'beijing')),
  ),
  some({ tolerateEdgeTaint: fc.boolean(), autonomy: fc.boolean() }),
  fc.boolean(),
).map(([nodes, more, cloud]) => (s) => {
  const props = cloud ? { nodes: EdgeNodes.cloud() } : { ...more, nodes: nodes(s) };
  return new EdgePlacement(s, 'Placement', props);
});

export const placement: fc.Arbitrary<Made<IPlacement>> = fc.oneof(edgePlacement, cloudPlacement);

export const nodeCache = fc.constantFrom(
  ModelCache.emptyDir({ variables: ['MODEL_CACHE'], sizeLimit: Size.mebibytes(512) }),
  ModelCache.emptyDir({ variables: [] }),
);

/** Also those that need storage of the cluster. */
export const modelCache = fc.oneof(nodeCache, fc.constantFrom(
  ModelCache.volumeClaim('hub', { variables: ['MODEL_CACHE'], subPath: 'a' }),
  ModelCache.ephemeral({ variables: ['MODEL_CACHE'], size: Size.gibibytes(100), storageClassName: 'fast' }),
));

const attempts = fc.integer({ min: 1, max: 15 });

export const probe = (port: number) => fc.tuple(fc.constantFrom('tcp', 'http'), seconds(1, 20), attempts)
  .map(([kind, periodSeconds, failureThreshold]) => {
    const asked = { port, periodSeconds, failureThreshold, timeoutSeconds: Duration.seconds(1) };
    return kind === 'tcp' ? Probe.fromTcpSocket(asked) : Probe.fromHttpGet('/healthy', asked);
  });

interface Sidecar {
  readonly ports: 'none' | 'one' | 'list';
  readonly writes: boolean;
  readonly policy?: ImagePullPolicy;
}

const sidecar: fc.Arbitrary<Sidecar> = fc.record({
  ports: fc.constantFrom('none', 'one', 'list'),
  writes: fc.boolean(),
  policy: seldom(fc.constantFrom(...Object.values(ImagePullPolicy))),
});

export function sidecars(prefix: string, count: number, port: number): fc.Arbitrary<Made<ContainerProps>[]> {
  const one = ({ ports: listed, writes, policy }: Sidecar, i: number) => {
    const name = `${prefix}-${i}`;
    return (s: Construct): ContainerProps => ({
      name,
      image: 'registry.example.com/side:1.0',
      resources: {
        cpu: { request: Cpu.millis(20), limit: Cpu.millis(40) },
        memory: { request: Size.mebibytes(32), limit: Size.mebibytes(64) },
      },
      ...(listed === 'one' && { portNumber: port + i }),
      ...(listed === 'list' && { ports: [{ name, number: port + i }] }),
      ...(writes && {
        volumeMounts: [{ path: '/scratch', volume: Volume.fromEmptyDir(s, `Scratch-${name}`, `scratch-${name}`) }],
      }),
      ...(policy && { imagePullPolicy: policy }),
    });
  };
  return fc.array(sidecar, { maxLength: count }).map((list) => list.map(one));
}

export const ports: fc.Arbitrary<ContainerPort[]> = fc
  .uniqueArray(fc.integer({ min: 20000, max: 29999 }), { minLength: 1, maxLength: 2 })
  .map((numbers) => numbers.map((number, i) => ({
    name: ['debug', 'admin-2'][i],
    number,
    ...(i === 1 && { protocol: Protocol.UDP }),
  })));

export const config = fc.oneof(
  fc.record({
    data: fc.dictionary(fc.constantFrom('MODEL', 'log.level', '_x'), text, { minKeys: 1 })
      .map((d) => ({ ...d, FIXED: 'x' })),
  }),
  fc.record({
    data: fc.dictionary(fc.constantFrom('a.yaml', '1st', '.a'), text).map((d) => ({ ...d, 'b.json': '{}' })),
    mountPath: fc.constant('/etc/settings'),
  }),
);

export interface ServiceShape {
  readonly type: ServiceType;
  readonly ports: boolean;
  readonly name: boolean;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
}

/** A Service's options, for the first port of a server. */
export function service(index: number, port: number, shape: ServiceShape): InferenceServiceOptions {
  const balanced = shape.type === ServiceType.LOAD_BALANCER;
  const open = shape.type === ServiceType.NODE_PORT;
  return {
    type: shape.type,
    ...(shape.name && { name: `service-${index}` }),
    ...(shape.ports && {
      ports: [
        { name: 'web', port: 80, targetPort: port, ...(open && { nodePort: 30000 + (index % 80) }) },
        { name: 'web-alt', port: 8888, targetPort: port },
      ],
    }),
    ...(shape.labels && { labels: shape.labels }),
    ...(shape.annotations && { annotations: shape.annotations }),
    ...(balanced && { loadBalancerSourceRanges: ['10.0.0.0/8', '192.0.2.7/32'] }),
  };
}

export const rollout = fc.constantFrom(
  DeploymentStrategy.recreate(),
  DeploymentStrategy.rollingUpdate(),
  DeploymentStrategy.rollingUpdate({
    maxSurge: PercentOrAbsolute.absolute(0),
    maxUnavailable: PercentOrAbsolute.percent(100),
  }),
);

export function budget(kind: string, least: number) {
  if (kind === 'absolute') return { maxUnavailable: PercentOrAbsolute.absolute(2) };
  if (kind === 'percent' || least < 2) return { maxUnavailable: PercentOrAbsolute.percent(34) };
  return { minAvailable: kind === 'stay' ? PercentOrAbsolute.absolute(least - 1) : PercentOrAbsolute.percent(50) };
}

export function admission(kind: string, s: Construct, shown: boolean) {
  const namespaces = Namespaces.select(s, 'CallerNamespaces', { labels: { team: 'web' } });
  const pods = Pods.select(s, 'Callers', { labels: { role: 'caller' }, namespaces });
  const all = [pods, NetworkPolicyIpBlock.ipv4(s, 'Office', '10.0.0.0/8'), Namespaces.all(s, 'Everyone')];
  const few = kind === 'pods' ? [pods] : [];
  return {
    ...(few.length > 0 || kind === 'all kinds' ? { callers: kind === 'all kinds' ? all : few } : {}),
    ...(kind === 'all kinds' && { callerNamespaces: ['ingress-nginx', 'keda'] }),
    ...(shown && { metricsScraper: Namespaces.select(s, 'Monitoring', { labels: { team: 'monitoring' } }) }),
  };
}
