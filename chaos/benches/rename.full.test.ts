import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { writtenStrikes, type Strike } from '../../src/main/base/crash-strike'
import { keepEvidence } from '../audit/evidence'
import type { AppProcess, Installation } from '../engine/app-process'
import { renamePoints } from '../runner/points'
import { within } from '../runner/within'
import { patiently, TwoClips, videosOf } from './two-clips'

let clips: TwoClips
beforeAll(async () => {
  clips = await TwoClips.prepare('rename')
})
afterEach(async (context) => keepEvidence(context, clips.folder, await clips.api.control?.ledger()))
afterAll(() => clips.end())

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
    const installation = clips.install()
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
