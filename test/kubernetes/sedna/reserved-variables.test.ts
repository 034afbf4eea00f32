import { WORKER_TYPES } from '../../../src/kubernetes/sedna/api';
import { generatedNames } from '../../../src/kubernetes/sedna/generated-names';
import { RESERVED_VARIABLES } from '../../../src/kubernetes/sedna/reserved-variables';
import { observed, SERVICE } from '../../sedna/observed';

/** The variables of the example's own containers, which Sedna leaves in front. */
const OF_THE_EXAMPLE = [
  'input_shape',
  'video_url',
  'all_examples_inference_output',
  'hard_example_cloud_inference_output',
  'hard_example_edge_inference_output',
];

test.each(WORKER_TYPES)('the reserved variables of the %s worker are all that the controller appended', (worker) => {
  const {
    containers: [{ env }],
  } = observed('Deployment', generatedNames(SERVICE, worker).deployment).spec.template.spec;
  const appended = env.map((v: any) => v.name).filter((name: string) => !OF_THE_EXAMPLE.includes(name));
  expect([...RESERVED_VARIABLES[worker]].sort()).toEqual(appended.sort());
});
