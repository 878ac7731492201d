import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { CrashPoint } from '../src/main/crash-points'
import { AppProcess } from './app-process'
import { startApi, type Api } from './api'
import { bundlePrograms, type Programs } from './bundle'
import { auditLibrary } from './library-audit'
import type { ChildSettings } from './messages'
import { adoptionPoints, chaosPoints } from './points'
import { Presses } from './presses'
import { reconcile } from './reconcile'
import { clockSpeed, runChaos } from './run'
import { pressGenerate, settle } from './settle'
import { readWireLog, sentAfterMaybeTaken } from './wire-log'
import { within } from './within'

const key = 'chaos-key'
let programs: Programs
let api: Api

beforeAll(async () => {
  programs = await bundlePrograms()
})

async function freshApi(seed: number): Promise<Api> {
  api = await startApi(programs.simulator, { seed, speed: clockSpeed, balanceMicrodollars: 1e12 })
  return api
}

describe('the app, killed again and again', () => {
  it('loses nothing, pays nothing twice and leaves no half file', { timeout: 180_000 }, async () => {
    const run = await runChaos({ cycles: 40, seed: 4, key, programs, api: await freshApi(4), keep: false })
    expect(run.violations).toEqual([])
    expect(run.report).toMatchObject({ cycles: 40, lost: 0, sentTwice: 0, orphanFiles: 0, halfFiles: 0 })
    expect(run.report.integrity).toBe('ok')
    expect(run.report.generations).toBeGreaterThan(10)
    await api.close()
  })
})

/** What leads to a point, where a plain press of Generate does not. */
const roads: Readonly<Partial<Record<CrashPoint, string>>> = {
  'failed.before-commit': 'submit-error*1',
  'failed.committed': 'submit-error*1',
  'unconfirmed.before-commit': 'submit-reset-created*1',
  'unconfirmed.committed': 'submit-reset-created*1',
  'requeued.before-commit': 'submit-429*1',
  'requeued.committed': 'submit-429*1'
}

describe('every crash point', () => {
  it('is reached, kills, and leaves a library that is whole', { timeout: 300_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dailies-points-'))
    const { origin, control } = await freshApi(5)
    const settings = settingsFor(folder, origin)
    const presses = new Presses(5)
    // The marker is written once, into a folder that is new.
    const points = [
      'marker.written',
      ...chaosPoints.filter((name) => name !== 'marker.written')
    ] as CrashPoint[]
    const missed: string[] = []
    for (const [index, point] of points.entries()) {
      const app = new AppProcess(programs.child, `${point}:1`)
      await control?.setFaults(roads[point] ? [roads[point]] : [])
      await app.start(settings)
      await actFor(app, point, presses, index)
      const death = await within(10_000, point, app.dead).catch(() => null)
      if (death?.signal !== 'SIGKILL') missed.push(point)
      if (!app.isDead) await app.kill()
    }
    await control?.setFaults([])
    const last = new AppProcess(programs.child, null)
    await last.start(settings)
    const left = await settle(last, presses.open, 60_000)
    await last.stop()

    const library = auditLibrary(folder)
    const { findings } = reconcile({
      confirmed: presses.tokens,
      ledger: (await control?.ledger())?.entries ?? null,
      sentAgain: sentAfterMaybeTaken(readWireLog(settings.wireLogPath)),
      library
    })
    rmSync(folder, { recursive: true, force: true })
    await api.close()
    expect({ missed, left, findings, integrity: library.integrity }).toEqual({
      missed: [],
      left: [],
      findings: [],
      integrity: 'ok'
    })
  })
})

/** Presses Generate, and does what else the point takes; the app may die at any moment of it. */
async function actFor(app: AppProcess, point: CrashPoint, presses: Presses, cycle: number): Promise<void> {
  const isCancelling = point.startsWith('cancelled.')
  await app.call('sending.setPaused', { paused: isCancelling })
  for (const press of presses.open) await pressGenerate(app, press)
  const press = presses.add(cycle, crypto.randomUUID(), 1)
  await pressGenerate(app, press)
  if (!isCancelling && !/^(mark|journal)\./.test(point)) return
  const page = await app.call('generations.page', {
    view: 'all',
    text: press.tokens[0] ?? '',
    before: null,
    limit: 1
  })
  const id = page?.ok ? page.value.items[0]?.id : undefined
  if (id === undefined) return
  if (isCancelling) await app.call('generations.cancel', { id })
  else if (point.startsWith('mark.')) await app.call('generations.setHidden', { id, hidden: true })
  else await trashReady(app)
}

async function trashReady(app: AppProcess): Promise<void> {
  const page = await app.call('generations.page', { view: 'all', text: '', before: null, limit: 200 })
  const ready = page?.ok ? page.value.items.find(({ state }) => state === 'ready') : undefined
  if (ready) await app.call('generations.trash', { ids: [ready.id] })
}

describe('a library that is taken up from its folder', () => {
  it('goes on with it where a crash ended it', { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dailies-adoption-'))
    const { origin } = await freshApi(6)
    const settings = settingsFor(folder, origin)
    const presses = new Presses(6)
    const first = new AppProcess(programs.child, null)
    await first.start(settings)
    await pressGenerate(first, presses.add(0, crypto.randomUUID(), 2))
    await settle(first, [], 60_000)
    await first.stop()
    rmSync(join(folder, 'state'), { recursive: true })
    for (const point of adoptionPoints) {
      const app = new AppProcess(programs.child, `${point}:1`)
      await app.start(settings)
      expect((await within(10_000, point, app.dead)).signal).toBe('SIGKILL')
    }
    const last = new AppProcess(programs.child, null)
    await last.start(settings)
    await vi.waitFor(async () => {
      const page = await last.call('generations.page', { view: 'all', text: '', before: null, limit: 9 })
      expect(page?.ok && page.value.items.map(({ state }) => state)).toEqual(['ready', 'ready'])
    })
    await last.stop()
    const { generations } = auditLibrary(folder)
    expect(generations.map(({ token }) => token).sort()).toEqual([...presses.tokens])
    rmSync(folder, { recursive: true, force: true })
    await api.close()
  })
})

const settingsFor = (folder: string, origin: string): ChildSettings => ({
  folder,
  origin,
  key,
  clockSpeed,
  clockStartMs: Date.now(),
  wireLogPath: join(folder, 'wire.jsonl'),
  logPath: null
})
