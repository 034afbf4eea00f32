import { Duration } from 'cdk8s';
import { KubeletAddressType } from '../../src';
import { deploymentSpec } from '../../src/metrics/metrics-server-deployment';

const spec = (props: Parameters<typeof deploymentSpec>[0] = {}): any => deploymentSpec(props);

test('one replica, which is replaced before it terminates', () => {
  const { replicas, strategy } = spec();
  expect([replicas, strategy]).toEqual([undefined, { rollingUpdate: { maxUnavailable: 0 } }]);
});

test('the flags of its options', () => {
  const [{ args }] = spec({
    hostNetwork: true,
    kubeletAddressTypes: [KubeletAddressType.HOSTNAME],
    kubeletInsecureTls: true,
    metricResolution: Duration.minutes(1),
  }).template.spec.containers;
  expect(args).toEqual([
    '--cert-dir=/tmp',
    '--secure-port=4443',
    '--kubelet-preferred-address-types=Hostname',
    '--kubelet-use-node-status-port',
    '--metric-resolution=60s',
    '--kubelet-insecure-tls',
  ]);
});

test('no affinity unless it needs one', () => {
  expect(spec().template.spec).not.toHaveProperty('affinity');
  expect(Object.keys(spec({ onControlPlane: true }).template.spec.affinity)).toEqual(['nodeAffinity']);
  expect(Object.keys(spec({ highAvailability: true }).template.spec.affinity)).toEqual(['podAntiAffinity']);
});
