import ipaddr from 'ipaddr.js';

/** The part of IPv6 that addresses of the internet are given out from. */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');

/** Decides which addresses a URL input may lead to. */
export interface AddressPolicy {
  /** Whether a connection to this address may be made for this host name. */
  allows(host: string, address: string): boolean;
}

/**
 * Public addresses only, except where an operator listed a host or a CIDR block. Private, loopback, link-local (cloud
 * metadata), multicast, reserved and translated (NAT64, 6to4, Teredo) addresses are all refused; IPv4 addresses that
 * are written as IPv6 are judged as what they are.
 */
export function addressPolicy(exceptions: readonly string[]): AddressPolicy {
  const blocks = exceptions.filter((entry) => ipaddr.isValidCIDR(entry)).map((entry) => ipaddr.parseCIDR(entry));
  const names = new Set(exceptions.map((entry) => bare(entry)));
  return {
    allows(host, address) {
      if (names.has(bare(host))) return true;
      if (!ipaddr.isValid(address)) return false;
      const parsed = ipaddr.process(address);
      if (names.has(parsed.toString())) return true;
      if (blocks.some((block) => block[0].kind() === parsed.kind() && parsed.match(block))) return true;
      return parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(GLOBAL_UNICAST));
    },
  };
}

/** A host name without case, trailing dot or the brackets of an IPv6 address. */
function bare(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}
