import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Problem } from '../../src/shared/problem'
import { foreignApi } from './api'
import type { AppProcess, Death, Installation } from '../engine/app-process'
import { explain } from '../audit/explain'
import { nodePace } from '../engine/node-app'
import { runChaos, type RunOutcome } from './run'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-run-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Fake app that only answers calls, and ends when killed. */
function idleApp(answer: (name: string) => unknown): AppProcess {
  let die: (death: Death) => void = () => undefined
  const dead = new Promise<Death>((resolve) => (die = resolve))
  let isDead = false
  const end = (signal: Death['signal'], code: Death['code']) => (): Promise<Death> => {
    isDead = true
    die({ signal, code, words: '' })
    return dead
  }
  return {
    dead,
    get isDead() {
      return isDead
    },
    start: () => Promise.resolve(),
    call: (name) => Promise.resolve(answer(name) as never),
    stop: end(null, 0),
    kill: end('SIGKILL', null)
  }
}

const value = (of: unknown): unknown => ({ ok: true, value: of })
const error = (code: Problem['code'], message: string): unknown => ({ ok: false, error: { code, message } })
const nothing = value({ items: [], next: null })

function runOn(answers: Readonly<Record<string, unknown>>): Promise<RunOutcome> {
  const places = {
    database: join(folder, 'library.sqlite'),
    library: join(folder, 'library'),
    wireLog: join(folder, 'wire.jsonl'),
    crashLog: join(folder, 'crashes.txt')
  }
  const installation: Installation = {
    places,
    launch: () =>
      idleApp((name) => {
        if (name === 'app.state') appendFileSync(places.crashLog, 'sending.committed:1:delay\n')
        return name in answers ? answers[name] : nothing
      }),
    close: () => Promise.resolve()
  }
  const pace = { startMs: 1, momentMs: 1, longestMs: 1, patienceMs: 1 }
  const lanes = [{ api: foreignApi('http://127.0.0.1:1'), installation }]
  return runChaos({ cycles: 12, seed: 1, pace, settleMs: 1, lanes })
}

const state = value({ counts: { in_progress: 0 } })

const told = (outcome: RunOutcome): string =>
  explain(outcome, {
    options: { cycles: 12, seed: 1, app: true, json: true, api: 'http://127.0.0.1:1', keep: false },
    kind: { lanes: 1, pace: nodePace },
    folder
  }).join('\n')

describe('a failing run', () => {
  it('reports a refused press with its cycle, crash points and the command to repeat it', async () => {
    const refused = error('bad_request', 'No such model.')
    const outcome = await runOn({ 'app.state': state, 'generations.create': refused })
    const [first] = outcome.violations
    expect(first?.what).toBe('generations.create was refused: No such model.')
    expect(first?.struck.at(-1)).toEqual({
      cycle: first?.cycle,
      point: 'sending.committed',
      nth: 1,
      kind: 'delay'
    })
    expect(told(outcome)).toContain(`Violation, seed 1, cycle ${String(first?.cycle)}: generations.create`)
    expect(told(outcome)).toContain(`cycle ${String(first?.cycle)}: sending.committed:1:delay`)
    expect(told(outcome)).toContain(
      'Again: npm run chaos -- --app --api http://127.0.0.1:1 --seed 1 --cycles 12 --keep'
    )
  })

  it('reports an app that exits while settling', async () => {
    const outcome = await runOn({ 'app.state': error('shutting_down', ''), 'generations.page': null })
    expect(outcome.violations.map(({ what }) => what)).toContain('The app died while everything settled')
  })

  it('reports an unreadable database in `integrity`, with its fields in the same order', async () => {
    writeFileSync(join(folder, 'library.sqlite'), 'no database '.repeat(1000))
    const { report, violations } = await runOn({ 'app.state': error('shutting_down', '') })
    expect(report.integrity).toMatch(/^cannot be read: .*not a database/)
    expect(violations.map(({ what }) => what)).toContain(`integrity: ${report.integrity}`)
    expect(Object.keys(report)).toEqual([
      'cycles',
      'generations',
      'lost',
      'sentTwice',
      'orphanFiles',
      'halfFiles',
      'unconfirmed',
      'integrity'
    ])
  })
})
