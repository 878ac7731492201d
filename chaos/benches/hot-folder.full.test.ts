import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import type { GenerationView } from '@shared/generation'
import { strikeKinds, writtenStrikes, type Strike } from '../../src/main/base/crash-strike'
import { keepEvidence } from '../audit/evidence'
import type { AppProcess, Installation } from '../engine/app-process'
import { bundlePrograms } from '../engine/bundle'
import { clockSpeed, nodeInstallation } from '../engine/node-app'
import { startApi, type Api } from '../runner/api'
import { hotFolderPoints } from '../runner/points'
import { within } from '../runner/within'
import { patiently, requestTwo } from './two-clips'

let program: string
let api: Api
let folder: string
/** Makes a profile with two clips, one of which is in a hot folder, which each test copies. */
let prepared: string

const installed = (home: string): Installation =>
  nodeInstallation(program, {
    folder: home,
    origin: api.origin,
    key: 'chaos-key',
    chosenFolder: join(home, 'hot')
  })

beforeAll(async () => {
  const programs = await bundlePrograms(join(import.meta.dirname, '../../.cache', 'chaos-hot-folder'))
  program = programs.child
  folder = mkdtempSync(join(tmpdir(), 'dailies-hot-'))
  api = await startApi(programs.simulator, { seed: 7, speed: clockSpeed, balanceMicrodollars: 1e12 })
})
afterEach(async (context) => keepEvidence(context, folder, await api.control?.ledger()))
afterAll(async () => {
  await api.close()
  rmSync(folder, { recursive: true, force: true })
})

async function clipsOf(app: AppProcess): Promise<readonly GenerationView[]> {
  const page = await app.call('generations.page', { view: 'all', text: '', before: null, limit: 50 })
  return page?.ok ? page.value.items : []
}

/** Stars the second clip instead of the first. */
async function rateOther(app: AppProcess): Promise<void> {
  const clips = await clipsOf(app)
  for (const [prompt, stars] of [
    ['two', 5],
    ['one', 0]
  ] as const) {
    const ids = clips.filter(({ request }) => request.prompt === prompt).map(({ id }) => id)
    await app.call('annotations.set', { ids, change: { stars } })
  }
}

const filesIn = (home: string): readonly string[] =>
  readdirSync(join(home, 'hot'))
    .filter((name) => name !== '.dailies-hot-folder.json')
    .sort()

/** Waits until the hot folder holds the file of one clip and that of the user. */
const holds = (app: AppProcess, home: string, prompt: string): Promise<void> =>
  vi.waitFor(async () => {
    const clip = (await clipsOf(app)).find(({ request }) => request.prompt === prompt)
    expect(filesIn(home)).toEqual([clip?.videos[0]?.fileName, 'mine.txt'].sort())
  }, patiently)

beforeAll(async () => {
  prepared = mkdtempSync(join(folder, 'home-'))
  mkdirSync(join(prepared, 'hot'))
  writeFileSync(join(prepared, 'hot', 'mine.txt'), 'mine')
  const app = installed(prepared).launch([])
  await app.start()
  await requestTwo(app)
  await vi.waitFor(async () => {
    expect((await clipsOf(app)).map(({ state }) => state)).toEqual(['ready', 'ready'])
  }, patiently)
  const first = (await clipsOf(app)).find(({ request }) => request.prompt === 'one')
  await app.call('annotations.set', { ids: [first!.id], change: { stars: 5 } })
  await app.call('hotFolders.add', { rule: { kind: 'stars', from: 5 }, projectId: null, way: 'copy' })
  await holds(app, prepared, 'one')
  await app.stop()
})

const cases = strikeKinds.flatMap((kind) => hotFolderPoints.map((point) => [kind, point] as const))

it.each(cases)('holds the starred clip and no other after %s at %s', async (kind, point) => {
  // The path of the hot folder is in the settings, so the copy takes the original's place.
  const kept = mkdtempSync(join(folder, 'kept-'))
  cpSync(prepared, kept, { recursive: true, preserveTimestamps: true })
  const installation = installed(prepared)
  const strikes: readonly Strike[] = [{ point, nth: 1, kind }]
  const app = installation.launch(strikes)
  try {
    await app.start()
    await rateOther(app)
    const noted = (): string => readFileSync(installation.places.crashLog, 'utf8')
    if (kind === 'kill') {
      expect((await within(120_000, point, app.dead)).signal).toBe('SIGKILL')
      const next = installation.launch([])
      await next.start()
      // The kill may have come before all of it was said.
      await rateOther(next)
      await holds(next, prepared, 'two')
      await next.stop()
    } else {
      await holds(app, prepared, 'two')
      await app.stop()
    }
    expect(noted()).toBe(`${writtenStrikes(strikes)}\n`)
  } finally {
    await app.kill()
    rmSync(prepared, { recursive: true, force: true })
    cpSync(kept, prepared, { recursive: true, preserveTimestamps: true })
  }
})
