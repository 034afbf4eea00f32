import { App, Chart, YamlOutputType } from 'cdk8s';
import { AutoscaledInference, InferenceRules } from '../../../src';
import { autoscaledProps, refusal } from '../../helpers';

/** Two namespaces with the same names, in a file for each object: cdk8s names files without the namespace. */
function app(yamlOutputType: YamlOutputType): App {
  const made = new App({ outdir: '/nowhere', yamlOutputType });
  for (const namespace of ['dev', 'prod']) {
    new AutoscaledInference(new Chart(made, namespace, { namespace }), 'Classifier', autoscaledProps());
  }
  return made;
}

const errors = (made: App) => InferenceRules.check(made).filter((f) => f.severity === 'error').map((f) => f.rule);

test('a file for each object is refused before any is written', () => {
  const made = app(YamlOutputType.FILE_PER_RESOURCE);
  expect(errors(made)).toEqual(['app/file-overwritten']);
  expect(refusal(() => made.synth())).toContain('app/file-overwritten');
});

test.each([
  YamlOutputType.FILE_PER_CHART, YamlOutputType.FILE_PER_APP, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
])('another type is not (%s)', (type) => {
  expect(errors(app(type))).toEqual([]);
});
