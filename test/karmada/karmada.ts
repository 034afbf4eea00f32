import { ApiObject, Chart } from 'cdk8s';
import { Cpu, Deployment } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { AutoscaledInference, KarmadaPropagation, ScalingEngine, Spoke, type AutoscaledInferenceProps, type KarmadaPropagationProps } from '../../src';
import { autoscaledProps, refusal, synth, testChart } from '../helpers';

export const [BJ, SH] = [Spoke.of('bj'), Spoke.of('sh')];

/** A model server with an autoscaler, in a chart of its own unless one is given. */
export function scaled(changes: Partial<AutoscaledInferenceProps> = {}, chart: Chart = testChart(), id: string = 'M'): AutoscaledInference {
  return new AutoscaledInference(chart, id, autoscaledProps(changes));
}

/** The same, scaled from the hub. */
export function federated(changes: Partial<AutoscaledInferenceProps> = {}, chart: Chart = testChart(), id: string = 'M'): AutoscaledInference {
  return scaled({ minReplicas: 2, engine: ScalingEngine.federated(), ...changes }, chart, id);
}

/** A Deployment without a Service or a budget. */
export function bare(chart: Chart, name: string = 'own', replicas?: number): Deployment {
  return new Deployment(chart, name, { metadata: { name }, replicas, containers: [{ name: 'main', image: 'a/own:1', ports: [{ number: 8080 }], resources: { cpu: { request: Cpu.units(1) } } }] });
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

/** Sends constructs to both clusters. */
export function send(of: Construct[], changes: Partial<KarmadaPropagationProps> = {}, id: string = 'Everywhere'): KarmadaPropagation {
  return new KarmadaPropagation(Chart.of(of[0]), id, { of, spokes: [BJ, SH], ...changes });
}

/** What a synth refuses, without the paths of the constructs that tell it; the rules of the library left out. */
export function told(chart: Chart): string[] {
  const lines = refusal(() => synth(chart))?.split('\n').slice(1).map((l) => l.trim()) ?? [];
  return lines.filter((l) => !/\[[a-z-]+\]$/.test(l)).map((l) => l.replace(/^\[[^\]]*\] /, ''));
}
