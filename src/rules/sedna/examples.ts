/** What the examples of these rules share, as YAML that goes on with another object. */

/** The models of both workers. */
export const MODELS = `apiVersion: sedna.io/v1alpha1
kind: Model
metadata: { name: little, namespace: vision }
spec: { url: 's3://models/little.pb', format: pb }
---
apiVersion: sedna.io/v1alpha1
kind: Model
metadata: { name: big, namespace: vision }
spec: { url: 's3://models/big.pb', format: pb }
---`;

/** What lets Sedna create autoscalers. */
export const ACCESS = `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: sedna-autoscalers, namespace: vision }
rules:
  - { apiGroups: [autoscaling], resources: [horizontalpodautoscalers], verbs: [get, create, update, delete] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: sedna-autoscalers, namespace: vision }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: sedna-autoscalers }
subjects: [{ kind: ServiceAccount, name: sedna, namespace: sedna }]
---`;
