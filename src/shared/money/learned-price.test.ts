import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findModel } from '../catalogue/models'
import { initialRequest } from '../catalogue/request-body'
import { expectedPrice, type ExpectedPrice } from './learned-price'
import type { MeasuredPrice } from './spend'

const veo = findModel('veo-3.1-fast')!
const request = initialRequest(veo)
const measured = (charges: number[], change: Partial<MeasuredPrice> = {}): MeasuredPrice => ({
  modelId: veo.id,
  durationSeconds: 8,
  resolution: null,
  generateAudio: true,
  charges,
  ...change
})

const learnedPrice = (
  like: Parameters<typeof expectedPrice>[0],
  groups: readonly MeasuredPrice[]
): ExpectedPrice | null => expectedPrice(like, undefined, groups)

test('returns the median and maximum of charges for the same model, length, size and sound', () => {
  expect(learnedPrice(request, [])).toBeNull()
  const some = measured([1_900_000, 9_000_000, 1_920_000])
  expect(learnedPrice(request, [some])).toEqual({
    from: 'measured',
    about: 1_920_000,
    most: 9_000_000,
    runs: 3
  })
  const others = [
    measured([1], { durationSeconds: 4 }),
    measured([1], { durationSeconds: null }),
    measured([1], { modelId: 'veo-3.1' }),
    measured([1], { resolution: '720p' }),
    measured([1], { generateAudio: false }),
    measured([1], { generateAudio: null })
  ]
  expect(learnedPrice(request, [...others, some])).toEqual({
    from: 'measured',
    about: 1_920_000,
    most: 9_000_000,
    runs: 3
  })
  expect(learnedPrice(request, others)).toBeNull()
  const bare = { durationSeconds: null, generateAudio: null }
  expect(learnedPrice({ modelId: veo.id }, [measured([1], bare)])).toEqual({
    from: 'measured',
    about: 1,
    most: 1,
    runs: 1
  })
  expect(learnedPrice(request, [measured([1, 2])])).toEqual({ from: 'measured', about: 2, most: 2, runs: 2 })
  expect(learnedPrice(request, [measured([-5, 0.5, Number.NaN])])).toBeNull()
})

test('prefers measured charges to the catalogue', () => {
  expect(expectedPrice(request, veo, [])).toEqual({
    from: 'catalogue',
    about: 1_920_000,
    most: 1_920_000,
    price: veo.price
  })
  expect(expectedPrice(request, veo, [measured([1_800_000])])).toEqual({
    from: 'measured',
    about: 1_800_000,
    most: 1_800_000,
    runs: 1
  })
  expect(expectedPrice({ modelId: 'mine' }, undefined, [])).toBeNull()
})

test('always returns the middle charge', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1 }), (charges) => {
      const learned = learnedPrice(request, [measured(charges)])!
      expect(charges).toContain(learned.about)
      const below = charges.filter((charge) => charge < learned.about).length
      const above = charges.filter((charge) => charge > learned.about).length
      expect(Math.max(below, above)).toBeLessThanOrEqual(charges.length / 2)
      expect(learned.most).toBe(Math.max(...charges))
    })
  )
})

test('uses the price of the requested resolution', () => {
  const wan = findModel('wan2.7-t2v')!
  const sharp = { ...initialRequest(wan), resolution: '1080p' }
  expect(expectedPrice(sharp, wan, [])).toMatchObject({ about: 750_000, price: { microdollars: 150_000 } })
})
