import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { VideoView } from '@shared/generation'
import { writtenStrikes, type Strike } from '../../src/main/base/crash-strike'
import { startApi, type Api } from '../runner/api'
import type { AppProcess, Installation } from '../engine/app-process'
import { bundlePrograms } from '../engine/bundle'
import { keepEvidence } from '../audit/evidence'
import { clockSpeed, nodeInstallation } from '../engine/node-app'
import { renamePoints } from '../runner/points'
import { within } from '../runner/within'

const key = 'chaos-key'
let program: string
let api: Api
let folder: string
/** Makes a profile with two clips, which each test copies. */
let prepared: string

beforeAll(async () => {
  const programs = await bundlePrograms(join(import.meta.dirname, '../../.cache', 'chaos-rename'))
  program = programs.child
  folder = mkdtempSync(join(tmpdir(), 'dailies-rename-'))
  api = await startApi(programs.simulator, { seed: 7, speed: clockSpeed, balanceMicrodollars: 1e12 })
  prepared = join(folder, 'prepared')
  const app = installed(prepared, join(folder, 'nowhere')).launch([])
  await app.start()
  await app.call('generations.create', {
    pressId: crypto.randomUUID(),
    requests: ['one', 'two'].map((prompt) => ({
      modelId: 'veo-3.1-fast',
      prompt,
      aspectRatio: '16:9' as const,
      durationSeconds: 4
    }))
  })
  await vi.waitFor(async () => expect(await statesOf(app)).toEqual(['saved', 'saved']), patiently)
  await app.stop()
})
afterEach(async (context) => keepEvidence(context, folder, await api.control?.ledger()))
afterAll(async () => {
  await api.close()
  rmSync(folder, { recursive: true, force: true })
})

const patiently = { timeout: 120_000, interval: 50 }

const installed = (home: string, chosenFolder: string): Installation =>
  nodeInstallation(program, { folder: home, origin: api.origin, key, chosenFolder })

async function videosOf(app: AppProcess): Promise<readonly VideoView[]> {
  const page = await app.call('generations.page', { view: 'all', text: '', before: null, limit: 50 })
  return page?.ok ? page.value.items.flatMap(({ videos }) => videos) : []
}

const statesOf = async (app: AppProcess): Promise<readonly string[]> =>
  (await videosOf(app)).map(({ state }) => state)

/** Checks that the next start has every clip under its new name, and no file twice. */
async function expectEveryClip(installation: Installation): Promise<void> {
  const app = installation.launch([])
  await app.start()
  const { library } = installation.places
  await vi.waitFor(async () => {
    const videos = await videosOf(app)
    expect(videos.map(({ state }) => state)).toEqual(['saved', 'saved'])
    expect(videos.map(({ fileName }) => fileName).sort()).toEqual(['one.mp4', 'two.mp4'])
    for (const { fileName } of videos) expect(existsSync(join(library, fileName!))).toBe(true)
    expect(readdirSync(library).filter((name) => name.endsWith('.mp4'))).toHaveLength(2)
  }, patiently)
  await app.stop()
}

describe('renaming the files of a library', () => {
  async function whileRenaming(
    strikes: readonly Strike[],
    then: (app: AppProcess, renaming: Promise<unknown>) => Promise<unknown>
  ): Promise<void> {
    const home = mkdtempSync(join(folder, 'home-'))
    cpSync(prepared, home, { recursive: true })
    const installation = installed(home, join(folder, 'nowhere'))
    const app = installation.launch(strikes)
    try {
      await app.start()
      await app.call('settings.update', { fileNameTemplate: '{words}' })
      await then(app, app.call('names.rename', { ids: null }))
      expect(readFileSync(installation.places.crashLog, 'utf8')).toBe(
        strikes.map((strike) => `${writtenStrikes([strike])}\n`).join('')
      )
      await expectEveryClip(installation)
    } finally {
      await app.kill()
    }
  }

  it.each(renamePoints)('gives every clip its name at the next start after a kill at %s', async (point) => {
    await whileRenaming([{ point, nth: 1, kind: 'kill' }], async (app) => {
      expect((await within(120_000, point, app.dead)).signal).toBe('SIGKILL')
    })
  })

  it('renames every clip without a kill', async () => {
    const strikes = renamePoints.map((point): Strike => ({ point, nth: 1, kind: 'delay' }))
    await whileRenaming(strikes, async (app, renaming) => {
      await renaming
      await app.stop()
    })
  })
})
