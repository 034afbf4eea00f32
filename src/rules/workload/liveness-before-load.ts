import type { Container, Probe } from '../../kubernetes/manifest';
import { amountOf } from '../../kubernetes/quantities';
import { requestOf } from '../../kubernetes/workload';
import { containerName, containerPath } from '../container-path';
import { modelEvidence } from '../model-evidence';
import type { Rule } from '../rule';

/** How long a model may take to load, in seconds: what is later than this counts as intended. */
const MODEL_LOAD = 300;
/** The same of a server of which nothing says that it has a model. */
const PLAIN_START = 60;
const BIG_CPU = 1;
const BIG_MEMORY = 2 * 2 ** 30;

export const livenessBeforeLoad: Rule = {
  id: 'liveness-before-load',
  title: 'A liveness probe should not count while the model loads',
  severity: 'advice',
  description: [
    'Fires when a container has a liveness probe and no startup probe, and something says that it may not answer for',
    'longer than the probe waits (`initialDelaySeconds` and `failureThreshold` times `periodSeconds`).',
    '',
    'The kubelet kills such a container while it still loads, and again after each restart (`CrashLoopBackOff`). A',
    'startup probe holds the liveness probe back until the server has answered once.',
    '',
    'What says so, while the probe waits less than 300 s: the container requests a GPU or another extended resource;',
    'its image is that of a known model server; its arguments, variables or volume mounts name a model; or its',
    'readiness probe starts only after the liveness probe has failed. Of any other server it is said where an',
    'autoscaler starts it, it requests a CPU or 2 GiB of memory or more, and the probe waits less than 60 s.',
  ].join('\n'),
  fix: [
    'Add a startup probe that allows for the longest load: `failureThreshold` times `periodSeconds`. The servers of',
    'this library have one.',
    '',
    'Acknowledge it when the server answers its liveness probe before it has loaded, or loads in time.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#startup-probe',
  failing: example(''),
  repaired: example('\n          startupProbe: { tcpSocket: { port: 8000 }, periodSeconds: 10, failureThreshold: 30 }'),
  check: (inventory, report) => {
    for (const workload of inventory.workloads) {
      const { object, containers, worker } = workload;
      if (object.kind === 'Job' || object.kind === 'CronJob') continue;
      for (const container of containers) {
        const { livenessProbe, startupProbe } = container;
        if (!livenessProbe || startupProbe) continue;
        const waits = failsAfter(livenessProbe);
        const isScaled = inventory.scaling(workload).length > 0;
        const reason = reasonFor(container, waits, isScaled || worker !== undefined);
        if (reason === undefined) continue;
        report(object, {
          field: `${containerPath(workload, container)}.livenessProbe`,
          rule: `should have a startupProbe beside it: it kills container ${containerName(container)} after ${waits} s `
            + `without an answer, and ${reason}`,
          why: 'a server that still loads is killed, and loads again from the start',
          fix: 'add a startupProbe whose failureThreshold times periodSeconds allows for the longest load',
        });
      }
    }
  },
};

/** The seconds after which a container is killed that never answers. */
function failsAfter({ initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 }: Probe): number {
  return initialDelaySeconds + (periodSeconds || 10) * (failureThreshold || 3);
}

function reasonFor(container: Container, waits: number, isScaled: boolean): string | undefined {
  if (waits >= MODEL_LOAD) return undefined;
  const evidence = modelEvidence(container);
  if (evidence !== undefined) return evidence;
  const ready = container.readinessProbe?.initialDelaySeconds ?? 0;
  if (ready >= waits) return `its readiness probe starts after ${ready} s`;
  if (!isScaled || waits >= PLAIN_START) return undefined;
  const isBig = (resource: string, least: number) => (amountOf(requestOf(container, resource)) ?? 0) >= least;
  return isBig('cpu', BIG_CPU) || isBig('memory', BIG_MEMORY)
    ? 'a server of its size may take longer to start'
    : undefined;
}

function example(startup: string): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: chat }
spec:
  selector: { matchLabels: { app: chat } }
  template:
    metadata: { labels: { app: chat } }
    spec:
      containers:
        - name: server
          image: vllm/vllm-openai:v0.11.0
          args: ['--model=/models/qwen2.5-7b']
          readinessProbe: { httpGet: { path: /health, port: 8000 } }
          livenessProbe: { httpGet: { path: /health, port: 8000 }, periodSeconds: 10, failureThreshold: 3 }${startup}
          resources: { limits: { nvidia.com/gpu: 1 } }
`;
}
