import type { Manifest } from '../../kubernetes/manifest';
import { SEDNA_LIBRARY } from '../../kubernetes/sedna/api';
import type { Problem } from '../../validation/problem';

/** What cdk8s-plus gives a pod without a grace period; it looks the same as 30 seconds that the program sets. */
const OF_CDK8S_PLUS = 30;

/** A ready pod of the cloud worker whose grace period nobody seems to have chosen. */
export function podGraceProblems(service: Manifest): Problem[] {
  const { terminationGracePeriodSeconds: seconds } = service.spec?.cloudWorker?.template?.spec ?? {};
  if (seconds !== OF_CDK8S_PLUS) return [];
  return [{
    code: 'sedna/grace-period-of-pod',
    field: 'cloud.pod.terminationGracePeriod',
    value: seconds,
    rule: 'should be the longest request and 10 seconds; 30 seconds are the default of cdk8s-plus',
    why: 'Sedna\'s library ignores SIGTERM and serves until it is killed: requests that reach the pod while it leaves '
      + 'its Service are cut when they take longer than the rest',
    fix: 'set terminationGracePeriod of the Pod, to 40 seconds if a request takes up to 30; '
      + 'acknowledge it if 30 seconds are meant',
    source: SEDNA_LIBRARY,
  }];
}
