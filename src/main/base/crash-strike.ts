import { appendFileSync } from 'node:fs'

/**
 * What a crash point does: ends the process as a power cut would, fails as a disk would, or takes its time as a slow
 * disk would, with everything else in the process waiting.
 */
export const strikeKinds = ['kill', 'throw', 'delay'] as const
export type StrikeKind = (typeof strikeKinds)[number]

export interface Strike {
  readonly point: string
  /** Which time the process gets there, from 1. */
  readonly nth: number
  readonly kind: StrikeKind
}

const delayMs = 250

/** As the environment of a process takes them: `sending.committed:1:throw,download.named:2:kill`. */
export const writtenStrikes = (strikes: readonly Strike[]): string =>
  strikes.map(({ point, nth, kind }) => `${point}:${nth}:${kind}`).join(',')

function readStrikes(text: string): readonly Strike[] {
  return text
    .split(',')
    .filter(Boolean)
    .map((one) => {
      const [point = '', nth = '1', kind = 'kill'] = one.split(':')
      return { point, nth: Number(nth), kind: kind as StrikeKind }
    })
}

const passes = new Map<string, number>()

/**
 * Does at this point what `DAILIES_CRASH_AT` asks for, and notes it in the file `DAILIES_CRASH_LOG` names.
 *
 * @throws an error of the file system where a `throw` is asked for.
 */
export function strike(point: string): void {
  const nth = (passes.get(point) ?? 0) + 1
  passes.set(point, nth)
  const struck = readStrikes(process.env['DAILIES_CRASH_AT'] ?? '').find(
    (one) => one.point === point && one.nth === nth
  )
  if (!struck) return
  const log = process.env['DAILIES_CRASH_LOG']
  if (log) appendFileSync(log, `${writtenStrikes([struck])}\n`)
  switch (struck.kind) {
    case 'kill':
      return void process.kill(process.pid, 'SIGKILL')
    case 'throw':
      throw Object.assign(new Error(`EIO: i/o error, made up at ${point}`), { code: 'EIO' })
    case 'delay':
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, delayMs)
  }
}

/** What struck so far, as `DAILIES_CRASH_LOG` holds it. */
export const struckIn = (log: string): readonly Strike[] =>
  log.split('\n').filter(Boolean).flatMap(readStrikes)
