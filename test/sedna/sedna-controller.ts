/**
 * What Sedna's Global Manager (v0.7) makes of a JointInferenceService and its Models: a small model of its controller,
 * for tests and for proofs without Sedna. It follows the sources (`pkg/globalmanager/controllers/jointinference`,
 * `pkg/globalmanager/runtime`), in their order, and is written without the library's own knowledge of it, so that one
 * checks the other.
 */

import { posix } from 'path';

export interface Sedna {
  /** Whether its ServiceAccount may make autoscalers; as installed it may not. */
  readonly mayScale: boolean;
  readonly localController?: string;
}

export interface Made {
  readonly objects: any[];
  /** The first error, which ends it. */
  readonly failed?: string;
}

const UID = '00000000-0000-4000-8000-000000000000';

export function reconcile(
  jis: any,
  others: readonly any[],
  { mayScale, localController = 'http://localhost:9100' }: Sedna,
): Made {
  const objects: any[] = [];
  const { name, namespace = 'default' } = jis.metadata;
  const model = (wanted: string) =>
    others.find(
      (o) => o.kind === 'Model' && o.metadata.name === wanted && (o.metadata.namespace ?? 'default') === namespace,
    );
  const secret = (wanted: string) =>
    others.find(
      (o) => o.kind === 'Secret' && o.metadata.name === wanted && (o.metadata.namespace ?? 'default') === namespace,
    );
  const own = {
    namespace,
    ownerReferences: [
      {
        apiVersion: 'sedna.io/v1alpha1',
        kind: 'JointInferenceService',
        name,
        uid: UID,
        controller: true,
        blockOwnerDeletion: true,
      },
    ],
  };
  const labels = (type: string) => ({
    'jointinferenceservice.sedna.io/name': name,
    'jointinferenceservice.sedna.io/uid': UID,
    'jointinferenceservice.sedna.io/worker-type': type.toLowerCase(),
  });

  const worker = (type: 'Cloud' | 'Edge', params: Record<string, string>): string | undefined => {
    const spec = type === 'Cloud' ? jis.spec.cloudWorker : jis.spec.edgeWorker;
    const found = model(spec.model.name);
    if (!found) return `failed to get model ${spec.model.name}: models.sedna.io "${spec.model.name}" not found`;
    const deployment = `${name}-deployment-${type.toLowerCase()}`;
    const workerLabels: Record<string, string> = { ...labels(type), 'app.sedna.io': `${name}-${type}-svc` };
    const pod = structuredClone(spec.template.spec);
    const env = {
      ...params,
      NAMESPACE: namespace,
      SERVICE_NAME: name,
      WORKER_NAME: `${type.toLowerCase()}worker-00000`,
    };
    inject(pod, found.spec.url, env, found.spec.credentialName && secret(found.spec.credentialName));
    const invalid = wrongOf(workerLabels, pod);
    if (!invalid) {
      objects.push({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: deployment, ...own, labels: workerLabels },
        spec: { selector: { matchLabels: workerLabels }, template: { metadata: { labels: workerLabels }, spec: pod } },
      });
    }
    // The error of an invalid Deployment is overwritten by the outcome of the autoscaler.
    if (!spec.hpa) return invalid && `Deployment.apps "${deployment}" is invalid: ${invalid}`;
    const { minReplicas, maxReplicas, metrics, behavior } = spec.hpa;
    const refused = (why: string) => `failed to create hpa for Deployment hpa-${deployment}, err: ${why}`;
    if (!mayScale) return refused('horizontalpodautoscalers.autoscaling is forbidden');
    if ((minReplicas ?? 1) > maxReplicas) {
      return refused(`HorizontalPodAutoscaler.autoscaling "hpa-${deployment}" is invalid`);
    }
    objects.push({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: `hpa-${deployment}`, ...own, labels: labels(type) },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: deployment },
        ...(minReplicas !== undefined && { minReplicas }),
        maxReplicas,
        ...(metrics && { metrics }),
        ...(behavior && { behavior }),
      },
    });
    return undefined;
  };

  const cloud = worker('Cloud', { BIG_MODEL_BIND_PORT: '5000' });
  if (cloud) return { objects, failed: cloud };
  const service = `${name}-Cloud`.toLowerCase();
  if (service.includes('.')) return { objects, failed: `Service "${service}" is invalid: must not contain dots` };
  objects.push({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: service, ...own, labels: labels('Cloud') },
    spec: { selector: labels('Cloud'), ports: [{ name: 'tcp-0', protocol: 'TCP', port: 5000, targetPort: 5000 }] },
  });
  const edge = worker('Edge', {
    BIG_MODEL_IP: `${service}.${namespace}`,
    BIG_MODEL_PORT: '5000',
    HEM_NAME: jis.spec.edgeWorker.hardExampleMining.name,
    HEM_PARAMETERS: JSON.stringify(
      jis.spec.edgeWorker.hardExampleMining.parameters?.map(({ key, value }: any) => ({ key, value })) ?? null,
    ),
    LC_SERVER: localController,
  });
  return { objects, failed: edge };
}

