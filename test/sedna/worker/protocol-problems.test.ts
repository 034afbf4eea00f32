import { Protocol } from 'cdk8s-plus-27';
import { protocolProblems } from '../../../src/sedna/worker/protocol-problems';
import { codes } from '../../helpers';

test.each([undefined, Protocol.TCP, Protocol.UDP, Protocol.SCTP, 'UDP'])('the protocol may be %p', (protocol) => {
  expect(protocolProblems('protocol', protocol)).toEqual([]);
});

test.each(['', 'udp', 'HTTP', null, 7, {}, ['TCP'], Symbol('TCP')])('the protocol may not be %p', (protocol) => {
  expect(codes(protocolProblems('protocol', protocol))).toEqual([['sedna/protocol-unknown', 'protocol']]);
});
