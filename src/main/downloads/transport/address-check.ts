import ipaddr from 'ipaddr.js'

/** A network that lets IPv6-only machines reach IPv4 hosts (RFC 6052): the last four bytes are the IPv4 address. */
const nat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96')
/** The only block of public IPv6 addresses. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Returns whether an address belongs to a host on the public internet. Not so: loopback, private, link-local, shared,
 * multicast, reserved, and every IPv6 form that hides an IPv4 address, but for NAT64 around a public one: on an
 * IPv6-only network each IPv4 host has such an address.
 *
 * @param address IPv4 or IPv6 in its usual notation, as a resolver returns it.
 */
export function isPublicAddress(address: string): boolean {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return ipaddr.IPv4.parse(address).range() === 'unicast'
  if (!ipaddr.IPv6.isValid(address)) return false
  const parsed = ipaddr.IPv6.parse(address)
  if (parsed.match(nat64)) return isPublicAddress(parsed.toByteArray().slice(-4).join('.'))
  return parsed.match(globalUnicast) && parsed.range() === 'unicast'
}

/** Returns whether an address is this machine. */
export function isLoopbackAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.parse(address).range() === 'loopback'
}

/** Returns whether the host of a URL is an IP address. The URL parser has normalized all IPv4 notations. */
export function isAddress(host: string): boolean {
  return host.startsWith('[') || ipaddr.IPv4.isValidFourPartDecimal(host)
}

/** Returns the IP address in a URL's host, without IPv6 brackets. */
export const withoutBrackets = (host: string): string => host.replace(/^\[|\]$/g, '')

/**
 * Pools from which proxy programs answer every name with an address of their own, to which they then listen
 * (Clash, mihomo, sing-box, Surge: "fake IP"). Each is set aside for tests or private use (RFC 2544, RFC 5180,
 * RFC 4193), so that no server of the internet has such an address.
 */
const substitutePools = ['198.18.0.0/15', '2001:2::/48', 'fc00::/18', 'fdfe:dcba:9876::/64'].map((block) => ({
  block,
  range: ipaddr.parseCIDR(block)
}))

/** Returns the pool of substitutes that an address belongs to, or null. */
export function substitutePoolOf(address: string): string | null {
  if (!ipaddr.isValid(address)) return null
  const parsed = ipaddr.parse(address)
  const pool = substitutePools.find(
    ({ range: [start, bits] }) => parsed.kind() === start.kind() && parsed.match(start, bits)
  )
  return pool?.block ?? null
}
