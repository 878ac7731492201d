import { describe, expect, it } from 'vitest'
import { lookUpHost, systemResolver, type Resolver } from './host-lookup'

const answering =
  (...addresses: readonly string[]): Resolver =>
  () =>
    Promise.resolve(
      addresses.map((address) => ({ address, family: address.includes(':') ? (6 as const) : (4 as const) }))
    )
const never: Resolver = () => Promise.reject(new Error('was asked'))

describe('lookUpHost [A11]', () => {
  it('returns every address of a public name', async () => {
    const found = await lookUpHost('cdn.example.com', false, answering('8.8.8.8', '2606:4700::1111'))
    expect(found.map(({ address }) => address)).toEqual(['8.8.8.8', '2606:4700::1111'])
  })

  it.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '::ffff:10.0.0.1', '64:ff9b::a00:1'])(
    'rejects a public name that resolves to %s',
    async (address) => {
      const looking = lookUpHost('cdn.example.com', false, answering('8.8.8.8', address))
      await expect(looking).rejects.toMatchObject({ failure: 'forbidden_address' })
    }
  )

  it('rejects a name of this machine that resolves elsewhere', async () => {
    const looking = lookUpHost('localhost', true, answering('8.8.8.8'))
    await expect(looking).rejects.toMatchObject({ failure: 'forbidden_address' })
  })

  it('does not resolve a literal address', async () => {
    expect(await lookUpHost('8.8.8.8', false, never)).toEqual([{ address: '8.8.8.8', family: 4 }])
    expect(await lookUpHost('[::1]', true, never)).toEqual([{ address: '::1', family: 6 }])
  })

  it('treats an unknown name, or one without addresses, as offline', async () => {
    const unknown: Resolver = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
    await expect(lookUpHost('cdn.example.com', false, unknown)).rejects.toMatchObject({ failure: 'offline' })
    await expect(lookUpHost('cdn.example.com', false, answering())).rejects.toMatchObject({
      failure: 'offline'
    })
  })
})

/** Resolves the host to the given addresses, and every other name by `others`. */
const network =
  (host: readonly string[], others: (name: string) => readonly string[]): Resolver =>
  (name) =>
    answering(...(name === 'cdn.example.com' ? host : others(name)))(name)

const isWellKnown = (name: string): boolean => name.startsWith('www.')

describe('a network with substitute addresses', () => {
  it.each([
    ['198.18.0.21', ['198.18.0.22']],
    ['198.19.255.1', ['198.18.0.22', '198.19.0.3']],
    ['fc00::15', ['fc00::16']],
    ['fdfe:dcba:9876::7', ['fdfe:dcba:9876::8']],
    ['2001:2::7', ['198.18.0.9', '2001:2::8']]
  ])('accepts a name that resolves to %s if every name does', async (address, others) => {
    const found = await lookUpHost(
      'cdn.example.com',
      false,
      network([address], () => others)
    )
    expect(found.map((one) => one.address)).toEqual([address])
  })

  it('allows both address families', async () => {
    const both = ['198.18.0.21', 'fc00::15']
    const found = await lookUpHost(
      'cdn.example.com',
      false,
      network(both, () => both)
    )
    expect(found).toHaveLength(2)
  })

  it.each<[string, readonly string[], (name: string) => readonly string[]]>([
    ['an invented name has no address', ['198.18.0.21'], (name) => (isWellKnown(name) ? ['198.18.0.1'] : [])],
    [
      'a well-known name is public',
      ['198.18.0.21'],
      (name) => (isWellKnown(name) ? ['8.8.8.8'] : ['198.18.0.1'])
    ],
    ['names lead into another pool', ['198.18.0.21'], () => ['fc00::1']],
    ['names are public as well', ['198.18.0.21'], () => ['198.18.0.1', '8.8.8.8']],
    ['one address is of no pool', ['198.18.0.21', '10.0.0.1'], () => ['198.18.0.1']],
    ['every name leads into a private network', ['192.168.1.1'], () => ['192.168.1.1']],
    ['every name is blocked', ['0.0.0.0'], () => ['0.0.0.0']]
  ])('waits for another network if %s', async (_why, host, others) => {
    const looking = lookUpHost('cdn.example.com', false, network(host, others))
    await expect(looking).rejects.toMatchObject({ failure: 'substituted_address' })
  })

  it.each(['10.0.0.1', '192.168.1.1', '127.0.0.1', 'fd00::1', '100.64.0.1'])(
    'rejects a single name that resolves to %s',
    async (address) => {
      const looking = lookUpHost(
        'cdn.example.com',
        false,
        network([address], (name) => (isWellKnown(name) ? ['8.8.8.8'] : []))
      )
      await expect(looking).rejects.toMatchObject({ failure: 'forbidden_address' })
    }
  )

  it.each(['198.18.0.21', '[fc00::15]'])('rejects the literal address %s without a lookup', async (host) => {
    await expect(lookUpHost(host, false, never)).rejects.toMatchObject({ failure: 'forbidden_address' })
  })
})

describe('systemResolver', () => {
  it('recognizes this machine', async () => {
    const found = await systemResolver('localhost')
    expect(found.length).toBeGreaterThan(0)
    expect(found.every(({ address, family }) => address === (family === 4 ? '127.0.0.1' : '::1'))).toBe(true)
  })

  it('rejects an invalid name', async () => {
    await expect(systemResolver('not a name.invalid')).rejects.toThrow()
  })
})
