import { Protocol } from 'cdk8s-plus-27';
import type { Problem } from '../../validation/problem';

/** The protocol of a port of a container or a Service; TCP when it is left out. */
export function protocolProblems(field: string, value: unknown): Problem[] {
  if (value === undefined || Object.values<unknown>(Protocol).includes(value)) return [];
  return [{
    code: 'sedna/protocol-unknown',
    field,
    value,
    rule: 'must be TCP, UDP or SCTP',
    why: 'the API server would reject the port',
    fix: 'use a member of Protocol, or leave it out',
  }];
}
