import { describe, expect, it } from 'vitest'
import { isLoopbackAddress, isPublicAddress } from './address-check'

describe('isPublicAddress [A10]', () => {
  it.each(['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '2606:4700::1111', '2a00:1450:4001:81b::200e'])(
    'accepts %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true)
    }
  )

  it('accepts a public IPv4 host as written by an IPv6-only network', () => {
    expect(isPublicAddress('64:ff9b::808:808')).toBe(true)
  })

  it.each([
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'],
    ['loopback', '::1'],
    ['private', '10.0.0.1'],
    ['private', '172.16.0.1'],
    ['private', '192.168.1.1'],
    ['carrier', '100.64.0.1'],
    ['link-local, and the metadata services of clouds', '169.254.169.254'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['unspecified', '0.0.0.0'],
    ['this network', '0.1.2.3'],
    ['unspecified', '::'],
    ['multicast', '224.0.0.1'],
    ['multicast', 'ff02::1'],
    ['broadcast', '255.255.255.255'],
    ['documentation', '203.0.113.7'],
    ['documentation', '2001:db8::1'],
    ['benchmarks', '198.18.0.1'],
    ['reserved', '240.0.0.1'],
    ['protocol assignments', '192.0.0.170'],
    ['unique local', 'fd00::1'],
    ['site-local', 'fec0::1'],
    ['IPv4-mapped loopback', '::ffff:127.0.0.1'],
    ['IPv4-mapped public', '::ffff:8.8.8.8'],
    ['IPv4-compatible', '::7f00:1'],
    ['IPv4-translated', '::ffff:0:7f00:1'],
    ['NAT64 around loopback', '64:ff9b::7f00:1'],
    ['NAT64 around private', '64:ff9b::a00:1'],
    ['NAT64 of a local prefix', '64:ff9b:1::808:808'],
    ['6to4 around loopback', '2002:7f00:1::1'],
    ['6to4 around public', '2002:808:808::1'],
    ['Teredo', '2001::1'],
    ['discard', '100::1'],
    ['never given out', '4000::1'],
    ['a name', 'localhost'],
    ['not quite an address', '127.1'],
    ['a number', '2130706433'],
    ['nothing', '']
  ])('refuses %s: %s', (_what, address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})

describe('isLoopbackAddress', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['10.0.0.1', false],
    ['8.8.8.8', false],
    ['localhost', false]
  ])('%s: %s', (address, expected) => {
    expect(isLoopbackAddress(address)).toBe(expected)
  })
})
