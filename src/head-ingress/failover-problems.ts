import { servingSpokes, tlsOf } from './destinations';
import { allDrained } from './drained-spoke-problems';
import type { HeadIngressProps } from './head-ingress-options';
import { HOST } from './host-problems';
import { proportionalWithoutWeights } from './weight-problems';
import type { Spoke } from '../fleet/spoke';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** The problems of a head ingress that routes to the nearest spoke that works. */
export function failoverProblems(props: HeadIngressProps): Problem[] {
  const { fleet, weights, proportional, failoverHost, retries } = props;
  const problems = new Problems();
  if (weights !== undefined) {
    problems.add({
      code: 'head-ingress/weights-with-failover',
      field: 'weights',
      rule: 'cannot be combined with failover',
      why: 'all requests go to the nearest spoke that works',
      fix: 'remove one of the two',
    });
  }
  problems.addAll(proportionalWithoutWeights(proportional));
  problems.addAll(allDrained(fleet.spokes));
  problems.addAll(failoverHostProblems(failoverHost));
  const serving = servingSpokes(fleet.spokes);
  problems.addAll(localityProblems(serving));
  problems.addAll(mixedTlsProblems(serving));
  problems.addAll(retryProblems(serving, retries));
  return problems.all;
}

function failoverHostProblems(failoverHost: unknown): Problem[] {
  const fix = 'give the host that every spoke serves';
  if (failoverHost !== undefined) return check.name('failoverHost', failoverHost, HOST, fix);
  return [{
    code: 'head-ingress/failover-host-missing',
    field: 'failoverHost',
    rule: 'is required with failover',
    why: 'all spokes are endpoints of one host',
    fix,
  }];
}

function localityProblems(serving: readonly Spoke[]): Problem[] {
  const problems = new Problems();
  for (const spoke of serving) {
    if (spoke._options.locality !== undefined) continue;
    problems.add({
      code: 'head-ingress/locality-missing',
      field: 'fleet.spokes',
      value: spoke.name,
      rule: 'must have a locality',
      why: 'Istio could not find the nearest spoke',
      fix: 'set locality in Spoke.of',
    });
  }
  return problems.all;
}

/** How all spokes of a failover must be reached; the first option that differs, of the first spoke in which it does. */
function mixedTlsProblems([first, ...others]: readonly Spoke[]): Problem[] {
  for (const option of ['tls', 'credentialName', 'mutualTls'] as const) {
    const other = others.find((spoke) => tlsOf(spoke)[option] !== tlsOf(first)[option]);
    if (other === undefined) continue;
    return [{
      code: 'head-ingress/mixed-tls',
      field: 'fleet.spokes',
      value: other.name,
      rule: `must have the same ${option} as ${first.name}: ${shown(first, option)}, and not ${shown(other, option)}`,
      why: 'with failover all spokes have one DestinationRule',
      fix: MIXED_TLS_FIX[option],
    }];
  }
  return [];
}

type TlsOption = 'tls' | 'credentialName' | 'mutualTls';

const MIXED_TLS_FIX: Readonly<Record<TlsOption, string>> = {
  tls: 'set the same tls in each Spoke.of',
  credentialName: 'put the authorities of all spokes into ca.crt of one Secret, and name it in each Spoke.of',
  mutualTls: 'set the same mutualTls in each Spoke.of; a spoke that asks for no certificate ignores it',
};

function shown(spoke: Spoke, option: TlsOption): string {
  return String(tlsOf(spoke)[option] ?? 'none');
}

/** One retry stays in the locality of the first try; between spokes of one locality it goes to another address. */
function retryProblems(serving: readonly Spoke[], retries: HeadIngressProps['retries']): Problem[] {
  if (retries?.attempts !== 1 || new Set(serving.map((s) => s._options.locality)).size < 2) return [];
  return [{
    code: 'head-ingress/one-retry-with-failover',
    field: 'retries.attempts',
    value: 1,
    rule: 'must be 2 or more with failover, or 0',
    why: 'Istio has Envoy change the locality after every second try, so one retry goes to the spoke that fails',
    fix: 'set 2 or more, or leave retries out',
    source: 'https://github.com/istio/istio/blob/master/pilot/pkg/networking/core/route/retry/retry.go',
  }];
}
