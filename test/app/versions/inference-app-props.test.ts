import { InferenceApp, KubernetesVersion, type InferenceAppProps } from '../../../src';

test('an app has the properties of App and a version', () => {
  const props: InferenceAppProps = { outdir: 'elsewhere', kubernetesVersion: '1.36' };
  const app = new InferenceApp(props);
  expect([app.outdir, KubernetesVersion.of(app)]).toEqual(['elsewhere', '1.36']);
});
