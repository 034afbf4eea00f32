import type { HeadConnectionLimits, HeadIngressProps, HeadOutlierDetection } from './head-ingress-options';
import { durationProblems } from './istio-duration';
import { objectProblems } from './not-an-object';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** The problems of outlier detection and connection limits, which a DestinationRule holds. */
export function trafficPolicyProblems({ outlierDetection, connectionLimits }: HeadIngressProps): Problem[] {
  const problems = new Problems();
  if (outlierDetection !== undefined) problems.within('outlierDetection', outlierProblems(outlierDetection));
  if (connectionLimits !== undefined) problems.within('connectionLimits', connectionProblems(connectionLimits));
  return problems.all;
}

function outlierProblems(outlierDetection: HeadOutlierDetection): Problem[] {
  const problems = new Problems();
  problems.addAll(objectProblems('', outlierDetection));
  if (!problems.isEmpty) return problems.all;
  const { consecutiveGatewayErrors, interval, baseEjectionTime } = outlierDetection;
  problems.addAll(countProblems('consecutiveGatewayErrors', consecutiveGatewayErrors));
  problems.addAll(durationProblems('interval', interval));
  problems.addAll(durationProblems('baseEjectionTime', baseEjectionTime));
  return problems.all;
}

function connectionProblems(connectionLimits: HeadConnectionLimits): Problem[] {
  const problems = new Problems();
  problems.addAll(objectProblems('', connectionLimits));
  if (!problems.isEmpty) return problems.all;
  const { maxConnections, maxPendingRequests, connectTimeout } = connectionLimits;
  problems.addAll(countProblems('maxConnections', maxConnections));
  problems.addAll(countProblems('maxPendingRequests', maxPendingRequests));
  problems.addAll(durationProblems('connectTimeout', connectTimeout));
  return problems.all;
}

function countProblems(field: string, value: unknown): Problem[] {
  if (value === undefined) return [];
  return check.integer(field, value, { min: 1 }, 'Istio would reject the object', 'give 1 or more');
}
