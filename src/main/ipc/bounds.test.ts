import { describe, expect, it } from 'vitest'
import { isWithinBounds } from './bounds'

const nested = (levels: number): unknown => {
  let inner: unknown = 'bottom'
  for (let level = 0; level < levels; level += 1) inner = { inner }
  return inner
}

describe('deep, cyclic or wide values [I07]', () => {
  it.each([
    ['a request', { pressId: 'x', requests: [{ prompt: 'a boat', further: { seed: 7 } }] }],
    ['what a page can fill', { ids: Array.from({ length: 500 }, () => crypto.randomUUID()) }],
    ['an empty answer', {}],
    ['nothing', undefined]
  ])('do not include %s', (_name, value) => {
    expect(isWithinBounds(value)).toBe(true)
  })

  it('are rejected without being fully traversed', () => {
    const cyclic: Record<string, unknown> = {}
    cyclic['self'] = cyclic
    const knot: unknown[] = []
    knot.push(...Array.from({ length: 100 }, () => knot))
    const wide = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`name${index}`, index]))
    const sparse: unknown[] = []
    sparse.length = 4_000_000_000
    const tooMuch = [nested(10_000), cyclic, knot, wide, sparse, new Set(Array(30_000).keys())]
    for (const value of tooMuch) expect(isWithinBounds(value)).toBe(false)
  })

  it('are not read at all if the count exceeds the limit', () => {
    let looks = 0
    const counted = new Proxy(
      Array.from({ length: 1_000_000 }, () => 'x'),
      {
        get: (target, name) => {
          looks += 1
          return Reflect.get(target, name) as unknown
        }
      }
    )
    expect(isWithinBounds(counted)).toBe(false)
    expect(looks).toBeLessThan(10)
  })
})

describe('large values [I08]', () => {
  const large = 'x'.repeat(50_000_000)
  it.each([
    ['a text', { draft: large }],
    ['a name', { [large]: 1 }],
    ['a key of a map', new Map([[large, 1]])],
    ['many texts', Array.from({ length: 2_000 }, () => 'x'.repeat(1000))],
    ['bytes', { jpeg: new Uint8Array(100 * 1024 ** 2) }],
    ['a buffer', new ArrayBuffer(2_000_000)]
  ])('are rejected: %s', (_name, value) => {
    expect(isWithinBounds(value)).toBe(false)
  })

  it('do not include what the window sends', () => {
    expect(isWithinBounds({ id: crypto.randomUUID(), jpeg: new Uint8Array(200_000) })).toBe(true)
    expect(isWithinBounds({ draft: 'x'.repeat(20_000) })).toBe(true)
  })
})
