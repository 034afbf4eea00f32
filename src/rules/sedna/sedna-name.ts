import type { LegacyRule } from '../rule';
import { LONGEST_NAME, SEDNA_SOURCE } from '../../kubernetes/sedna-generated';

/** A name from which Sedna's controller cannot make the names and labels of its objects. */
export const sednaName: LegacyRule = {
  id: 'sedna-name',
  severity: 'error',
  check: (facts) => facts.jointServices.flatMap((object) => {
    const name = object.metadata?.name;
    if (name === undefined || (name.length <= LONGEST_NAME && /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name))) return [];
    return [{
      object,
      problem: {
        field: 'metadata.name',
        value: name,
        rule: `must be a DNS-1035 label of at most ${LONGEST_NAME} characters (starts with a lower-case letter, then letters, digits and "-")`,
        why: 'Sedna makes a Service "<name>-cloud" and a label "<name>-Cloud-svc" of it; what the API server rejects of these is never made, and the service fails for good',
        fix: 'give a short name of lower-case letters, digits and "-"',
        source: SEDNA_SOURCE,
      },
    }];
  }),
};
