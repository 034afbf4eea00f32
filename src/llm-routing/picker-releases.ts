/** What differs between the projects that release an endpoint picker. */
export interface PickerProject {
  /** How messages call it. */
  readonly title: string;
  /** The image without its tag. */
  readonly image: string;
  /** The `apiVersion` of its EndpointPickerConfig. */
  readonly configApi: string;
  /** The oldest and the newest release whose flags and configuration were read, as minor versions. */
  readonly first: readonly [major: number, minor: number];
  readonly last: readonly [major: number, minor: number];
  /** The release that was run. */
  readonly newest: string;
  /** Why an older or a newer release is refused. */
  readonly bounds: string;
  /** The first release that maps the metrics of any engine in its configuration. */
  readonly engines: readonly [major: number, minor: number];
  /** The protocol of the port of its Service, where its chart sets one. */
  readonly appProtocol?: string;
  readonly source: string;
}

/**
 * The Gateway API Inference Extension itself, until its release 1.5 of April 2026. The flags of 1.0 are different ones,
 * and 1.6 has no picker but one for conformance tests.
 */
export const INFERENCE_EXTENSION: PickerProject = {
  title: 'the Gateway API Inference Extension',
  image: 'registry.k8s.io/gateway-api-inference-extension/epp',
  configApi: 'inference.networking.x-k8s.io/v1alpha1',
  first: [1, 1],
  last: [1, 5],
  newest: '1.5.0',
  bounds: 'release 1.0 lacks the flags that are written, and 1.6 contains no endpoint picker: it moved to llm-d',
  engines: [1, 5],
  source: 'https://github.com/kubernetes-sigs/gateway-api-inference-extension/blob/v1.6.0/README.md',
};

/** The llm-d Router, to which the picker moved. */
export const LLM_D_ROUTER: PickerProject = {
  title: 'the llm-d Router',
  image: 'ghcr.io/llm-d/llm-d-router-endpoint-picker',
  configApi: 'llm-d.ai/v1alpha1',
  first: [0, 9],
  last: [0, 10],
  newest: '0.10.0',
  bounds: 'an older release has another image and another configuration, and the flags of a newer one are unknown',
  engines: [0, 9],
  appProtocol: 'kubernetes.io/h2c',
  source: 'https://github.com/llm-d/llm-d-router/releases',
};

/** Major, minor and patch of a release; undefined for what is no version. */
export function releaseOf(version: unknown): readonly [number, number, number] | undefined {
  const found = typeof version === 'string' ? /^v?(\d{1,4})\.(\d{1,4})\.(\d{1,4})$/.exec(version) : null;
  return found === null ? undefined : [Number(found[1]), Number(found[2]), Number(found[3])];
}

/** Whether a release is not older than another one. */
export function isSince(
  [major, minor]: readonly [number, number, number],
  [firstMajor, firstMinor]: readonly [number, number],
): boolean {
  return major > firstMajor || (major === firstMajor && minor >= firstMinor);
}
