import type { Chart } from 'cdk8s';
import {
  HeadIngress, HyperMLService, MLService, MLServiceRuntime, Spoke,
} from '../../src';
import type { AlertCase } from '../metrics/alert-cases';

/** A head ingress with weights to two spokes, and one with a failover between them. */
export function alertedIngresses(chart: Chart): HeadIngress[] {
  const runtime = MLServiceRuntime.fromRuntimeName(chart, 'Runtime', 'torch');
  const mnist = new MLService(chart, 'Mnist', { releases: [{ name: 'a', runtime }] });
  const fleet = new HyperMLService(chart, 'Fleet', {
    groups: [{
      spokes: [
        Spoke.of('bj', { domain: 'bj-1.example.com', locality: 'cn/bj' }),
        Spoke.of('sh', { domain: 'sh.example.com', locality: 'cn/sh' }),
      ],
      resources: [mnist],
    }],
  });
  const gateway = 'istio-ingress/public';
  return [
    new HeadIngress(chart, 'Head', { fleet, gateway, hosts: ['mnist.example.com'] }),
    new HeadIngress(chart, 'Nearest', {
      fleet, gateway, hosts: ['near.example.com'], failover: true, failoverHost: 'mnist.spokes.example.com',
    }),
  ];
}

const requests = (host: string, code: string, flags: string = '-') => (
  `istio_requests_total{reporter="source",destination_service="${host}",`
  + `response_code="${code}",response_flags="${flags}"}`);
const [BJ, SH] = ['mnist.vision.bj-1.example.com', 'mnist.vision.sh.example.com'];
const BOTH = { [requests(BJ, '200')]: '0+30x120', [requests(SH, '200')]: '0+30x120' };
const EJECTED = 'outlier_detection_ejections_active';

export const HEAD_ALERT_CASES: readonly AlertCase[] = [
  { title: 'spokes that work', of: 'head', series: BOTH, firing: { '10m': [], '50m': [] } },
  {
    title: 'a spoke whose model answers 500, which every spoke would',
    of: 'head',
    series: { ...BOTH, [requests(BJ, '500')]: '0+60x120' },
    firing: { '10m': [] },
  },
  {
    title: 'a spoke with one failed request in ten',
    of: 'head',
    series: { ...BOTH, [requests(BJ, '503', 'UF')]: '0+3x120' },
    firing: { '10m': [] },
  },
  {
    title: 'five failed requests, which are all that a spoke gets',
    of: 'head',
    series: { [requests(BJ, '503', 'UF')]: '0x4 5x116' },
    firing: { '4m': [], '6m': [] },
  },
  {
    title: 'a spoke that cannot be reached',
    of: 'head',
    series: { [requests(SH, '200')]: '0+30x120', [requests(BJ, '503', 'UF,URX')]: '0+30x120' },
    firing: { '1m': [], '4m': ['HeadIngressSpokeFailing'], '50m': ['HeadIngressSpokeFailing'] },
  },
  {
    title: 'a spoke whose connections are closed, a third of them',
    of: 'head',
    series: { ...BOTH, [requests(SH, '0', 'DC')]: '0+15x120' },
    firing: { '5m': ['HeadIngressSpokeFailing'] },
  },
  {
    title: 'the same of another host',
    of: 'head',
    series: { ...BOTH, [requests('other.example.com', '503', 'UH')]: '0+30x120' },
    firing: { '5m': [] },
  },
  {
    title: 'a spoke that is ejected, where its requests fail',
    of: 'head',
    series: { ...BOTH, [requests(BJ, '503', 'UH')]: '0+4x120' },
    firing: { '5m': ['HeadIngressSpokeEjected'] },
  },
  {
    title: 'a spoke that is ejected, by the statistics of Envoy since Istio 1.23',
    of: 'head',
    series: { [`envoy_cluster_${EJECTED}{cluster_name="outbound|80||${BJ}"}`]: '0x10 1x10 0x100' },
    firing: { '4m': [], '7m': ['HeadIngressSpokeEjected'], '12m': [] },
  },
  {
    title: 'a spoke that is ejected, by the statistics of Envoy before',
    of: 'head',
    series: { [`envoy_cluster_vision_bj_1_example_com_${EJECTED}{cluster_name="outbound|80||mnist"}`]: '0x10 1x110' },
    firing: { '4m': [], '7m': ['HeadIngressSpokeEjected'] },
  },
  {
    title: 'an ejected address of another host that begins alike',
    of: 'head',
    series: {
      [`envoy_cluster_${EJECTED}{cluster_name="outbound|80||${BJ}.cn"}`]: '1x120',
      [`envoy_cluster_audio_bj_1_example_com_${EJECTED}{cluster_name="outbound|80||mnist"}`]: '1x120',
    },
    firing: { '10m': [] },
  },
  {
    title: 'one spoke of a failover that is ejected',
    of: 'nearest',
    series: {
      [requests('mnist.spokes.example.com', '200')]: '0+30x120',
      [`envoy_cluster_${EJECTED}{cluster_name="outbound|80||mnist.spokes.example.com"}`]: '1x120',
    },
    firing: { '5m': ['HeadIngressSpokeEjected'] },
  },
];
