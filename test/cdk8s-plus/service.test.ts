import { ApiObject } from 'cdk8s';
import { Deployment, Service, ServiceType } from 'cdk8s-plus-27';
import { isService, serviceAddress, serviceObject } from '../../src/cdk8s-plus/service';
import { testChart } from '../helpers';

const raw = (spec?: object) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'raw' }, spec });

test('a Service is one by its object, whichever of the two is given', () => {
  const chart = testChart();
  const service = new Service(chart, 'Service');
  const object = new ApiObject(chart, 'Object', raw());
  expect([serviceObject(service), serviceObject(object)]).toEqual([ApiObject.of(service), object]);
});

test('what is no Service is named', () => {
  const chart = testChart();
  const knative = new ApiObject(chart, 'Knative', { apiVersion: 'serving.knative.dev/v1', kind: 'Service' });
  expect([undefined, 'web', chart, new Deployment(chart, 'D')].map(serviceObject)).toEqual([
    'is no construct', 'is no construct', 'has no ApiObject as its default child', 'is a Deployment',
  ]);
  expect(isService(knative)).toBe(false);
});

test('its address is that of the construct, which cannot be rendered without a port, or what it prints', () => {
  const chart = testChart();
  const headless = new Service(chart, 'Headless', { clusterIP: 'None' });
  const objects = [{ clusterIP: 'None' }, undefined, { type: 'NodePort' }].map((spec, i) => (
    new ApiObject(chart, `Object${i}`, raw(spec))));
  expect(serviceAddress(ApiObject.of(headless))).toMatchObject({ clusterIP: 'None', type: ServiceType.CLUSTER_IP });
  expect(objects.map(serviceAddress)).toEqual([{ clusterIP: 'None' }, {}, { type: 'NodePort' }]);
});
