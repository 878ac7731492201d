import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { AppState } from '@shared/app-state'
import { writtenStrikes, type Strike } from '../../src/main/base/crash-strike'
import { otherDisk } from '../../src/main/library/testing/other-disk'
import { keepEvidence } from '../audit/evidence'
import type { AppProcess, Installation } from '../engine/app-process'
import { movePoints } from '../runner/points'
import { within } from '../runner/within'
import { patiently, statesOf, TwoClips, videosOf } from './two-clips'

let clips: TwoClips
beforeAll(async () => {
  clips = await TwoClips.prepare('move')
})
afterEach(async (context) => keepEvidence(context, clips.folder, await clips.api.control?.ledger()))
afterAll(() => clips.end())

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
const parents = [tmpdir(), otherDisk()].filter((parent) => parent !== null)

describe.each(parents)('moving a library to a folder in %s', (parent) => {
  const points = movePoints.filter((point) => parent !== tmpdir() || point !== 'move.copied')

  async function whileMoving(
    strikes: readonly Strike[],
    then: (app: AppProcess, moving: Promise<unknown>, oldFolder: string) => Promise<unknown>,
    afterwards = expectEveryClip
  ): Promise<void> {
    const chosen = mkdtempSync(join(parent, 'dailies-chosen-'))
    const installation = clips.install(chosen)
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
