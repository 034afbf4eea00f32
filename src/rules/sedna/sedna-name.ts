import { MODELS } from './examples';
import { WORKERS } from './sources';
import { LONGEST_NAME } from '../../kubernetes/sedna/generated-names';
import type { Rule } from '../rule';

export const sednaName: Rule = {
  id: 'sedna-name',
  title: 'The name of a JointInferenceService must be a DNS-1035 label of at most 53 characters',
  severity: 'error',
  description: [
    'Looks at the names of JointInferenceServices. Fires when one has a dot, has more than 53 characters, or is',
    'not a DNS-1035 label for another reason.',
    '',
    'Sedna derives other names from it. A Service `<name>-cloud` with a dot is invalid, and the',
    'JointInferenceService is `Failed`. The label `<name>-Cloud-svc` can have 63 characters: with a name of 54',
    'the cloud Deployment was rejected, while its autoscaler and the edge worker were created.',
  ].join('\n'),
  fix: [
    'Give a shorter name without dots. `SednaJointInference` refuses such a name in its constructor.',
    '',
    'There is no reason to acknowledge it.',
  ].join('\n'),
  source: WORKERS,
  failing: `
${MODELS}
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet.detection, namespace: vision }
spec:
  edgeWorker:
    model: { name: little }
    hardExampleMining: { name: CrossEntropy }
    template: { spec: { containers: [{ name: little-model, image: 'registry.example.com/little:1.0' }] } }
  cloudWorker:
    model: { name: big }
    template: { spec: { containers: [{ name: big-model, image: 'registry.example.com/big:1.0' }] } }
`,
  repaired: `
${MODELS}
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet-detection, namespace: vision }
spec:
  edgeWorker:
    model: { name: little }
    hardExampleMining: { name: CrossEntropy }
    template: { spec: { containers: [{ name: little-model, image: 'registry.example.com/little:1.0' }] } }
  cloudWorker:
    model: { name: big }
    template: { spec: { containers: [{ name: big-model, image: 'registry.example.com/big:1.0' }] } }
`,
  check: (inventory, report) => {
    for (const object of inventory.jointServices) {
      const name = object.metadata?.name;
      if (name === undefined || (name.length <= LONGEST_NAME && /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name))) continue;
      report(object, {
        field: 'metadata.name',
        value: name,
        rule: `must be a DNS-1035 label of at most ${LONGEST_NAME} characters `
          + '(starts with a lower-case letter, then letters, digits and "-")',
        why: 'Sedna derives the Service "<name>-cloud" and the label "<name>-Cloud-svc" from it: '
          + 'the API server rejects them, and one of the two workers is never created',
        fix: 'give a shorter name of lower-case letters, digits and "-"',
      });
    }
  },
};
