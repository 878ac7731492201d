import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import { AppBench } from './testing/app-bench'

const key = 'mlab-0123456789-secret'
const prompt = 'an unspeakable heron'

let bench: AppBench
beforeEach(async () => {
  bench = await AppBench.start()
})
afterEach(() => bench.end())

it('copies diagnostics without prompt, key, folder or title, right after a gesture', async () => {
  await bench.call('key.set', { key })
  const [id] = await bench.press({ prompt })
  await bench.comesTo(id!, 'ready')
  await bench.call('annotations.set', {
    ids: [id!],
    change: { title: 'My secret film' },
    step: crypto.randomUUID()
  })
  await expect(bench.get(crypto.randomUUID() as GenerationId)).rejects.toThrow('not_found')

  const { desktop } = bench.platform
  desktop.hasGesture = false
  await expect(bench.call('help.copyDiagnostics', {})).rejects.toThrow('not_allowed')
  desktop.hasGesture = true
  await bench.call('help.copyDiagnostics', {})
  const [text] = desktop.copied
  expect(text).toContain('Generations: ready 1\n')
  expect(text).toMatch(/Problems since the start: .*not_found 1 /)
  const { crashReports } = await bench.call('help.diagnostics', {})
  expect(crashReports).toBe(0)
  for (const secret of [key, 'heron', 'secret', bench.folder, bench.library, id!])
    expect(text).not.toContain(secret)
})

it('shows the log of today, and the folder where there is none', async () => {
  const { desktop, folders } = bench.platform
  await bench.call('help.showLog', {})
  expect([desktop.revealed, desktop.opened]).toEqual([[], [folders.logs]])
  mkdirSync(folders.logs)
  for (const name of [
    'dailies-2026-11-28.log',
    'dailies-2026-11-29.log',
    'dailies-2026-11-29.3.log',
    'z.log'
  ])
    writeFileSync(join(folders.logs, name), '')
  await bench.call('help.showLog', {})
  expect(desktop.revealed).toEqual([join(folders.logs, 'dailies-2026-11-29.log')])
  await bench.call('help.showCrashReports', {})
  expect(desktop.opened).toEqual([folders.logs, folders.crashReports])
})

it('says that the window was loaded again, until the user has read it', async () => {
  bench.app.noteReload()
  bench.app.noteReload()
  const codes = async (): Promise<readonly string[]> =>
    (await bench.call('app.state', {})).notices.map(({ code }) => code)
  expect(await codes()).toEqual(['window_reloaded'])
  await bench.call('app.dismissNotice', { code: 'window_reloaded' })
  expect(await codes()).toEqual([])
})
