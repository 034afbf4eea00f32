import type { IConstruct } from 'constructs';
import { HeadIngressMode, type HeadIngressProps } from './head-ingress-options';
import { overlapProblems, plainPath } from './head-ingress-overlap';
import type { Serving } from '../fleet/served-host';
import type { Spoke } from '../fleet/spoke';
import { spokesProblems } from '../fleet/spoke-problems';
import * as check from '../validation/check';
import { DNS_LABEL, type Grammar } from '../validation/names';
import { within, type Problem } from '../validation/problem';

const NAME: Grammar = { ...DNS_LABEL, title: `${DNS_LABEL.title}, with room for the names of the spokes` };
const HOST: Grammar = {
  title: 'a full host name of at least two labels, each of at most 63 characters',
  pattern: /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+$/,
  max: 253,
};
/** One that is asked may stand for all below it. */
const ASKED: Grammar = { ...HOST, pattern: new RegExp(HOST.pattern.source.replace('^', '^(\\*\\.)?')) };
/** What an HTTPRoute takes, and Istio too. */
const PATH = /^(\/(?!\.{1,2}(\/|$))([-\w.~!$&'()*+,;=:@]|%(?!2f)[\da-f]{2})+)*$/i;
/** Where Envoy tries again what took too long. */
const AFTER_TIMEOUT = new Set(['5xx', 'gateway-error', 'reset', '504']);
const ISTIO = 'https://istio.io/latest/docs/reference/config/networking/virtual-service/';
/** What Envoy knows, besides a status. */
const RETRY_ON = new Set([
  '5xx', 'gateway-error', 'reset', 'reset-before-request', 'connect-failure', 'retriable-4xx', 'refused-stream', 'retriable-status-codes', 'retriable-headers',
  'envoy-ratelimited', 'http3-post-connect-failure', 'cancelled', 'deadline-exceeded', 'internal', 'resource-exhausted', 'unavailable',
]);

/** The host of one spoke, given or of the fleet. */
export function spokeHost({ fleet, spokeHosts = {} }: HeadIngressProps, spoke: Spoke): string | undefined {
  return spokeHosts[spoke.name] ?? fleet.hostIn(spoke);
}

/** What each spoke gets; one that is drained gets nothing. */
export function shares({ fleet, weights }: HeadIngressProps): number[] {
  return fleet.spokes.map((s) => (s._options.drained ? 0 : weights?.[s.name] ?? 1));
}

export function headIngressProblems(ingress: IConstruct, name: string, props: HeadIngressProps): Problem[] {
  const { fleet, gateway, hosts, anyHost, path, mode = HeadIngressMode.ISTIO, istioVersion } = props;
  if (typeof fleet?.hostIn !== 'function' || !Array.isArray(fleet.spokes)) {
    return [{ field: 'fleet', value: fleet, rule: 'must be a HyperMLService or a KarmadaPropagation', why: 'there is nothing to send to', fix: 'define one' }];
  }
  const wrong = spokesProblems('fleet.spokes', fleet.spokes);
  if (wrong.length > 0) return wrong;
  const longest = Math.max(...fleet.spokes.map((s) => s.name.length));
  const routed = mode === HeadIngressMode.GATEWAY_API;
  const problems = [
    ...check.name('name', name, { ...NAME, max: 63 - 1 - longest }),
    ...(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?\/[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/.test(String(gateway)) ? [] : [{
      field: 'gateway', value: gateway, rule: 'must be <namespace>/<name>', why: 'Istio warns of the older <name>.<namespace>, and of a bare name takes this namespace', fix: 'write it as istio-ingress/public', source: ISTIO,
    }]),
    ...hostProblems(hosts, anyHost),
    ...(path === undefined || (String(path).startsWith('/') && PATH.test(plainPath(path))) ? [] : [{
      field: 'path', value: path, rule: 'must start with "/", without a query, "//", "." and ".."', why: 'no request would match', fix: 'write it as /mnist',
    }]),
    ...(Object.values(HeadIngressMode).includes(mode) ? [] : [{ field: 'mode', value: mode, rule: 'must be a HeadIngressMode', why: 'nothing else is made', fix: 'use ISTIO or GATEWAY_API' }]),
    ...(istioVersion === undefined || ['v1', 'v1beta1'].includes(istioVersion) ? [] : [{ field: 'istioVersion', value: istioVersion, rule: 'must be v1 or v1beta1', why: 'Istio serves no other for all of these objects', fix: 'leave it out' }]),
    ...(props.failover ? failoverProblems(props) : shareProblems(props)),
    ...spokeProblems(props),
    ...timeProblems(props),
    ...(!routed ? [] : [
      ...(props.retries === undefined ? [] : [{ field: 'retries', rule: 'cannot be used with HeadIngressMode.GATEWAY_API', why: 'its field for them is experimental', fix: 'leave it out, or use HeadIngressMode.ISTIO' }]),
      ...(props.failover || fleet.spokes.length <= 16 ? [] : [{ field: 'fleet.spokes', value: fleet.spokes.length, rule: 'must be at most 16 with HeadIngressMode.GATEWAY_API', why: 'an HTTPRoute has room for no more', fix: 'use HeadIngressMode.ISTIO' }]),
      ...((hosts ?? []).length <= 16 ? [] : [{ field: 'hosts', value: hosts!.length, rule: 'must be at most 16 with HeadIngressMode.GATEWAY_API', why: 'an HTTPRoute has room for no more', fix: 'use HeadIngressMode.ISTIO' }]),
    ]),
  ];
  return problems.length > 0 ? problems : overlapProblems(ingress, props);
}

function hostProblems(hosts: string[] | undefined, anyHost: boolean | undefined): Problem[] {
  if (anyHost) {
    return hosts === undefined ? [] : [{ field: 'hosts', value: hosts, rule: 'cannot be combined with anyHost', why: 'every host is taken', fix: 'leave one of them out' }];
  }
  if (!Array.isArray(hosts) || hosts.length === 0) {
    return [{ field: 'hosts', value: hosts, rule: 'must name at least one host', why: 'it would be asked for nothing', fix: 'give the host, or say anyHost: true' }];
  }
  return hosts.flatMap((h, i) => (h === '*' ? [{
    field: `hosts[${i}]`, value: h, rule: 'catches every host of the gateway', why: 'which route answers then depends on the order of all of them', fix: 'give the host, or say anyHost: true',
  }] : [
    ...check.name(`hosts[${i}]`, h, ASKED, 'give the full name'),
    ...(hosts.indexOf(h) < i ? [{ field: `hosts[${i}]`, value: h, rule: 'is named twice', why: 'Istio would refuse it', fix: 'remove one' }] : []),
  ]));
}

/** Each spoke has a share, and each share a spoke. */
function shareProblems({ fleet, weights, proportional, failoverHost }: HeadIngressProps): Problem[] {
  const lost: Problem[] = failoverHost === undefined ? [] : [{ field: 'failoverHost', value: failoverHost, rule: 'is for failover only', why: 'it could have no effect', fix: 'say failover: true, or leave it out' }];
  const serving = fleet.spokes.filter((s) => !s._options.drained);
  lost.push(...allDrained(fleet.spokes));
  if (weights === undefined) {
    return proportional === undefined ? lost : [...lost, { field: 'proportional', value: proportional, rule: 'needs weights', why: 'it could have no effect', fix: 'leave it out' }];
  }
  const names = fleet.spokes.map((s) => s.name);
  const values = Object.values(weights);
  const sum = values.reduce((a, b) => a + Number(b), 0);
  const drained = new Set(fleet.spokes.filter((s) => s._options.drained).map((s) => s.name));
  return [
    ...lost,
    ...Object.entries(weights).flatMap(([spoke, weight]) => [
      ...(names.includes(spoke) ? [] : [{ field: `weights[${JSON.stringify(spoke)}]`, value: weight, rule: `is no spoke: ${names.join(', ')}`, why: 'its share would be lost', fix: 'correct the name, or remove it' }]),
      ...check.integer(`weights[${JSON.stringify(spoke)}]`, weight, { min: 0, max: 1_000_000 }, 'the API server would reject the route', 'give a share'),
      ...(weight === 0 && names.includes(spoke) && !drained.has(spoke) ? [{ field: `weights[${JSON.stringify(spoke)}]`, value: 0, rule: 'gives the spoke nothing', why: 'it would be deployed and never asked', fix: 'say drained: true on the spoke, or give it a share' }] : []),
    ]),
    ...serving.filter((s) => weights[s.name] === undefined).map(({ name: n }) => (
      { field: `weights[${JSON.stringify(n)}]`, value: undefined, rule: 'is missing', why: 'the spoke would be deployed and never asked', fix: 'give it a share, or drain it' })),
    ...(proportional || sum === 100 ? [] : [{ field: 'weights', value: `${values.join(' + ')} = ${sum}`, rule: 'must sum to 100', why: 'Istio takes any sum as proportions, so a slip is not noticed', fix: 'correct them, or say proportional: true', source: ISTIO }]),
  ];
}

function allDrained(spokes: readonly Spoke[]): Problem[] {
  if (spokes.some((s) => !s._options.drained)) return [];
  return [{ field: 'fleet.spokes', rule: 'are all drained', why: 'every request would fail', fix: 'leave one of them serving' }];
}

function failoverProblems({ fleet, weights, proportional, failoverHost }: HeadIngressProps): Problem[] {
  const mixed = new Set(fleet.spokes.map((s) => s._options.tls ?? true)).size > 1;
  return [
    ...(weights === undefined ? [] : [{ field: 'weights', rule: 'cannot be combined with failover', why: 'all requests go to the nearest spoke that works', fix: 'leave one of them out' }]),
    ...(proportional === undefined ? [] : [{ field: 'proportional', value: proportional, rule: 'needs weights', why: 'it could have no effect', fix: 'leave it out' }]),
    ...allDrained(fleet.spokes),
    ...check.name('failoverHost', failoverHost, HOST, 'give the host that every spoke answers to'),
    ...fleet.spokes.filter((s) => s._options.locality === undefined).map((s) => (
      { field: 'fleet.spokes', value: s.name, rule: 'has no locality', why: 'nothing tells which spoke is near', fix: 'give it to Spoke.of' })),
    ...(mixed ? [{ field: 'fleet.spokes', rule: 'must all have TLS, or none', why: 'with failover they share one destination', fix: 'give the same tls to each' }] : []),
  ];
}

function spokeProblems(props: HeadIngressProps): Problem[] {
  const { fleet, spokeHosts = {}, failover } = props;
  const hosts = fleet.spokes.map((s) => spokeHost(props, s));
  const names = fleet.spokes.map((s) => s.name);
  return [
    ...fleet.spokes.flatMap((s, i): Problem[] => {
      const host = hosts[i];
      if (host === undefined) {
        return [{ field: 'fleet.spokes', value: s.name, rule: 'has no host', why: 'it has no domain, or gets nothing that serves, so no request would find it', fix: 'give Spoke.of a domain, or the host in spokeHosts' }];
      }
      const given = spokeHosts[s.name] !== undefined;
      return [
        ...check.name(given ? `spokeHosts[${JSON.stringify(s.name)}]` : 'fleet.spokes', host, HOST, given ? 'give the full name' : 'shorten the name of the service, or correct the domain of the spoke'),
        ...(given ? passedBy(props, s, host) : []),
        ...(!failover && hosts.indexOf(host) < i ? [{ field: 'fleet.spokes', value: host, rule: `is the host of ${names[hosts.indexOf(host)]} and ${s.name}`, why: 'nothing would tell them apart', fix: 'give each spoke a domain of its own' }] : []),
      ];
    }),
    ...Object.keys(spokeHosts).filter((n) => !names.includes(n)).map((n) => (
      { field: `spokeHosts[${JSON.stringify(n)}]`, value: spokeHosts[n], rule: `is no spoke: ${names.join(', ')}`, why: 'it could have no effect', fix: 'correct the name, or remove it' })),
  ];
}

/** The host of one release stands behind the canary and the transformer. */
function passedBy({ fleet }: HeadIngressProps, spoke: Spoke, host: string): Problem[] {
  const serving = (fleet as { _servingIn?: (spoke: Spoke) => Serving[] })._servingIn?.(spoke) ?? [];
  return serving.filter((s) => s.split && String(host).startsWith(`${s.name}-predict-`)).map((s) => ({
    field: `spokeHosts[${JSON.stringify(spoke.name)}]`,
    value: host,
    rule: `is the host of one release of ${s.name}, which has a canary or a transformer`,
    why: 'requests would pass these by',
    fix: `leave it out, or give the host of the MLService, ${s.name}.${host.split('.').slice(1).join('.')}`,
  }));
}

function timeProblems({ timeout, retries, outlierDetection: o, connectionLimits: c }: HeadIngressProps): Problem[] {
  const why = 'Istio would refuse it';
  const milliseconds = (at: string, value: { toMilliseconds(options?: object): number } | undefined): Problem[] => {
    if (value === undefined) return [];
    return check.integer(at, value.toMilliseconds({ integral: false }), { min: 1 }, why, 'give a Duration of whole milliseconds');
  };
  const least = (at: string, value: number | undefined) => (value === undefined ? [] : check.integer(at, value, { min: 1 }, why, 'give 1 or more'));
  const [all, one] = [timeout?.toMilliseconds({ integral: false }) ?? 300_000, retries?.perTryTimeout?.toMilliseconds({ integral: false })];
  return [
    ...milliseconds('timeout', timeout),
    ...(retries === undefined ? [] : within('retries', [
      ...check.integer('attempts', retries.attempts, { min: 0 }, why, 'give how often'),
      ...milliseconds('perTryTimeout', retries.perTryTimeout),
      ...(one !== undefined && one > all ? [{ field: 'perTryTimeout', value: `${one} ms`, rule: `must not be above the timeout of ${all} ms`, why: 'it could have no effect', fix: 'lower it' }] : []),
      ...(one !== undefined && one <= all && one * (retries.attempts + 1) > all && retries.retryOn?.some((r) => AFTER_TIMEOUT.has(r)) ? [{
        field: 'perTryTimeout',
        value: `${one} ms`,
        rule: `makes ${one * (retries.attempts + 1)} ms with ${retries.attempts} retries, of the timeout of ${all} ms`,
        why: 'a try that takes too long is tried again, and the last one would be cut short',
        fix: 'lower it or the attempts, or raise the timeout',
      }] : []),
      ...(retries.retryOn?.length === 0 ? [{ field: 'retryOn', value: retries.retryOn, rule: 'must name at least one condition', why: 'Istio would take its own', fix: 'leave it out, or say attempts: 0' }] : []),
      ...(retries.attempts === 0 && (retries.perTryTimeout || retries.retryOn) ? [{ field: 'attempts', value: 0, rule: 'cannot be combined with perTryTimeout and retryOn', why, fix: 'leave these out' }] : []),
      ...(retries.retryOn ?? []).filter((r) => !RETRY_ON.has(r) && !/^[1-5]\d\d$/.test(r)).map((r) => (
        { field: 'retryOn', value: r, rule: 'is not known to Envoy', why, fix: 'use one of its conditions, such as connect-failure, or a status' })),
    ])),
    ...(o === undefined ? [] : within('outlierDetection', [
      ...least('consecutiveGatewayErrors', o.consecutiveGatewayErrors), ...milliseconds('interval', o.interval), ...milliseconds('baseEjectionTime', o.baseEjectionTime),
    ])),
    ...(c === undefined ? [] : within('connectionLimits', [
      ...least('maxConnections', c.maxConnections), ...least('maxPendingRequests', c.maxPendingRequests), ...milliseconds('connectTimeout', c.connectTimeout),
    ])),
  ];
}
