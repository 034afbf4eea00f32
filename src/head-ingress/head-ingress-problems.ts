import type { IConstruct } from 'constructs';
import { failoverProblems } from './failover-problems';
import { HeadIngressMode, type HeadIngressProps } from './head-ingress-options';
import { overlapProblems } from './head-ingress-overlap';
import { hostsProblems } from './host-problems';
import { durationProblems } from './istio-duration';
import { objectProblems } from './not-an-object';
import { retryProblems } from './retry-problems';
import { pathProblems } from './route-path';
import { differingSettings } from './shared-destinations';
import { spokeHostsProblems } from './spoke-host-problems';
import { trafficPolicyProblems } from './traffic-policy-problems';
import { weightProblems } from './weight-problems';
import { spokesProblems } from '../fleet/spoke-problems';
import { DNS_LABEL, type Grammar } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

const GATEWAY = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?\/[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/;

/** The properties that are true or false. Others are checked only when these can be read. */
const FLAGS = ['anyHost', 'rewrite', 'proportional', 'failover'] as const;

/** The most hosts and backends of an HTTPRoute. */
const HTTP_ROUTE_LIMIT = 16;

/** The problems of the properties of a head ingress of some name. */
export function headIngressProblems(ingress: IConstruct, name: string, props: HeadIngressProps): Problem[] {
  const notProps = objectProblems('props', props);
  if (notProps.length > 0) return notProps;
  const { fleet } = props;
  if (typeof fleet?.hostIn !== 'function' || !Array.isArray(fleet.spokes)) {
    return [{
      code: 'head-ingress/not-a-fleet',
      field: 'fleet',
      value: fleet,
      rule: 'must be a HyperMLService or a KarmadaPropagation',
      why: 'the clusters to route to are unknown',
      fix: 'define one of them',
    }];
  }
  const wrongSpokes = spokesProblems('fleet.spokes', fleet.spokes);
  if (wrongSpokes.length > 0) return wrongSpokes;
  const problems = new Problems();
  for (const flag of FLAGS) problems.addAll(check.boolean(flag, props[flag]));
  if (!problems.isEmpty) return problems.all;
  problems.addAll(check.name('name', name, nameGrammar(props)));
  problems.addAll(gatewayProblems(props.gateway));
  problems.addAll(hostsProblems(props.hosts, props.anyHost));
  problems.addAll(pathProblems(props.path));
  problems.addAll(versionProblems(props));
  problems.addAll(props.failover ? failoverProblems(props) : weightProblems(props));
  problems.addAll(spokeHostsProblems(props));
  problems.addAll(durationProblems('timeout', props.timeout));
  problems.addAll(retryProblems(props));
  problems.addAll(trafficPolicyProblems(props));
  if (props.mode === HeadIngressMode.GATEWAY_API) problems.addAll(httpRouteProblems(props));
  if (!problems.isEmpty) return problems.all;
  problems.addAll(overlapProblems(ingress, props));
  problems.addAll(differingSettings(ingress, name, props));
  return problems.all;
}

/** A DNS label that the names of the spokes are appended to. */
function nameGrammar({ fleet }: HeadIngressProps): Grammar {
  const longest = Math.max(...fleet.spokes.map((s) => s.name.length));
  return {
    ...DNS_LABEL,
    title: `${DNS_LABEL.title} together with "-" and the name of a spoke`,
    max: DNS_LABEL.max - 1 - longest,
  };
}

function gatewayProblems(gateway: unknown): Problem[] {
  if (typeof gateway === 'string' && GATEWAY.test(gateway)) return [];
  return [{
    code: 'head-ingress/gateway-invalid',
    field: 'gateway',
    value: gateway,
    rule: 'must be <namespace>/<name>',
    why: 'Istio warns about the legacy form <name>.<namespace>, and looks for a bare name in this namespace',
    fix: 'write it as istio-ingress/public',
    source: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/',
  }];
}

function versionProblems({ mode, istioVersion }: HeadIngressProps): Problem[] {
  const problems = new Problems();
  if (mode !== undefined && !Object.values(HeadIngressMode).includes(mode)) {
    problems.add({
      code: 'head-ingress/unknown-mode',
      field: 'mode',
      value: mode,
      rule: 'must be a HeadIngressMode',
      why: 'no other API is supported',
      fix: 'use ISTIO or GATEWAY_API',
    });
  }
  if (istioVersion !== undefined && !['v1', 'v1beta1'].includes(istioVersion)) {
    problems.add({
      code: 'head-ingress/unknown-istio-version',
      field: 'istioVersion',
      value: istioVersion,
      rule: 'must be v1 or v1beta1',
      why: 'Istio serves these objects in no other version',
      fix: 'leave it out',
    });
  }
  return problems.all;
}

/** What an HTTPRoute has no field or no room for. */
function httpRouteProblems({ retries, failover, fleet, hosts }: HeadIngressProps): Problem[] {
  const problems = new Problems();
  if (retries !== undefined) {
    problems.add({
      code: 'head-ingress/retries-in-http-route',
      field: 'retries',
      rule: 'cannot be combined with HeadIngressMode.GATEWAY_API',
      why: 'the field of an HTTPRoute for retries is experimental, and without it Istio retries twice',
      fix: 'leave it out, or use HeadIngressMode.ISTIO, which can also switch retries off',
    });
  }
  if (!failover && fleet.spokes.length > HTTP_ROUTE_LIMIT) {
    problems.add({
      code: 'head-ingress/too-many-spokes-for-http-route',
      field: 'fleet.spokes',
      value: fleet.spokes.length,
      rule: 'must be at most 16 with HeadIngressMode.GATEWAY_API',
      why: 'a rule of an HTTPRoute has at most 16 backends',
      fix: 'use HeadIngressMode.ISTIO',
    });
  }
  if (Array.isArray(hosts) && hosts.length > HTTP_ROUTE_LIMIT) {
    problems.add({
      code: 'head-ingress/too-many-hosts-for-http-route',
      field: 'hosts',
      value: hosts.length,
      rule: 'must be at most 16 with HeadIngressMode.GATEWAY_API',
      why: 'an HTTPRoute has at most 16 hostnames',
      fix: 'use HeadIngressMode.ISTIO',
    });
  }
  return problems.all;
}
