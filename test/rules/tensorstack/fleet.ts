/** Manifests as JSON, which is YAML too: HyperMLServices are deep, and their tests are about what stands inside. */

type Manifest = Record<string, unknown>;

/** A HyperMLService, by the clusters and the manifests of each workload. */
export function fleet(workloads: unknown, name: string = 'fleet'): Manifest {
  const metadata = { name, namespace: 'demo' };
  return { apiVersion: 'tensorstack.dev/v1beta1', kind: 'HyperMLService', metadata, spec: { workloads } };
}

export function runtime(name: string, namespace: string | null = 'demo'): Manifest {
  const spec = { enabled: true, template: { spec: { containers: [{ name: 'user-container', image: 'a/b:1' }] } } };
  return { apiVersion: 'tensorstack.dev/v1beta1', kind: 'MLServiceRuntime', metadata: { name, namespace }, spec };
}

/** An MLService with a release for each of some runtimes. */
export function service(name: string, ...runtimes: string[]): Manifest {
  const releases = runtimes.map((r, i) => ({ name: `r${i}`, predictor: { model: { runtime: r } } }));
  const metadata = { name, namespace: 'demo' };
  return { apiVersion: 'tensorstack.dev/v1beta1', kind: 'MLService', metadata, spec: { default: 'r0', releases } };
}

export function secret(name: string, namespace: string | null = 'demo'): Manifest {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, type: 'Opaque' };
}

export function config(name: string, namespace: string | null = 'demo'): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace } };
}

/** Objects as one YAML text. */
export function text(...objects: unknown[]): string {
  return objects.map((o) => JSON.stringify(o)).join('\n---\n');
}
