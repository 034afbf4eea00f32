import type { ContainerPort } from '../../kubernetes/manifest';
import type { Workload } from '../../kubernetes/workload';

/** The ports that the containers of a workload declare. */
export function declaredPorts({ containers }: Workload): readonly ContainerPort[] {
  return containers.length === 1 ? containers[0].ports ?? [] : containers.flatMap((c) => c.ports ?? []);
}

/**
 * Tells, for a name or a number of a port, the first workload that declares no such port. The workloads are read once,
 * however many ports are looked for, and not before one is.
 */
export function firstWithout<T>(
  workloads: readonly Workload[], read: (port: ContainerPort) => T,
): (port: T) => Workload | undefined {
  let lacking: ((port: T) => Workload | undefined) | undefined;
  return (port) => {
    lacking ??= readAll(workloads, read);
    return lacking(port);
  };
}

function readAll<T>(
  workloads: readonly Workload[], read: (port: ContainerPort) => T,
): (port: T) => Workload | undefined {
  const portsOf = (workload: Workload) => new Set(declaredPorts(workload).map(read));
  const [first, ...others] = workloads;
  if (!first) return () => undefined;
  /** What all workloads declare, and of the rest of what the first declares, the first that does not. */
  const common = portsOf(first);
  const without = new Map<T, Workload>();
  for (const workload of others) {
    const own = portsOf(workload);
    for (const port of common) {
      if (own.has(port)) continue;
      common.delete(port);
      without.set(port, workload);
    }
  }
  return (port) => (common.has(port) ? undefined : without.get(port) ?? first);
}

/** Whether a workload declares ports at all. */
export function hasPorts({ containers }: Workload): boolean {
  return containers.some(({ ports = [] }) => ports.length > 0);
}
