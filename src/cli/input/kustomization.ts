import { readFileSync } from 'fs';
import { readYaml } from './kubernetes-yaml';

/** Whether a file is the one that kustomize builds from. */
export function isKustomization(name: string): boolean {
  return /^kustomization\.ya?ml$/.test(name) || name === 'Kustomization';
}

/** The files that a kustomization patches others with: parts of objects, which mean nothing by themselves. */
export function patchesOf(file: string): string[] {
  try {
    return readYaml(readFileSync(file, 'utf8')).values.flatMap(patchFiles);
  } catch {
    return [];
  }
}

function patchFiles(value: unknown): string[] {
  const { patches, patchesStrategicMerge, patchesJson6902 } = (value ?? {}) as Record<string, unknown>;
  const named = [...listed(patches), ...listed(patchesJson6902)];
  const paths = named.map((patch) => (patch as { path?: unknown } | null)?.path);
  return [...paths, ...listed(patchesStrategicMerge)]
    .filter((path): path is string => typeof path === 'string' && !path.includes('\n'));
}

function listed(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
