import { JOINT_INFERENCE, SEDNA_API } from '../../../src/kubernetes/sedna/api';
import { OBSERVED, SERVICE } from '../../sedna/observed';

test('the owner of what Sedna created is a JointInferenceService of this API', () => {
  const owners = OBSERVED.flatMap((o) => o.metadata.ownerReferences.map((r: any) => [r.apiVersion, r.kind, r.name]));
  expect(owners).toEqual(OBSERVED.map(() => [SEDNA_API, JOINT_INFERENCE, SERVICE]));
});
