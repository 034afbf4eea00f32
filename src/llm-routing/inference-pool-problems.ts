import { EndpointPicker } from './endpoint-picker';
import { engineOf } from './engine-series';
import { InferenceGateway, PickerFailureMode, type InferencePoolProps } from './inference-pool-options';
import { PickerEngine } from './picker-engine';
import { routeProblems } from './route-problems';
import type { ModelServer } from '../servers/model-server';
import { DNS_1035_LABEL, type Grammar } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

const PROTOCOL = 'https://github.com/kubernetes-sigs/gateway-api-inference-extension/tree/v1.5.0/docs/proposals/'
  + '003-model-server-protocol';

/** What is appended to the name of a pool for its picker. */
export const PICKER = '-picker';

/** The name of a pool, so that its picker has the name of a Service. */
const NAME: Grammar = {
  title: `a DNS-1035 label of at most ${DNS_1035_LABEL.max - PICKER.length} characters`,
  pattern: DNS_1035_LABEL.pattern,
  max: DNS_1035_LABEL.max - PICKER.length,
};

/** All problems of the properties of a pool. */
export function inferencePoolProblems(props: InferencePoolProps): Problem[] {
  const { inference, name, engine, picker, failureMode, gatewayType, route } = props;
  const problems = new Problems();
  if (isServed(inference)) {
    const isNamed = name !== undefined;
    problems.addAll(check.name(isNamed ? 'name' : 'inference', name ?? inference.name, NAME, 'set a shorter name'));
    problems.addAll(serverProblems(inference.server, props));
  } else {
    problems.add({
      code: 'llm-routing/not-a-served-model',
      field: 'inference',
      value: inference,
      rule: 'must be a served model, such as an AutoscaledInference or InferenceDeployment',
      why: 'the pods, the port and the metrics of anything else are unknown',
      fix: 'use one of these constructs',
    });
  }
  problems.addAll(oneOf('engine', engine, Object.values(PickerEngine), 'the picker reads the series of these only'));
  problems.addAll(oneOf(
    'failureMode',
    failureMode,
    Object.values(PickerFailureMode),
    'the API server would reject any other value',
  ));
  problems.addAll(oneOf(
    'gatewayType',
    gatewayType,
    Object.values(InferenceGateway),
    'what any other gateway needs is unknown',
  ));
  problems.addAll(pickerProblems(picker));
  problems.within('route', routeProblems(route));
  return problems.all;
}

function isServed(inference: unknown): inference is InferencePoolProps['inference'] {
  if (!check.isObject(inference)) return false;
  const { server, selector, name } = inference as Partial<InferencePoolProps['inference']>;
  return check.isObject(server?._row) && check.isObject(selector) && typeof name === 'string';
}

function pickerProblems(picker: unknown): Problem[] {
  if (picker === undefined) return [];
  if (picker instanceof EndpointPicker) {
    const problems = new Problems();
    problems.within('picker', picker._problems());
    return problems.all;
  }
  return [{
    code: 'llm-routing/not-a-picker',
    field: 'picker',
    value: picker,
    rule: 'must be an EndpointPicker',
    why: 'the release decides the image, the flags and the configuration',
    fix: 'use EndpointPicker.llmDRouter, or omit it',
  }];
}

/** A server that the picker can read, or its problem. */
function serverProblems(server: ModelServer, { engine, picker }: InferencePoolProps): Problem[] {
  const known = engine ?? engineOf(server);
  const { id } = server._row;
  if (server.httpPort === undefined) {
    return [{
      code: 'llm-routing/server-without-http',
      field: 'inference',
      value: id,
      rule: 'must be served by HTTP',
      why: 'the picker reads the prompt of an OpenAI request, and the gateway sends it to that port',
      fix: 'give the server an HTTP port',
      source: PROTOCOL,
    }];
  }
  if (known === undefined) {
    return [{
      code: 'llm-routing/engine-unknown',
      field: 'engine',
      value: id,
      rule: `must be set for ${id}: one of ${Object.values(PickerEngine).join(', ')}`,
      why: 'the picker compares the queues and KV caches of the pods, and knows no series of this server',
      fix: 'set engine where one of these runs inside the server, or route to its Service without a pool',
      source: PROTOCOL,
    }];
  }
  const problems = new Problems();
  problems.addAll(metricsProblems(server));
  if (known !== PickerEngine.VLLM && picker instanceof EndpointPicker && !picker._mapsEngines) {
    problems.add({
      code: 'llm-routing/engine-needs-newer-picker',
      field: 'engine',
      value: known,
      rule: `needs a picker of ${picker._project.title} ${picker._project.engines.join('.')} or newer, not `
        + picker.version,
      why: 'an older one reads the series of vLLM; 1.4 even exits where a flag names others',
      fix: 'use a newer release',
      source: PROTOCOL,
    });
  }
  return problems.all;
}

function metricsProblems({ metricsPort, httpPort, metricsPath }: ModelServer): Problem[] {
  if (metricsPort === undefined || metricsPath === undefined) {
    return [{
      code: 'llm-routing/metrics-off',
      field: 'inference',
      value: metricsPath,
      rule: 'must expose metrics',
      why: 'the picker would score every pod alike, and log an error for each of its reads',
      fix: 'set enableMetrics: true',
      source: PROTOCOL,
    }];
  }
  if (metricsPort === httpPort) return [];
  return [{
    code: 'llm-routing/metrics-on-other-port',
    field: 'inference',
    value: metricsPort,
    rule: `must expose its metrics on the port of its API, ${httpPort}`,
    why: 'the picker reads them from the port that it sends requests to',
    fix: 'have the server expose both on one port, as its OpenAI front end does',
    source: PROTOCOL,
  }];
}

function oneOf(field: string, value: unknown, known: readonly string[], why: string): Problem[] {
  if (value === undefined || known.includes(value as string)) return [];
  return [{
    code: 'llm-routing/unknown-value',
    field,
    value,
    rule: `must be one of ${known.join(', ')}`,
    why,
    fix: 'use a value of the enumeration, or omit it',
  }];
}
