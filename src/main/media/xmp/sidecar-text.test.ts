import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isOwnSidecar, makeSidecar } from './sidecar-text'
import { readPacket } from './xmp-packet'

const description = {
  videoId: '3f2b8c1e-6f0a-4c55-9d0e-1a2b3c4d5e6f',
  generationId: '0b7c2f0e-8f4d-4a1c-8a52-5f1e6f3a9d10',
  createdAtUs: 1_795_000_000_123_456,
  position: 0,
  modelId: 'veo-3.1-fast',
  prompt: 'a gull',
  request: { modelId: 'veo-3.1-fast', prompt: 'a gull' },
  remoteId: null
}
const text = fc.string({ unit: 'binary', maxLength: 60 })
const words = fc.record({
  title: fc.option(text),
  comment: text,
  tags: fc.array(text, { maxLength: 4 }),
  rating: fc.integer({ min: -1, max: 5 }),
  scene: fc.option(text),
  shotName: fc.option(text),
  takeNumber: fc.option(fc.integer({ min: 1, max: 99 })),
  isGood: fc.option(fc.boolean()),
  isImported: fc.constant(false)
})

it('knows its own sidecars, whatever they say', () => {
  fc.assert(
    fc.property(words, (said) => {
      const sidecar = makeSidecar(description, said)
      expect(isOwnSidecar(sidecar)).toBe(true)
      expect(readPacket(sidecar)).toEqual(description)
    })
  )
})

it('knows any change of a sidecar for one by another program', () => {
  const sidecar = makeSidecar(description, { title: 'Dusk', isImported: false })
  fc.assert(
    fc.property(fc.nat(sidecar.length - 1), fc.string({ minLength: 1, maxLength: 3 }), (at, typed) => {
      const changed = sidecar.slice(0, at) + typed + sidecar.slice(at + 1)
      expect(isOwnSidecar(changed)).toBe(changed === sidecar)
      expect(isOwnSidecar(sidecar.slice(0, at) + typed + sidecar.slice(at))).toBe(false)
    })
  )
  expect(isOwnSidecar('')).toBe(false)
})

it('calls an imported video neither generated nor asked for', () => {
  const sidecar = makeSidecar(description, { title: 'Plate', isImported: true })
  expect(sidecar).toContain('Plate')
  expect(sidecar).not.toMatch(/trainedAlgorithmicMedia|a gull|veo/)
})
