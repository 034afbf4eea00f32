import { golden, missing, objects, only, run, seed } from './example';

const files = run('hypermlservice');
const printed = objects(files);
const fleet = only(printed, 'HyperMLService');
const source = seed('003-hypermlservice.yaml');

const all = (of: any[], kind: string): any[] => of.filter((o) => o.kind === kind);
const host = (spoke: string) => `torch-mnist-s3.demo.ksvc.${spoke}.t9kcloud.cn`;
const released = (spoke: string) => `torch-mnist-s3-predict-origin.default.ksvc.${spoke}.t9kcloud.cn`;

test('prints its golden manifests', () => {
  expect(files).toEqual(golden('hypermlservice'));
});

/** Every field of the seed that is not printed as it stands; examples/hypermlservice/README.md gives the reasons. */
describe('holds every field of the seed with the seed\'s value, except', () => {
  test('in the HyperMLService, the Secret, which is named only; the seed leaves every nested spec open', () => {
    const { spec: { workloads }, ...wanted } = only(source, 'HyperMLService');
    const groups = workloads.map((w: any) => ({ clusters: w.clusters }));
    const clusters = missing({ ...wanted, spec: { workloads: groups } }, fleet);
    const nested = workloads.flatMap((w: any, i: number) => w.manifests.flatMap(({ spec, ...m }: any) => {
      expect(spec).toBe('...');
      const own = fleet.spec.workloads[i].manifests.find((o: any) => o.kind === m.kind);
      return missing(m, own, `workloads[${i}].${m.kind}`);
    }));
    expect(clusters).toEqual([]);
    expect(nested).toEqual([
      'workloads[0].Secret.apiVersion: v1 -> undefined',
      'workloads[0].Secret.kind: Secret -> undefined',
      'workloads[0].Secret.metadata.name: s3-secret -> undefined',
      'workloads[0].Secret.metadata.namespace: demo -> undefined',
    ]);
    const service = fleet.spec.workloads[0].manifests.find((o: any) => o.kind === 'MLService');
    expect(service.spec.releases[0].predictor.storage.s3.secretRef).toEqual({ name: 's3-secret' });
  });

  test('in the ServiceEntries, what is older, named after the ingress, or of one release in another namespace', () => {
    const entries = all(printed, 'ServiceEntry');
    const differences = all(source, 'ServiceEntry').flatMap((o, i) => {
      const [{ name, ...port }] = o.spec.ports;
      return [
        ...missing({ ...o, spec: { ...o.spec, ports: [port] } }, entries[i], `${i}`),
        ...missing(name, entries[i].spec.ports[0].name, `${i}.port`),
      ];
    });
    expect(differences).toEqual(['spoke1', 'spoke2'].flatMap((spoke, i) => [
      `${i}.apiVersion: networking.istio.io/v1beta1 -> networking.istio.io/v1`,
      `${i}.metadata.name: mlservice-${spoke} -> lb-${spoke}`,
      `${i}.spec.hosts[0]: ${released(spoke)} -> ${host(spoke)}`,
      `${i}.port: example-http -> http`,
    ]));
  });

  test('in the VirtualService, what is older, or of one release in another namespace', () => {
    const virtual = only(printed, 'VirtualService');
    const [{ match: [exact, ...match], ...rest }] = virtual.spec.http;
    // The path itself, which the seed does not match, stands before the one that it does.
    expect(exact).toEqual({ uri: { exact: '/t9k/hypermlservices/namespaces/demo/hmls-sample' } });
    const got = { ...virtual, spec: { ...virtual.spec, http: [{ ...rest, match }] } };
    expect(missing(only(source, 'VirtualService'), got)).toEqual([
      'apiVersion: networking.istio.io/v1beta1 -> networking.istio.io/v1',
      'spec.gateways[0]: t9k.t9k-system -> t9k-system/t9k',
      ...['spoke1', 'spoke2'].flatMap((spoke, i) => [
        `spec.http[0].route[${i}].destination.host: ${released(spoke)} -> ${host(spoke)}`,
        `spec.http[0].route[${i}].headers.request.set.Host: ${released(spoke)} -> ${host(spoke)}`,
      ]),
    ]);
  });
});

test('cuts the path off, bounds the time, and speaks TLS to the spokes, which the seed does not', () => {
  const [route] = only(printed, 'VirtualService').spec.http;
  expect(route).toMatchObject({ rewrite: { uri: '/' }, timeout: '120s', retries: { attempts: 2 } });
  expect(all(printed, 'ServiceEntry').map((o) => o.spec.ports[0].targetPort)).toEqual([443, 443, 443, 443]);
  expect(all(printed, 'DestinationRule').map((o) => o.spec.trafficPolicy.tls))
    .toEqual(all(printed, 'ServiceEntry').map(({ spec: { hosts } }) => ({
      mode: 'SIMPLE',
      sni: hosts[0],
      subjectAltNames: hosts,
    })));
});

test('routes every spoke of the HyperMLService, the two that are prepared with nothing yet', () => {
  const [{ route }] = only(printed, 'VirtualService').spec.http;
  expect(fleet.spec.workloads.flatMap((w: any) => w.clusters)).toEqual(['spoke1', 'spoke2', 'spoke3', 'spoke4']);
  expect(route.map((r: any) => [r.destination.host.split('.')[3], r.weight]))
    .toEqual([['spoke1', 30], ['spoke2', 70], ['spoke3', 0], ['spoke4', 0]]);
  expect(route.map((r: any) => r.destination.host)).toEqual(all(printed, 'ServiceEntry').flatMap((o) => o.spec.hosts));
});

test('gives each cluster every runtime that its MLServices name, in their namespace', () => {
  for (const { manifests } of fleet.spec.workloads) {
    const runtimes = all(manifests, 'MLServiceRuntime').map((o) => `${o.metadata.namespace}/${o.metadata.name}`);
    for (const { metadata, spec } of all(manifests, 'MLService')) {
      for (const { predictor } of spec.releases) {
        expect(runtimes).toContain(`${metadata.namespace}/${predictor.model.runtime}`);
      }
    }
  }
  expect(fleet.spec.workloads.map((w: any) => all(w.manifests, 'MLService').length)).toEqual([1, 1]);
});

test('prints what stands inside nowhere else, and a namespace on all of it', () => {
  const kinds = ['ServiceEntry', 'DestinationRule', 'VirtualService', 'HyperMLService', 'PrometheusRule'];
  expect(printed.map((o) => o.kind).filter((kind) => !kinds.includes(kind))).toEqual([]);
  const nested = fleet.spec.workloads.flatMap((w: any) => w.manifests);
  expect(nested.map((m: any) => m.metadata.namespace)).toEqual(Array(8).fill('demo'));
});
