import { describe, expect, it } from 'vitest'
import { lookUpHost, systemResolver, type Resolver } from './host-lookup'

const answering =
  (...addresses: readonly string[]): Resolver =>
  () =>
    Promise.resolve(
      addresses.map((address) => ({ address, family: address.includes(':') ? (6 as const) : (4 as const) }))
    )
const never: Resolver = () => Promise.reject(new Error('was asked'))

describe('A11: lookUpHost', () => {
  it('gives every address of a public name', async () => {
    const found = await lookUpHost('cdn.example.com', false, answering('8.8.8.8', '2606:4700::1111'))
    expect(found.map(({ address }) => address)).toEqual(['8.8.8.8', '2606:4700::1111'])
  })

  it.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', '::ffff:10.0.0.1', '64:ff9b::a00:1'])(
    'refuses a public name that leads to %s',
    async (address) => {
      const looking = lookUpHost('cdn.example.com', false, answering('8.8.8.8', address))
      await expect(looking).rejects.toMatchObject({ failure: 'forbidden_address' })
    }
  )

  it('refuses a name of this machine that leads out of it', async () => {
    const looking = lookUpHost('localhost', true, answering('8.8.8.8'))
    await expect(looking).rejects.toMatchObject({ failure: 'forbidden_address' })
  })

  it('asks nobody about an address', async () => {
    expect(await lookUpHost('8.8.8.8', false, never)).toEqual([{ address: '8.8.8.8', family: 4 }])
    expect(await lookUpHost('[::1]', true, never)).toEqual([{ address: '::1', family: 6 }])
  })

  it('takes a name that is not known, or has no address, for a missing connection', async () => {
    const unknown: Resolver = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
    await expect(lookUpHost('cdn.example.com', false, unknown)).rejects.toMatchObject({ failure: 'offline' })
    await expect(lookUpHost('cdn.example.com', false, answering())).rejects.toMatchObject({
      failure: 'offline'
    })
  })
})

describe('systemResolver', () => {
  it('knows this machine', async () => {
    const found = await systemResolver('localhost')
    expect(found.length).toBeGreaterThan(0)
    expect(found.every(({ address, family }) => address === (family === 4 ? '127.0.0.1' : '::1'))).toBe(true)
  })

  it('rejects what cannot be a name', async () => {
    await expect(systemResolver('not a name.invalid')).rejects.toThrow()
  })
})
