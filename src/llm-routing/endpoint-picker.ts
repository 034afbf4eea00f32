import type { EndpointPickerOptions } from './endpoint-picker-options';
import { INFERENCE_EXTENSION, isSince, LLM_D_ROUTER, releaseOf, type PickerProject } from './picker-releases';
import { checksArguments } from '../validation/checks-arguments';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';
import { resourceProblems } from '../values/resource-requirements';

const MOST_REPLICAS = 10;

const UNMONITORED: Problem = {
  code: 'llm-routing/labels-without-monitor',
  field: 'monitorLabels',
  rule: 'needs monitored: true',
  why: 'no PodMonitor is printed that could have the labels',
  fix: 'set monitored: true, or remove monitorLabels',
};

/**
 * Defines the endpoint picker of an `InferencePool`: the server that a gateway asks, for each request, which pod should
 * answer it. It reads the queue and the KV cache of every pod twenty times a second, and knows which prompts each pod
 * has cached.
 *
 * Its project was moved in 2026: the releases 1.1 to 1.5 of the Gateway API Inference Extension contain it, and later
 * ones are of the llm-d Router.
 *
 * @see https://gateway-api-inference-extension.sigs.k8s.io/
 *
 * @example
 *
 * const picker = EndpointPicker.llmDRouter({ version: '0.10.0', replicas: 2, monitored: true });
 */
@checksArguments
export class EndpointPicker {
  /**
   * The picker of the llm-d Router, where it is developed now: 0.9 and 0.10.
   *
   * @param options its release, replicas and resources
   */
  public static llmDRouter(options: EndpointPickerOptions = {}): EndpointPicker {
    return new EndpointPicker(LLM_D_ROUTER, options);
  }

  /**
   * The picker of the Gateway API Inference Extension: 1.1 to 1.5, which was the last one.
   *
   * @param options its release, replicas and resources
   */
  public static inferenceExtension(options: EndpointPickerOptions = {}): EndpointPicker {
    return new EndpointPicker(INFERENCE_EXTENSION, options);
  }

  /** Its image. */
  public readonly image: string;

  /** Its release, without a `v`. */
  public readonly version: string;

  /** @internal */
  public readonly _options: EndpointPickerOptions;

  private constructor(
    /** @internal */
    public readonly _project: PickerProject,
    options: EndpointPickerOptions,
  ) {
    this._options = { ...options };
    const { version = _project.newest, image } = this._options;
    this.version = String(version).replace(/^v/, '');
    this.image = image ?? `${_project.image}:v${this.version}`;
  }

  /**
   * Whether its release reads the metrics of any engine.
   *
   * @internal
   */
  public get _mapsEngines(): boolean {
    const release = releaseOf(this.version);
    return release !== undefined && isSince(release, this._project.engines);
  }

  /** @internal */
  public _problems(): Problem[] {
    const { image, replicas, resources, secureServing, config, monitored, monitorLabels } = this._options;
    const problems = new Problems();
    problems.addAll(versionProblems(this._project, this._options.version));
    if (image !== undefined) problems.addAll(check.image('image', image));
    if (replicas !== undefined) {
      problems.addAll(check.integer(
        'replicas',
        replicas,
        { min: 1, max: MOST_REPLICAS },
        'one replica answers and the others wait, so none is no picker, and many only wait',
        'use 1, or 2 to replace a lost one at once',
      ));
    }
    if (resources !== undefined) problems.addAll(resourceProblems('resources', resources));
    problems.addAll(check.boolean('secureServing', secureServing));
    problems.addAll(check.boolean('monitored', monitored));
    problems.addAll(check.labels('monitorLabels', monitorLabels));
    if (monitorLabels !== undefined && !monitored) problems.add(UNMONITORED);
    problems.addAll(configProblems(config));
    return problems.all;
  }
}

function versionProblems({ title, first, last, newest, bounds, source }: PickerProject, version: unknown): Problem[] {
  if (version === undefined) return [];
  const release = releaseOf(version);
  const known = release !== undefined && isSince(release, first)
    && (release[0] < last[0] || (release[0] === last[0] && release[1] <= last[1]));
  if (known) return [];
  return [{
    code: 'llm-routing/picker-version-unknown',
    field: 'version',
    value: version,
    rule: `must be a release of ${title} from ${first.join('.')} to ${last.join('.')}, with all three numbers`,
    why: bounds,
    fix: `use ${newest}`,
    source,
  }];
}

function configProblems(config: unknown): Problem[] {
  if (config === undefined || (typeof config === 'string' && /\bkind:\s*"?EndpointPickerConfig\b/.test(config))) {
    return [];
  }
  return [{
    code: 'llm-routing/not-a-picker-config',
    field: 'config',
    value: config,
    rule: 'must be the text of an EndpointPickerConfig, with its kind',
    why: 'the picker exits when it cannot read its configuration',
    fix: 'write the whole object as YAML, or omit it for the scorers of the default',
  }];
}
