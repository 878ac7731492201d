import { afterEach, describe, expect, it, vi } from 'vitest'
import { Problem } from '../base/say.mjs'
import { runSteps } from './run-steps.mjs'

/** Makes steps that record when they began and ended. */
function bench() {
  const log = []
  const step = (name, more = {}) => ({
    name,
    run: async () => {
      log.push(`${name} begins`)
      await more.until
      log.push(`${name} ends`)
      if (more.problem) throw new Problem(more.problem)
      return { ok: more.ok ?? true }
    },
    ...more
  })
  return { log, step }
}

const quietly = () => undefined

const outcomes = (done) => Object.fromEntries(done.map(({ name, ok }) => [name, ok]))

describe('runSteps', () => {
  it('runs a step in parallel with later ones, and waits for it before one that runs alone', async () => {
    const { log, step } = bench()
    let release
    const held = new Promise((resolve) => {
      release = resolve
    })
    const steps = [
      step('lint', { beside: true, until: held }),
      step('types'),
      { ...step('unit'), run: async () => (release(), log.push('unit runs'), { ok: true }) },
      step('e2e', { alone: true })
    ]
    expect(outcomes(await runSteps(steps, quietly))).toEqual({
      lint: true,
      types: true,
      unit: true,
      e2e: true
    })
    expect(log).toEqual([
      'lint begins',
      'types begins',
      'types ends',
      'unit runs',
      'lint ends',
      'e2e begins',
      'e2e ends'
    ])
  })

  it('reports how each step ended, with its buffered output', async () => {
    const said = []
    const lint = { name: 'lint', beside: true, run: async () => ({ ok: false, said: 'a.ts: no\n' }) }
    await runSteps([lint], (line) => said.push(line.replace(/\d+ s/, 'N s')))
    expect(said).toEqual(['\nlint … (beside the following)', 'a.ts: no\nlint: FAILED (N s)'])
  })

  it('counts a failure beside the others, and a problem, as failures of their steps', async () => {
    const { step } = bench()
    const steps = [step('lint', { beside: true, ok: false }), step('build', { problem: 'No.' })]
    expect(outcomes(await runSteps(steps, quietly))).toEqual({ lint: false, build: false })
  })

  it('skips a step that needs a failed one', async () => {
    const { log, step } = bench()
    const steps = [step('build', { ok: false }), step('package', { needs: ['build'] }), step('unit')]
    expect(outcomes(await runSteps(steps, quietly))).toEqual({ build: false, package: false, unit: true })
    expect(log).not.toContain('package begins')
  })

  describe('after ten silent seconds', () => {
    afterEach(() => {
      vi.useRealTimers()
    })

    it('reports what is running, and for how long', async () => {
      vi.useFakeTimers()
      const said = []
      let finish
      const held = new Promise((resolve) => {
        finish = resolve
      })
      const { step } = bench()
      const steps = [step('lint', { beside: true, until: held }), step('types', { until: held })]
      const done = runSteps(steps, (line) => said.push(line))
      await vi.advanceTimersByTimeAsync(10_000)
      finish()
      await done
      expect(said).toContain('  lint: 10 s so far\n  types: 10 s so far')
    })
  })

  it('rethrows an error that is no Problem', async () => {
    await expect(
      runSteps([{ name: 'broken', run: () => Promise.reject(new TypeError('a bug')) }], quietly)
    ).rejects.toThrow('a bug')
  })
})
