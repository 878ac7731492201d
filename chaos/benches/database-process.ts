import { fork } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import type { DatabaseTask } from './database-child'
import type { SmallDisk } from './small-disk'
import { within } from '../runner/within'

/** Outcome of a run of the database program. */
export interface DatabaseRun {
  /** Signal that killed it, or its exit code. */
  readonly end: string | number | null
  readonly told: readonly string[]
  /** Its standard error. */
  readonly words: string
}

/** Runs the database program until it ends, or kills it some time after its first message. */
export async function runDatabase(
  program: string,
  task: DatabaseTask,
  ending: {
    readonly crashAt?: string
    readonly killAfterMs?: number
    readonly disk?: Pick<SmallDisk, 'inside'>
  } = {}
): Promise<DatabaseRun> {
  const child = fork(program, {
    ...(ending.disk?.inside ?? { execArgv: [] }),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, DAILIES_CRASH_AT: ending.crashAt ?? '' }
  })
  const told: string[] = []
  let words = ''
  child.stderr?.on('data', (bytes: Buffer) => {
    words += bytes.toString()
  })
  child.on('message', (prompt: string) => {
    told.push(prompt)
    if (told.length === 1 && ending.killAfterMs !== undefined) {
      void wait(ending.killAfterMs).then(() => child.kill('SIGKILL'))
    }
  })
  const died = new Promise<string | number | null>((resolve) =>
    child.on('close', (code, signal) => resolve(signal ?? code))
  )
  child.send(task)
  try {
    return { end: await within(120_000, 'The database program', died), told, words }
  } finally {
    child.kill('SIGKILL')
  }
}
