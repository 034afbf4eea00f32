import { twoAutoscalers } from '../../../src/rules/autoscaler/two-autoscalers';
import { change, fires, told } from '../manifests';

const HTTP = `
apiVersion: http.keda.sh/v1alpha1
kind: HTTPScaledObject
metadata: { name: chat }
spec:
  hosts: [chat.example.com]
  scaleTargetRef: { name: chat, service: chat, port: 8000 }
`;
const scaled = (name: string) => `---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: ${name} }
spec: { scaleTargetRef: { name: chat }, triggers: [{ type: cron, metadata: {} }] }
`;
const HPA = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: chat }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: chat }, maxReplicas: 2 }
`;
const FIRES = [['HTTPScaledObject chat', 'spec.scaleTargetRef']];

test.each([['a ScaledObject', scaled('other')], ['a ScaledObject of its name', scaled('chat')], ['an HPA', HPA]])(
  'two-autoscalers fires on an HTTPScaledObject beside %s',
  (_, other) => {
    expect(fires(twoAutoscalers, HTTP + other)).toEqual(FIRES);
  },
);

test('two-autoscalers says what becomes of the ScaledObject', () => {
  const [[, own]] = told(twoAutoscalers, HTTP + scaled('chat'));
  expect(own).toContain('it overwrites the ScaledObject of its name, triggers included');
  const [[, other]] = told(twoAutoscalers, HTTP + scaled('other'));
  expect(other).toContain('the webhook of KEDA rejects the ScaledObject that the add-on makes');
});

test('two-autoscalers is silent where the add-on makes none, and where something else is scaled', () => {
  const annotations = "annotations: { httpscaledobject.keda.sh/skip-scaledobject-creation: 'true' } }";
  const skipped = change(HTTP, 'metadata: { name: chat }', `metadata: { name: chat, ${annotations}`);
  expect(fires(twoAutoscalers, skipped + HPA)).toEqual([]);
  expect(fires(twoAutoscalers, change(HTTP, '{ name: chat, service', '{ name: other, service') + HPA)).toEqual([]);
  expect(fires(twoAutoscalers, HTTP)).toEqual([]);
});
