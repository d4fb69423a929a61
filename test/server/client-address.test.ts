import { describe, expect, it } from 'vitest';
import { isCidr } from '../../src/config-values.js';
import { createClientAddress } from '../../src/server/client-address.js';

/** The address of a request over a socket from `remoteAddress`. */
const addressOf = (proxies: string[], remoteAddress: string, forwarded?: string) => {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  const socket = { remoteAddress } as never; // the one property that is looked at
  return createClientAddress(proxies)({ socket, headers });
};

describe('the address of a client', () => {
  it.each<[string, string[], string, string | undefined, string]>([
    ['the socket’s', [], '203.0.113.7', undefined, '203.0.113.7'],
    ['I28: the socket’s, whatever a stranger writes', [], '203.0.113.7', '198.51.100.1', '203.0.113.7'],
    ['the socket’s, of who is no proxy', ['10.0.0.0/8'], '203.0.113.7', '198.51.100.1', '203.0.113.7'],
    ['what the proxy saw', ['10.0.0.0/8'], '10.1.2.3', '198.51.100.1', '198.51.100.1'],
    [
      'I28: what the proxy saw, not what was written before',
      ['10.0.0.0/8'],
      '10.1.2.3',
      '1.1.1.1, 198.51.100.1',
      '198.51.100.1',
    ],
    [
      'what the outer of two proxies saw',
      ['10.0.0.0/8', '192.0.2.1'],
      '10.1.2.3',
      '198.51.100.1, 192.0.2.1',
      '198.51.100.1',
    ],
    ['the proxy’s own without the header', ['10.0.0.0/8'], '10.1.2.3', undefined, '10.1.2.3'],
    ['the proxy’s when the header holds no address', ['10.0.0.0/8'], '10.1.2.3', 'unknown', '10.1.2.3'],
    ['IPv4 inside of IPv6', ['10.0.0.0/8'], '::ffff:10.1.2.3', '::ffff:198.51.100.1', '198.51.100.1'],
    ['the network of an IPv6 address', [], '2001:db8:0:1:aaaa::1', undefined, '2001:db8:0:1::/64'],
    ['the network of a short IPv6 address', [], '2001:db8::1', undefined, '2001:db8:0:0::/64'],
    ['the network behind an IPv6 proxy', ['fd00::/8'], 'fd00::1', '2001:DB8:0:1::9', '2001:db8:0:1::/64'],
  ])('is %s', (_, proxies, remote, forwarded, expected) => {
    expect(addressOf(proxies, remote, forwarded)).toBe(expected);
  });
});

describe('a range of addresses', () => {
  it.each(['10.0.0.0/8', '192.0.2.1', '::1', 'fd00::/8', '0.0.0.0/0'])('is %s', (text) =>
    expect(isCidr(text)).toBe(true),
  );
  it.each(['', 'localhost', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '::/129', '10.0.0/8'])('is not "%s"', (text) =>
    expect(isCidr(text)).toBe(false),
  );
});
