import { manifests } from './manifests';
import { Inventory } from '../../src/kubernetes/inventory';
import { weightOf } from '../../src/rules/scaling-part';

const deployment = (name: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec: { selector: { matchLabels: { app: ${name} } }, template: { metadata: { labels: { app: ${name} } } } }
`;
const SET = [deployment('scaled'), deployment('other'), `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: scaled }, maxReplicas: 2 }
`, 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\n'].join('---\n');

test('what the API server rejects is an error of autoscalers and of what they scale, and a warning of the rest', () => {
  const inventory = new Inventory(manifests(SET));
  expect(inventory.objects.map((object) => `${object.metadata?.name} ${weightOf(inventory, object)}`))
    .toEqual(['scaled error', 'other warning', 'scaler error', 'web warning']);
});
