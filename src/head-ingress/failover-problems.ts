import { tlsOf } from './destinations';
import { allDrained } from './drained-spoke-problems';
import type { HeadIngressProps } from './head-ingress-options';
import { HOST } from './host-problems';
import { proportionalWithoutWeights } from './weight-problems';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** The problems of a head ingress that routes to the nearest spoke that works. */
export function failoverProblems({ fleet, weights, proportional, failoverHost }: HeadIngressProps): Problem[] {
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
  problems.addAll(check.name('failoverHost', failoverHost, HOST, 'give the host that every spoke serves'));
  for (const spoke of fleet.spokes) {
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
  if (new Set(fleet.spokes.map((s) => JSON.stringify(tlsOf(s)))).size > 1) {
    problems.add({
      code: 'head-ingress/mixed-tls',
      field: 'fleet.spokes',
      rule: 'must all have the same tls, credentialName and mutualTls',
      why: 'with failover all spokes have one DestinationRule',
      fix: 'set the same in each Spoke.of',
    });
  }
  return problems.all;
}
