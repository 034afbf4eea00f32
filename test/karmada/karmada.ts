import { ApiObject, Chart } from 'cdk8s';
import { Cpu, Deployment } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import {
  AutoscaledInference, KarmadaPropagation, ScalingEngine, Spoke, type AutoscaledInferenceProps,
  type KarmadaPropagationProps,
} from '../../src';
import { inspectBelow } from '../../src/app/validator';
import { titleOf } from '../../src/rules/rule';
import { autoscaledProps, testChart } from '../helpers';

export const [BJ, SH] = [Spoke.of('bj'), Spoke.of('sh')];

type ServerChanges = Partial<AutoscaledInferenceProps>;

/** A model server with an autoscaler, in a chart of its own unless one is given. */
export function scaled(changes: ServerChanges = {}, chart: Chart = testChart(), id: string = 'M'): AutoscaledInference {
  return new AutoscaledInference(chart, id, autoscaledProps(changes));
}

/** The same, scaled from the hub. */
export function federated(changes: ServerChanges = {}, chart?: Chart, id?: string): AutoscaledInference {
  return scaled({ minReplicas: 2, engine: ScalingEngine.federated(), ...changes }, chart, id);
}

/** A Deployment without a Service or a budget. */
export function bare(chart: Chart, name: string = 'own', replicas?: number): Deployment {
  return new Deployment(chart, name, {
    metadata: { name },
    replicas,
    containers: [{
      name: 'main', image: 'a/own:1', ports: [{ number: 8080 }], resources: { cpu: { request: Cpu.units(1) } },
    }],
  });
}

interface Raw {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly [field: string]: any };
  readonly [field: string]: any;
}

/** An object of any kind. */
export function raw(chart: Construct, manifest: Raw): ApiObject {
  return new ApiObject(chart, `${manifest.kind}-${manifest.metadata.name}`, manifest);
}

/** Propagates constructs to both clusters. */
export function send(
  of: Construct[], changes: Partial<KarmadaPropagationProps> = {}, id: string = 'Everywhere',
): KarmadaPropagation {
  return new KarmadaPropagation(Chart.of(of[0]), id, { of, spokes: [BJ, SH], ...changes });
}

/** A finding: its code, the object that it names, the field and its value. */
export type Told = [code: string, object: string, field: string, value: unknown];

/** The errors of the whole app, and no others than those that are expected; with them one warning. */
export function told(chart: Chart): Told[] {
  return inspectBelow(chart.node.root)
    .filter((f) => f.severity === 'error' || f.rule === 'karmada-cluster-without-replica')
    // These tests write no more of an object than Karmada reads.
    .filter(({ rule }) => !/^field-/.test(rule))
    .map((f) => [f.rule, titleOf(f), f.problem.field, f.problem.value]);
}

/** The ids of the rules that report an error. */
export function errors(chart: Chart): string[] {
  return told(chart).map(([code]) => code);
}

/** What `told` gives for a division that is wrong for an object, or for what states its replicas. */
export function dividing(code: string, value: string | undefined, policy: string = 'vision/everywhere'): Told {
  return [code, `PropagationPolicy ${policy}`, 'spec.placement.replicaScheduling', value];
}
