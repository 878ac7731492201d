import { describe, expect, it } from 'vitest'
import { helpText, measureNames, readCommandLine, type BenchOptions } from './command-line'

function options(...args: readonly string[]): BenchOptions {
  const command = readCommandLine(args)
  if (!command.ok || command.value.kind !== 'run') throw new Error(JSON.stringify(command))
  return command.value.options
}

function refusal(...args: readonly string[]): string {
  const command = readCommandLine(args)
  if (command.ok) throw new Error('It was taken')
  return command.error
}

describe('arguments of npm run bench', () => {
  it('measures everything at three sizes seven times when nothing is said', () => {
    expect(options()).toEqual({
      only: new Set(measureNames),
      sizes: [100, 10_000, 100_000],
      runs: 7,
      packaged: false,
      quick: false,
      json: false,
      save: false
    })
  })

  it('takes a few measurements, sizes in any order, and a number of runs', () => {
    const { only, sizes, runs } = options('--only', 'search, start', '--sizes=10000,100,100', '--runs', '3')
    expect([...only].sort()).toEqual(['search', 'start'])
    expect(sizes).toEqual([100, 10_000])
    expect(runs).toBe(3)
  })

  it('keeps a quick run small, unless sizes or runs are given', () => {
    expect(options('--quick')).toMatchObject({ sizes: [100], runs: 1, quick: true })
    expect(options('--quick', '--sizes', '1000', '--runs', '2')).toMatchObject({ sizes: [1000], runs: 2 })
  })

  it('measures of the packaged program what needs no door into it', () => {
    expect(options('--packaged')).toMatchObject({
      packaged: true,
      only: new Set(['start', 'memory', 'idle'])
    })
    expect([...options('--packaged', '--only', 'start').only]).toEqual(['start'])
    expect(refusal('--packaged', '--only', 'start,scroll')).toBe(
      '--packaged measures only start, memory, idle.'
    )
  })

  it('refuses what it does not know, with what it knows', () => {
    expect(refusal('--only', 'start,speed')).toBe(`--only knows ${measureNames.join(', ')}, not "speed".`)
    expect(refusal('--only', ',')).toBe('--only needs at least one name.')
    expect(refusal('--fast')).toContain("Unknown option '--fast'")
    expect(refusal('start')).toContain("Unexpected argument 'start'")
  })

  it.each(['0', '-5', '1.5', 'many', '1000001'])('refuses a library of %s clips', (size) => {
    expect(refusal(`--sizes=${size}`)).toBe(`--sizes needs whole numbers from 1 to 1000000, not "${size}".`)
  })

  it.each(['0', '1e3', '', '1001'])('refuses "%s" runs', (runs) => {
    expect(refusal(`--runs=${runs}`)).toBe(`--runs needs a whole number from 1 to 1000, not "${runs}".`)
  })

  it('explains itself', () => {
    expect(readCommandLine(['-h'])).toEqual({ ok: true, value: { kind: 'help' } })
    for (const name of measureNames) expect(helpText).toContain(name)
  })
})
