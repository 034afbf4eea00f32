import { destinationRuleHostTwice } from '../istio/destination-rule-host-twice';
import { tlsHostUnverified } from '../istio/tls-host-unverified';
import { httpRouteInferencePool } from '../llm-routing/http-route-inference-pool';
import { inferencePoolPickerPort } from '../llm-routing/inference-pool-picker-port';
import { inferencePoolScalesToZero } from '../llm-routing/inference-pool-scales-to-zero';
import { inferencePoolSelectsNothing } from '../llm-routing/inference-pool-selects-nothing';
import type { Rule } from '../rule';

/** The rules of gateways: what Istio reads of its objects, and the pools of language models behind a Gateway. */
export const GATEWAY_RULES: readonly Rule[] = [
  destinationRuleHostTwice,
  tlsHostUnverified,
  inferencePoolSelectsNothing,
  inferencePoolScalesToZero,
  inferencePoolPickerPort,
  httpRouteInferencePool,
];
