import { appendFileSync } from 'node:fs'

/**
 * Faults at a crash point: kill the process as a power cut would, throw an error as a disk would, or block the whole
 * process as a slow disk would.
 */
export const strikeKinds = ['kill', 'throw', 'delay'] as const
export type StrikeKind = (typeof strikeKinds)[number]

export interface Strike {
  readonly point: string
  /** Which pass through the point, from 1. */
  readonly nth: number
  readonly kind: StrikeKind
}

const delayMs = 250

/** Formats faults for the environment of a process: `sending.committed:1:throw,download.named:2:kill`. */
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
 * Injects the fault that `DAILIES_CRASH_AT` names for this point, and logs it to the file that `DAILIES_CRASH_LOG`
 * names.
 *
 * @throws an error of the file system for a `throw`.
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

/** Reads the injected faults from the content of `DAILIES_CRASH_LOG`. */
export const struckIn = (log: string): readonly Strike[] =>
  log.split('\n').filter(Boolean).flatMap(readStrikes)
