import type { IConstruct } from 'constructs';

/** The metadata entry that acknowledges a finding for a construct and all below it. */
export const ACKNOWLEDGED = 'elastic-inference:acknowledged';

/** Says that what has a code is intended, for a construct and all below it. */
export function acknowledge(scope: IConstruct, rule: string, reason: string): void {
  scope.node.addMetadata(ACKNOWLEDGED, { rule, reason });
}

/** Why a finding was acknowledged, by the nearest who did; undefined where nobody did. */
export function acknowledgement(construct: IConstruct, code: string): string | undefined {
  for (const c of construct.node.scopes.reverse()) {
    for (const { type, data } of c.node.metadata) {
      if (type === ACKNOWLEDGED && data.rule === code) return data.reason;
    }
  }
  return undefined;
}
