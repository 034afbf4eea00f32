import { hostOf, istioObjects } from './istio-objects';
import type { Inventory } from '../../kubernetes/inventory';
import type {
  DestinationRuleSpec, ServiceEntrySpec, TlsSettings, TrafficPolicy,
} from '../../kubernetes/schema/istio-schema';
import type { Rule } from '../rule';

/** A Service of Kubernetes: no ServiceEntry elsewhere is needed for it. */
const SERVICE_HOST = /^[^.*]+\.[^.*]+\.svc\./;

export const tlsHostUnverified: Rule = {
  id: 'tls-host-unverified',
  title: 'A DestinationRule with an SNI must list the names that the certificate may have',
  severity: 'warning',
  description: [
    'Looks at the TLS settings of a DestinationRule of Istio: its own, those of ports and those of subsets. Fires on',
    'the modes `SIMPLE` and `MUTUAL` with `sni` and without `subjectAltNames`.',
    '',
    'Istio itself compares the host with the names in a certificate only where the rule has neither `sni` nor',
    '`subjectAltNames` (since Istio 1.21; before it did not at all). With an `sni`, a certificate for any other host',
    'passes, if the authority is trusted: with Istio\'s pilot of August 2026 and Envoy 1.40, such requests were',
    'observed to succeed. With the authorities of the operating system, that is anybody who has a certificate.',
    '',
    'It is silent with `insecureSkipVerify`, which says so itself; where a ServiceEntry of the host lists',
    '`subjectAltNames`, which Istio then uses; and on a host outside the cluster whose ServiceEntry is not in the set.',
  ].join('\n'),
  fix: [
    'Set `subjectAltNames` to the names that the certificate must have, usually the `sni`. A certificate with a',
    'wildcard matches too. Or remove `sni`: Istio then uses the host of the request, and compares it.',
  ].join('\n'),
  source: 'https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings',
  failing: `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: bj, namespace: demo }
spec:
  hosts: [mnist.bj.example.com]
  location: MESH_EXTERNAL
  resolution: DNS
  ports: [{ number: 80, name: http, protocol: HTTP, targetPort: 443 }]
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: bj, namespace: demo }
spec:
  host: mnist.bj.example.com
  trafficPolicy:
    tls: { mode: SIMPLE, sni: mnist.bj.example.com }
`,
  repaired: `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: bj, namespace: demo }
spec:
  hosts: [mnist.bj.example.com]
  location: MESH_EXTERNAL
  resolution: DNS
  ports: [{ number: 80, name: http, protocol: HTTP, targetPort: 443 }]
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: bj, namespace: demo }
spec:
  host: mnist.bj.example.com
  trafficPolicy:
    tls: { mode: SIMPLE, sni: mnist.bj.example.com, subjectAltNames: [mnist.bj.example.com] }
`,
  check: (inventory, report) => {
    const entries = hostsOfEntries(inventory);
    for (const object of istioObjects(inventory, 'DestinationRule')) {
      const host = hostOf(object);
      if (host === undefined || !(entries.get(host) ?? SERVICE_HOST.test(host))) continue;
      for (const [field, tls] of settingsOf(object.spec)) {
        if (!isUnverified(tls)) continue;
        report(object, {
          field: `${field}.sni`,
          value: tls.sni,
          rule: 'must have subjectAltNames beside it',
          why: 'with an sni, Istio does not compare the host with the names in the certificate, so a certificate for '
            + 'any other host of a trusted authority passes',
          fix: `set subjectAltNames: [${tls.sni}], or remove sni`,
        });
      }
    }
  },
};

/** The hosts of all ServiceEntries: whether none of the entries of a host lists the names of the certificate. */
function hostsOfEntries(inventory: Inventory): Map<string, boolean> {
  const hosts = new Map<string, boolean>();
  for (const { spec } of istioObjects(inventory, 'ServiceEntry')) {
    const { hosts: named = [], subjectAltNames = [] }: ServiceEntrySpec = spec ?? {};
    for (const name of named) {
      const host = name.toLowerCase();
      hosts.set(host, (hosts.get(host) ?? true) && subjectAltNames.length === 0);
    }
  }
  return hosts;
}

/** All TLS settings of a DestinationRule, each with its path. */
function settingsOf({ trafficPolicy, subsets = [] }: DestinationRuleSpec): Array<[string, TlsSettings]> {
  const policies: Array<[string, TrafficPolicy | undefined]> = [['spec.trafficPolicy', trafficPolicy]];
  for (const [i, subset] of subsets.entries()) {
    policies.push([`spec.subsets[${i}].trafficPolicy`, subset.trafficPolicy]);
  }
  const found: Array<[string, TlsSettings]> = [];
  for (const [path, { tls, portLevelSettings = [] } = {}] of policies) {
    if (tls) found.push([`${path}.tls`, tls]);
    for (const [i, port] of portLevelSettings.entries()) {
      if (port.tls) found.push([`${path}.portLevelSettings[${i}].tls`, port.tls]);
    }
  }
  return found;
}

function isUnverified({ mode, sni, subjectAltNames = [], insecureSkipVerify }: TlsSettings): boolean {
  const isOfUser = mode === 'SIMPLE' || mode === 'MUTUAL';
  return isOfUser && Boolean(sni) && subjectAltNames.length === 0 && insecureSkipVerify !== true;
}
