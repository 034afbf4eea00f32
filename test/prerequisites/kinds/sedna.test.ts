import { all, needs, only } from '../needs';

const joint = (edge: string, cloud: string = '') => `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: default }
spec:
  edgeWorker: { model: { name: little }, ${edge} }
  cloudWorker: { model: { name: big }, ${cloud} }
`;
const model = (name: string) => `{ apiVersion: sedna.io/v1alpha1, kind: Model, metadata: { name: ${name}, namespace: `
  + 'default } }';
const of = (prefix: string, yaml: string) => needs(yaml).filter(([id]) => id.startsWith(prefix));
const USE = 'JointInferenceService default/helmet';
const ACCESS = `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: sedna }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit }
subjects: [{ kind: ServiceAccount, name: sedna, namespace: sedna }]
`;

test('models that are not here', () => {
  expect(of('sedna-model', joint(''))).toEqual([
    ['sedna-model/default/little', `${USE} spec.edgeWorker.model.name`],
    ['sedna-model/default/big', `${USE} spec.cloudWorker.model.name`],
  ]);
  expect(of('sedna-model', all(joint(''), model('little'), model('big')))).toEqual([]);
});

test('autoscalers need v0.7, and the right to create them', () => {
  const set = joint('', 'hpa: { maxReplicas: 3 }');
  expect(of('sedna-autoscaler', set)).toEqual([
    ['sedna-autoscalers', `${USE} spec.cloudWorker.hpa`],
    ['sedna-autoscaler-access/default', `${USE} spec.cloudWorker.hpa`],
  ]);
  expect(only(set, 'sedna-autoscaler-access/default').check).toBe('kubectl auth can-i create '
    + 'horizontalpodautoscalers.autoscaling --as=system:serviceaccount:sedna:sedna');
});

test('not the right where the set grants it, and neither without an autoscaler', () => {
  expect(of('sedna-autoscaler', all(joint('hpa: { maxReplicas: 3 }'), ACCESS)))
    .toEqual([['sedna-autoscalers', `${USE} spec.edgeWorker.hpa`]]);
  expect(of('sedna-autoscaler', joint(''))).toEqual([]);
});
