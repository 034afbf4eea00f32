/** What a picker reads in its namespace; with several replicas it also holds the lease of the one that answers. */
export function pickerRules(replicas: number): object[] {
  const rules: object[] = [
    { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: ['inference.networking.k8s.io'], resources: ['inferencepools'], verbs: ['get', 'list', 'watch'] },
    {
      apiGroups: ['inference.networking.x-k8s.io', 'llm-d.ai'],
      resources: ['inferenceobjectives', 'inferencemodelrewrites'],
      verbs: ['get', 'list', 'watch'],
    },
  ];
  if (replicas > 1) {
    rules.push(
      { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get', 'create', 'update'] },
      { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
    );
  }
  return rules;
}
