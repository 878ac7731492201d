import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { AppState } from '@shared/app-state'
import type { VideoView } from '@shared/generation'
import { writtenStrikes, type Strike } from '../../src/main/base/crash-strike'
import { startApi, type Api } from '../runner/api'
import type { AppProcess, Installation } from '../engine/app-process'
import { bundlePrograms } from '../engine/bundle'
import { keepEvidence } from '../audit/evidence'
import { clockSpeed, nodeInstallation } from '../engine/node-app'
import { movePoints } from '../runner/points'
import { within } from '../runner/within'

const key = 'chaos-key'
let program: string
let api: Api
let folder: string
/** Makes a profile with two clips, which each test copies. */
let prepared: string

beforeAll(async () => {
  const programs = await bundlePrograms(join(import.meta.dirname, '../../.cache', 'chaos-move'))
  program = programs.child
  folder = mkdtempSync(join(tmpdir(), 'dailies-move-'))
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

async function libraryOf(app: AppProcess): Promise<AppState['library'] | null> {
  const state = await app.call('app.state', {})
  return state?.ok ? state.value.library : null
}

/** Checks that the next start finds every clip in the current library folder. */
async function expectEveryClip(installation: Installation): Promise<void> {
  const app = installation.launch([])
  await app.start()
  await vi.waitFor(async () => {
    const library = await libraryOf(app)
    expect(library?.status).toBe('ok')
    const videos = await videosOf(app)
    expect(videos.map(({ state }) => state)).toEqual(['saved', 'saved'])
    for (const { fileName } of videos) expect(existsSync(join(library!.folder, fileName!))).toBe(true)
  }, patiently)
  await app.stop()
}

/** Targets of a move: this disk, and another one where the machine has one. */
const parents = [tmpdir(), '/dev/shm'].filter((parent) => existsSync(parent))

describe.each(parents)('moving a library to a folder in %s', (parent) => {
  const points = movePoints.filter((point) => parent !== tmpdir() || point !== 'move.copied')

  async function whileMoving(
    strikes: readonly Strike[],
    then: (app: AppProcess, moving: Promise<unknown>, oldFolder: string) => Promise<unknown>,
    afterwards = expectEveryClip
  ): Promise<void> {
    const home = mkdtempSync(join(folder, 'home-'))
    const chosen = mkdtempSync(join(parent, 'dailies-chosen-'))
    cpSync(prepared, home, { recursive: true })
    const installation = installed(home, chosen)
    const app = installation.launch(strikes)
    try {
      await app.start()
      await then(app, app.call('library.chooseFolder', {}), installation.places.library)
      expect(readFileSync(installation.places.crashLog, 'utf8')).toBe(
        strikes.map((strike) => `${writtenStrikes([strike])}\n`).join('')
      )
      await afterwards(installation)
    } finally {
      await app.kill()
      rmSync(chosen, { recursive: true, force: true })
    }
  }

  it.each(points)('finds every clip at the next start after a kill at %s', async (point) => {
    await whileMoving([{ point, nth: 1, kind: 'kill' }], async (app) => {
      expect((await within(120_000, point, app.dead)).signal).toBe('SIGKILL')
    })
  })

  it.each(points.filter((point) => point !== 'move.copied'))(
    'finds every clip at the next start after a failure at %s',
    async (point) => {
      await whileMoving([{ point, nth: 1, kind: 'throw' }], async (app, moving) => {
        await moving
        await app.stop()
      })
    }
  )

  it.runIf(points.includes('move.copied'))('keeps and reports a clip that cannot be copied', async () => {
    await whileMoving(
      [{ point: 'move.copied', nth: 1, kind: 'throw' }],
      async (app, moving, oldFolder) => {
        await moving
        expect([...(await statesOf(app))].sort()).toEqual(['missing', 'saved'])
        const state = await app.call('app.state', {})
        expect(state).toMatchObject({ ok: true, value: { notices: [{ code: 'file_missing' }] } })
        const left = (await videosOf(app)).find((video) => video.state === 'missing')
        expect(statSync(join(oldFolder, left!.fileName!)).size).toBe(left!.bytes)
        await app.stop()
      },
      () => Promise.resolve()
    )
  })

  it('finds every clip without a kill', async () => {
    const strikes = points.map((point): Strike => ({ point, nth: 1, kind: 'delay' }))
    await whileMoving(strikes, async (app, moving) => {
      await moving
      expect((await libraryOf(app))?.folder).toContain('dailies-chosen-')
      expect(await statesOf(app)).toEqual(['saved', 'saved'])
      await app.stop()
    })
  })
})
