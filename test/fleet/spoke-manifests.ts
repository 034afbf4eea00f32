/** What each cluster gets: the objects inside HyperMLServices, and those that Karmada's policies select. */
export function spokeManifests(objects: readonly any[]): Map<string, any[]> {
  const clusters = new Map<string, any[]>();
  const give = (cluster: string, object: any) => {
    clusters.set(cluster, [...(clusters.get(cluster) ?? []), object]);
  };
  for (const { spec } of objects.filter((o) => o.kind === 'HyperMLService')) {
    for (const { clusters: names, manifests } of spec.workloads) {
      for (const name of names) manifests.forEach((m: any) => give(name, m));
    }
  }
  for (const { spec } of objects.filter((o) => /^(Cluster)?PropagationPolicy$/.test(o.kind))) {
    for (const cluster of spec.placement.clusterAffinity.clusterNames) {
      const selected = objects.filter((o) => isSelected(spec.resourceSelectors, o));
      for (const object of selected) give(cluster, overridden(structuredClone(object), cluster, objects));
    }
  }
  return clusters;
}

const isSelectedBy = (s: any, o: any) => s.apiVersion === o.apiVersion && s.kind === o.kind
  && s.name === o.metadata.name && (s.namespace ?? undefined) === o.metadata.namespace;
const isSelected = (selectors: any[], o: any) => selectors.some((s) => isSelectedBy(s, o));

/** An object with Karmada's overrides for a cluster: only the overriders that the examples use. */
function overridden(object: any, cluster: string, objects: readonly any[]): any {
  const isOverride = (o: any) => o.kind === 'OverridePolicy' && isSelected(o.spec.resourceSelectors, object);
  for (const { spec } of objects.filter(isOverride)) {
    for (const { targetCluster, overriders } of spec.overrideRules) {
      if (!targetCluster.clusterNames.includes(cluster)) continue;
      for (const { component, value } of overriders.imageOverrider ?? []) {
        if (component !== 'Registry') throw new Error(`an image overrider of ${component} is not supported`);
        for (const c of object.spec.template.spec.containers) {
          c.image = c.image.replace(/^[^/]*[.:][^/]*\//, `${value}/`);
        }
      }
      for (const { path: pointer, operator, value } of overriders.plaintext ?? []) {
        const parts = pointer.slice(1).split('/');
        const last = parts.pop();
        const parent = parts.reduce((at: any, part: string) => at[part], object);
        if (operator === 'remove') {
          delete parent[last];
        } else {
          parent[last] = value;
        }
      }
    }
  }
  return object;
}
