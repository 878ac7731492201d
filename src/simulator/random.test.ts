import { expect, test } from 'vitest'
import { between, pick, randomFor, randomUuid } from './random'

const take = (random: () => number, count: number): number[] => Array.from({ length: count }, random)

test('repeats its numbers for a seed, and differs between seeds', () => {
  expect(take(randomFor(7, 1), 20)).toEqual(take(randomFor(7, 1), 20))
  expect(take(randomFor(7, 1), 20)).not.toEqual(take(randomFor(8, 1), 20))
})

test('differs between the jobs of a seed, and between the first jobs of seeds', () => {
  const firsts = Array.from({ length: 200 }, (_, number) => randomFor(1, number)())
  const seeds = Array.from({ length: 200 }, (_, seed) => randomFor(seed, 1)())
  expect(new Set([...firsts, ...seeds]).size).toBeGreaterThan(395)
})

test('spreads numbers within their bounds', () => {
  const random = randomFor(3, 1)
  const numbers = Array.from({ length: 2000 }, () => between(random, [5, 120]))
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(5)
  expect(Math.max(...numbers)).toBeLessThan(120)
  expect(numbers.filter((number) => number > 62).length).toBeGreaterThan(900)
  expect(new Set(Array.from({ length: 200 }, () => pick(random, ['a', 'b', 'c']))).size).toBe(3)
})

test('names files with version 4 UUIDs', () => {
  expect(randomUuid(randomFor(1, 1))).toMatch(
    /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/
  )
})
