import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from './support/app/app'

const root = resolve(import.meta.dirname, '..')

/** One that takes only a prompt and has no known price, and one that is told length and resolution. */
for (const model of ['Hailuo-02-t2v', 'wan2.5-t2v']) {
  test(`the demo without a window makes a clip with ${model}, and says so as JSON`, async ({
    freshFolder
  }) => {
    const args = ['scripts/demo.mjs', '--headless', '--json', '--model', model, '--out', await freshFolder()]
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root })
    const outcome = JSON.parse(stdout) as {
      readonly state: string
      readonly file: string
      readonly bytes: number
    }
    expect(outcome).toMatchObject({ state: 'ready', problem: null })
    expect((await stat(outcome.file)).size).toBe(outcome.bytes)
  })
}
