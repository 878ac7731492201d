import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from './support/app/app'

const root = resolve(import.meta.dirname, '..')

/** A model that takes only a prompt and has no known price, and one that takes duration and resolution. */
for (const model of ['Hailuo-02-t2v', 'wan2.5-t2v']) {
  test(`makes a clip with ${model} in the headless demo and reports it as JSON`, async ({ freshFolder }) => {
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
