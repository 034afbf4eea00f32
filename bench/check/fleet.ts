import * as fs from 'fs';
import * as path from 'path';

const GOLDEN = path.join(__dirname, '../../examples/quick-start/golden');

/** What a team has beside the service of the quick start, as people write it by hand. */
const BESIDE = `apiVersion: v1
kind: ServiceAccount
metadata:
  name: classifier-store
  namespace: vision
automountServiceAccountToken: false
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: models
  namespace: vision
spec:
  accessModes: [ReadOnlyMany]
  storageClassName: shared
  resources:
    requests:
      storage: 20Gi
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: classifier
  namespace: vision
spec:
  rules:
    - host: classifier.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: classifier
                port:
                  name: http
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: classifier
  namespace: vision
spec:
  podSelector:
    matchLabels:
      app: classifier
  policyTypes: [Ingress]
  ingress:
    - ports:
        - port: 8501
---
apiVersion: v1
kind: Service
metadata:
  name: classifier-store
  namespace: vision
spec:
  clusterIP: None
  selector:
    app: classifier-store
  ports:
    - name: redis
      port: 6379
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: classifier-store
  namespace: vision
spec:
  serviceName: classifier-store
  replicas: 1
  selector:
    matchLabels:
      app: classifier-store
  template:
    metadata:
      labels:
        app: classifier-store
    spec:
      serviceAccountName: classifier-store
      containers:
        - name: redis
          image: docker.io/library/redis:8.2
          ports:
            - name: redis
              containerPort: 6379
          resources:
            requests: {cpu: 250m, memory: 256Mi}
            limits: {memory: 256Mi}
          readinessProbe:
            tcpSocket:
              port: redis
          volumeMounts:
            - name: data
              mountPath: /data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        resources:
          requests:
            storage: 1Gi
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: classifier-report
  namespace: vision
spec:
  schedule: "17 3 * * *"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      backoffLimit: 2
      template:
        metadata:
          labels:
            app: classifier-report
        spec:
          restartPolicy: Never
          containers:
            - name: report
              image: docker.io/library/python:3.14-slim
              command: [python, -m, report, --of, classifier]
              resources:
                requests: {cpu: 100m, memory: 128Mi}
`;

/** Faults of which each gives one finding: what is written instead of what. */
const FAULTS: ReadonlyArray<readonly [kind: string, written: string, instead: string]> = [
  ['HorizontalPodAutoscaler', '    name: classifier\n', '    name: clasifier\n'],
  ['Service', '  selector:\n    app: classifier\n', '  selector:\n    app: clasifier\n'],
  ['HorizontalPodAutoscaler', 'minReplicas: 1', 'minReplicas: 5'],
  ['PodDisruptionBudget', 'maxUnavailable: 1', 'maxUnavailable: 0'],
  ['Deployment', '              cpu: "1"\n', ''],
];

/** Of the objects of a file with faults, one in so many has one. */
const ONE_IN = 100;

/** What a file holds beside the number of its objects. */
export interface Fleet {
  /** Whether one in a hundred objects has a fault. */
  readonly faults: boolean;
  /** Whether each team has a namespace of its own, instead of one for all. */
  readonly namespaces: boolean;
}

/** A file with so many objects: teams of twelve, whose names differ. */
export function fleet(objects: number, { faults, namespaces }: Fleet): string {
  const team = template();
  let due = 0;
  let made = 0;
  const written = Array.from({ length: objects }, (_, i) => {
    let text = team[i % team.length];
    due += faults ? 1 / ONE_IN : 0;
    const [kind, from, to] = FAULTS[made % FAULTS.length];
    if (due > made && text.includes(`kind: ${kind}\n`) && text.includes(from)) {
      text = text.replace(from, to);
      made += 1;
    }
    const n = Math.floor(i / team.length);
    const named = text.replaceAll('classifier', `classifier-${n}`)
      .replaceAll(/(name|claimName): models$/gm, `$1: models-${n}`);
    return namespaces ? named.replaceAll(/: vision$/gm, `: vision-${n}`) : named;
  });
  return written.join('---\n');
}

/** The objects of one team, as text. */
function template(): string[] {
  const files = fs.readdirSync(GOLDEN).sort().map((file) => fs.readFileSync(path.join(GOLDEN, file), 'utf8'));
  return [...files, BESIDE].flatMap((text) => text.split(/^---\n/m));
}
