import type { ContainerPort } from '../../kubernetes/manifest';
import type { Workload } from '../../kubernetes/workload';

/** The ports that the containers of a workload declare. */
export function declaredPorts({ containers }: Workload): ContainerPort[] {
  return containers.flatMap((c) => c.ports ?? []);
}

/**
 * Tells, for a name or a number of a port, the first workload that declares no such port. The workloads are read once,
 * however many ports are looked for.
 */
export function firstWithout<T>(
  workloads: readonly Workload[], read: (port: ContainerPort) => T,
): (port: T) => Workload | undefined {
  const readAll = (workload: Workload) => new Set(declaredPorts(workload).map(read));
  const [first] = workloads;
  if (!first) return () => undefined;
  /** What all workloads declare, and of the rest of what the first declares, the first that does not. */
  const common = readAll(first);
  const without = new Map<T, Workload>();
  for (const workload of workloads) {
    const own = readAll(workload);
    for (const port of common) {
      if (own.has(port)) continue;
      common.delete(port);
      without.set(port, workload);
    }
  }
  return (port) => (common.has(port) ? undefined : without.get(port) ?? first);
}
