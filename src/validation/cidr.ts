import { isIPv4, isIPv6 } from 'net';
import { correctedCidr, fixWith } from './corrections';
import type { Problem } from './problem';

const SOURCE = 'https://kubernetes.io/docs/concepts/services-networking/network-policies/';

/** A block of addresses in CIDR notation, whose bits after the prefix are zero. */
export function cidr(field: string, value: unknown): Problem[] {
  const [address, bits, ...rest] = (typeof value === 'string' ? value : '').split('/');
  const width = addressWidth(address);
  const prefix = /^\d+$/.test(bits ?? '') ? Number(bits) : -1;
  if (width === 0 || rest.length > 0 || prefix < 0 || prefix > width) {
    return [{
      code: 'validation/cidr',
      field,
      value,
      rule: 'must be a block of addresses in CIDR notation',
      why: 'the API server would reject it',
      fix: fixWith(correctedCidr(value), 'write it in the form 10.0.0.0/8'),
      source: SOURCE,
    }];
  }
  const number = width === 32 ? address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) : 0;
  if (number % 2 ** (32 - prefix) === 0) return [];
  return [{
    code: 'validation/cidr-bits',
    field,
    value,
    rule: 'must have no bits set after its prefix',
    why: 'the API server would reject it',
    fix: fixWith(correctedCidr(value), 'write it in the form 10.0.0.0/8'),
    source: SOURCE,
  }];
}

/** The bits of an address; 0 when it is none. */
function addressWidth(address: string): number {
  if (isIPv4(address)) return 32;
  return isIPv6(address) ? 128 : 0;
}
