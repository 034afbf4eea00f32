/** What every variant is asked for: so many services, in one chart or in one chart each. */
export interface Plan {
  readonly services: number;
  readonly charts: 'one' | 'each';
  /** Where the manifests go. */
  readonly outdir: string;
}

/** A variant makes its objects, and gives back what writes them. */
export interface Variant {
  build(plan: Plan): () => void;
}

/** What differs from service to service; everything else is the same in all of them. */
export interface FleetService {
  readonly name: string;
  readonly targetUtilization: number;
  readonly maxReplicas: number;
}

export const NAMESPACE = 'fleet';
export const CLAIM = 'models';
export const ENVIRONMENT: Record<string, string> = {
  TF_CPP_MIN_LOG_LEVEL: '1',
  OMP_NUM_THREADS: '4',
  KMP_AFFINITY: 'granularity=fine,compact,1,0',
};

export function fleet({ services }: Pick<Plan, 'services'>): FleetService[] {
  return Array.from({ length: services }, (_, i) => ({
    name: `model-${i}`,
    targetUtilization: 50 + i % 30,
    maxReplicas: 4 + i % 8,
  }));
}

/** The services of each chart: all in one, or each in its own. */
export function byChart(plan: Plan): Array<{ readonly chart: string; readonly services: FleetService[] }> {
  const services = fleet(plan);
  if (plan.charts === 'one') return [{ chart: NAMESPACE, services }];
  return services.map((s) => ({ chart: s.name, services: [s] }));
}