/** What the API server refuses of a Deployment. */
function wrongOf(labels: Record<string, string>, pod: any): string | undefined {
  if (Object.values(labels).some((v) => v.length > 63)) return 'must be no more than 63 characters';
  const twice = (values: string[]) => values.find((v, i) => values.indexOf(v) !== i);
  const names = [
    (pod.volumes ?? []).map((v: any) => v.name),
    ...pod.containers.map((c: any) => (c.volumeMounts ?? []).map((m: any) => m.mountPath)),
  ];
  const found = names.map(twice).find((v) => v !== undefined);
  return found === undefined ? undefined : `Duplicate value: "${found}"`;
}

/** Brings the model into every container, and appends the variables of Sedna to theirs. */
function inject(pod: any, url: string, env: Record<string, string>, secret: any): void {
  const parsed = /^(?:([a-z][a-z0-9+.-]*):)?(?:\/\/(?:[^/?#]*@)?([^/?#]*))?([^?#]*)/i.exec(url)!;
  const [scheme, host = '', path] = [parsed[1]?.toLowerCase(), parsed[2], decodeURIComponent(parsed[3])];
  const all: Array<{ name: string; value: string }> = [];
  let volume: any;
  let mount: any;
  if (scheme === undefined) {
    const folder = folderOf(url);
    volume = { name: validName(folder), hostPath: { path: folder, type: 'Directory' } };
    env.MODEL_URL = posix.join('/home/data', path);
    mount = { name: volume.name, mountPath: folderOf(env.MODEL_URL) };
    all.push({ name: 'DATA_PATH_PREFIX', value: '/home/data' });
  } else if (['s3', 'http', 'https'].includes(scheme)) {
    volume = { name: 'sedna-storage-initializer', emptyDir: {} };
    mount = { name: volume.name, mountPath: '/downloads', readOnly: true };
    env.MODEL_URL = posix.join('/downloads', `${host}${path}`);
    pod.initContainers = [...(pod.initContainers ?? []), {
      name: 'storage-initializer',
      image: 'kubeedge/sedna-storage-initializer:v0.3.0',
      imagePullPolicy: 'IfNotPresent',
      args: [url, folderOf(env.MODEL_URL)],
      terminationMessagePolicy: 'FallbackToLogsOnError',
      resources: { limits: { cpu: '1', memory: '1Gi' } },
      volumeMounts: [{ name: volume.name, mountPath: '/downloads' }],
      env: [...storeVariables(scheme, secret), { name: 'INDIRECT_URL_MARK', value: '@' }],
    }];
  } else {
    env.MODEL_URL = url;
  }
  if (volume) pod.volumes = [...(pod.volumes ?? []), volume];
  all.push(...Object.entries(env).map(([name, value]) => ({ name, value })));
  for (const c of pod.containers) {
    if (mount) c.volumeMounts = [...(c.volumeMounts ?? []), mount];
    c.env = [...(c.env ?? []), ...all];
  }
}

/** The credentials of an S3 store, which Sedna copies from the Secret of the Model. */
function storeVariables(scheme: string, secret: any): Array<{ name: string; value: string }> {
  const endpoint = secret?.metadata?.annotations?.['s3-endpoint'];
  if (scheme !== 's3' || !endpoint) return [];
  const protocol = secret.metadata.annotations['s3-usehttps'] === '0' ? 'http' : 'https';
  const data = (key: string) => secret.stringData?.[key] ?? Buffer.from(secret.data?.[key] ?? '', 'base64').toString();
  return [
    { name: 'S3_ENDPOINT_URL', value: `${protocol}://${endpoint}` },
    { name: 'ACCESS_KEY_ID', value: data('ACCESS_KEY_ID') },
    { name: 'SECRET_ACCESS_KEY', value: data('SECRET_ACCESS_KEY') },
  ];
}

/** `filepath.Split`: the folder of a file, with the slash at its end. */
function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}

/** `ConvertK8SValidName` of `runtime/common.go`. */
function validName(text: string): string {
  const fixed = text
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '\0')
    .replace(/^\0+/, '')
    .replace(/(-?)\0+/g, '-')
    .slice(0, 63);
  return fixed.replace(/-$/, 'z') || 'sedna-default-volume-name';
}

/** Whether the controller creates a Deployment again when it is deleted, while these services exist. */
export function isRecreated(deployment: any, services: readonly any[]): boolean {
  const { name, namespace = 'default' } = deployment.metadata;
  const end = name.indexOf('-deployment');
  const wanted = end < 0 ? name : name.slice(0, end);
  return services.some((s) => s.metadata.name === wanted && (s.metadata.namespace ?? 'default') === namespace);
}
