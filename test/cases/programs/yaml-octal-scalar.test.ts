import { App, Chart } from 'cdk8s';
import { InferenceDeployment } from '../../../src';
import { deploymentProps } from '../../helpers';

/** Go reads these as numbers, and the API server rejects a Deployment with a number in `env`. */
test.each(['0o770', '0O17', '-0o7', '0X1F', '0B1', '0_o7'])('%s is printed in quotes', (value) => {
  const app = new App({ outdir: '/nowhere' });
  const chart = new Chart(app, 'vision', { namespace: 'vision' });
  new InferenceDeployment(chart, 'Classifier', deploymentProps({ environment: { CACHE_FILE_MODE: value } }));
  expect(app.synthYaml()).toContain(`value: "${value}"\n`);
});
