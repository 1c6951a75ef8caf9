import { describe, expect, test } from 'vitest';
import { addressPolicy } from '../src/fetch/address-policy.js';

describe('the address policy', () => {
  const nothing = addressPolicy([]);
  test.each([
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '127.0.0.1',
    '0.0.0.0',
    '169.254.169.254',
    '100.64.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:169.254.169.254',
    '64:ff9b::a00:1',
    '::7f00:1',
    '4000::1',
    'fec0::1',
    '2002:a00:1::1',
    'not an address',
  ])('refuses %s', (address) => {
    expect(nothing.allows('media.example', address)).toBe(false);
  });

  test.each(['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'])('allows the public address %s', (address) => {
    expect(nothing.allows('media.example', address)).toBe(true);
  });

  test('allows what an operator lists, by host, address or block, and nothing beside it', () => {
    const policy = addressPolicy(['Media.Internal', '10.1.0.0/16', '192.168.1.5', 'fd00:1::/32']);
    expect(policy.allows('media.internal', '172.16.0.1')).toBe(true);
    expect(policy.allows('media.internal.', '172.16.0.1')).toBe(true);
    expect(policy.allows('evil.example', '10.1.9.9')).toBe(true);
    expect(policy.allows('evil.example', '::ffff:10.1.9.9')).toBe(true);
    expect(policy.allows('evil.example', '192.168.1.5')).toBe(true);
    expect(policy.allows('evil.example', 'fd00:1::7')).toBe(true);
    expect(policy.allows('evil.example', '10.2.0.1')).toBe(false);
    expect(policy.allows('evil.example', '192.168.1.6')).toBe(false);
  });
});
