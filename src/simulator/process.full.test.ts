import { execFile, fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { SimulatorReport } from './process'
import { clipsFolder, post } from './testing/test-client'

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

async function start(
  options: object
): Promise<{ readonly child: ChildProcess; readonly report: SimulatorReport }> {
  const child = fork(path('process.ts'), [JSON.stringify(options)], { execArgv: ['--import', 'tsx'] })
  const [report] = (await once(child, 'message')) as [SimulatorReport]
  return { child, report }
}

test('reports its address, serves, and ends on request', async () => {
  const { child, report } = await start({ clipsFolder })
  if (report.type !== 'listening') throw new Error(report.message)
  expect((await post(`${report.url}/api/wallet_balance`)).status).toBe(200)
  expect(report.proxyUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  child.send({ type: 'close' })
  expect(await once(child, 'exit')).toEqual([0, null])
})

test('ends with its parent', async () => {
  const { child } = await start({ clipsFolder })
  child.disconnect()
  expect(await once(child, 'exit')).toEqual([0, null])
})

test("reports why it can't start", async () => {
  const { child, report } = await start({ clipsFolder: path('nowhere') })
  expect(report).toEqual({ type: 'failed', message: 'The folder of clips cannot be read.' })
  if (child.exitCode === null) await once(child, 'exit')
  expect(child.exitCode).toBe(1)
})

test('ends with one sentence on a wrong command line', async () => {
  const ended = await new Promise<[number | string | undefined, string]>((resolve) => {
    const args = ['--import', 'tsx', path('cli.ts'), '--speed', 'fast']
    execFile(process.execPath, args, (error, _out, errors) => resolve([error?.code ?? undefined, errors]))
  })
  expect(ended).toEqual([1, '--speed needs a number above 0 and up to 1000000, not "fast".\n'])
})
