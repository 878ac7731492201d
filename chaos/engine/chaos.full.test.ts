import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CrashPoint } from '../../src/main/base/crash-points'
import { struckIn, type StrikeKind } from '../../src/main/base/crash-strike'
import type { AppProcess, Installation } from './app-process'
import { startApi, type Api } from '../runner/api'
import { bundlePrograms, type Programs } from './bundle'
import { keepEvidence } from '../audit/evidence'
import { auditLibrary } from '../audit/library-audit'
import { clockSpeed, nodeInstallation, nodePace, nodeSettleMs } from './node-app'
import { adoptionPoints, chaosPoints } from '../runner/points'
import { press, Presses, resume } from '../runner/presses'
import { reconcile } from '../audit/reconcile'
import { runChaos } from '../runner/run'
import { settle } from '../runner/settle'
import { readWireLog } from '../audit/wire-log'
import { within } from '../runner/within'

const key = 'chaos-key'
let programs: Programs
let folder: string
let apis: Api[]

beforeAll(async () => {
  programs = await bundlePrograms()
})

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-points-'))
  apis = []
})

afterEach(async (context) => {
  const ledgers = await Promise.all(apis.map(async ({ control }) => control?.ledger()))
  keepEvidence(context, folder, ledgers)
  for (const api of apis) await api.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function freshApi(seed: number): Promise<Api> {
  const api = await startApi(programs.simulator, { seed, speed: clockSpeed, balanceMicrodollars: 1e12 })
  apis.push(api)
  return api
}

const installed = ({ origin }: Api, name = 'one', quickDeadlines = false): Installation =>
  nodeInstallation(programs.child, {
    folder: join(folder, name),
    origin,
    key,
    quickDeadlines
  })

describe('repeated kills of the engine', () => {
  it('lose nothing, pay nothing twice and leave no half file', { timeout: 900_000 }, async () => {
    const lanes = []
    for (const name of ['a', 'b']) {
      const api = await freshApi(4)
      lanes.push({ api, installation: installed(api, name, true) })
    }
    const run = await runChaos({ cycles: 12, seed: 4, pace: nodePace, settleMs: nodeSettleMs, lanes })
    expect(run.violations).toEqual([])
    expect(run.report).toMatchObject({ cycles: 12, lost: 0, sentTwice: 0, orphanFiles: 0, halfFiles: 0 })
    expect(run.report.integrity).toBe('ok')
    expect(run.report.generations).toBeGreaterThan(3)
  })
})

/** Set-up of crash points that a plain press of Generate does not reach. */
const setUps: Readonly<Partial<Record<CrashPoint, string>>> = {
  'failed.before-commit': 'submit-error*1',
  'failed.committed': 'submit-error*1',
  'unconfirmed.before-commit': 'submit-reset-created*1',
  'unconfirmed.committed': 'submit-reset-created*1',
  'requeued.before-commit': 'submit-429*1',
  'requeued.committed': 'submit-429*1'
}

// The marker is written once, into a new folder.
const points = [
  'marker.written',
  ...chaosPoints.filter((name) => name !== 'marker.written')
] as readonly CrashPoint[]

describe('every crash point [F01, F02, F03, F04, F05, F28]', () => {
  it('is reached, kills, and leaves an intact library', async () => {
    const api = await freshApi(5)
    const installation = installed(api)
    const presses = new Presses(5)
    const missed: string[] = []
    for (const [index, point] of points.entries()) {
      const app = installation.launch([{ point, nth: 1, kind: 'kill' }])
      await api.control?.setFaults(setUps[point] ? [setUps[point]] : [])
      await app.start()
      await actFor(app, point, presses, index)
      const death = await within(120_000, point, app.dead).catch(() => null)
      if (death?.signal !== 'SIGKILL') missed.push(point)
      if (!app.isDead) await app.kill()
    }
    expect(missed).toEqual([])
    expect(await atRest(installation, installation.launch([]), presses, api)).toEqual(whole)
  })

  it.each<StrikeKind>(['throw', 'delay'])(
    'is reached with a %s, and the app continues with correct state',
    async (kind) => {
      const api = await freshApi(6)
      const installation = installed(api)
      const presses = new Presses(6)
      const first = installation.launch([{ point: 'marker.written', nth: 1, kind }])
      await first.start()
      await vi.waitFor(() => expect(struckPoints(installation)).toContain('marker.written'))
      await first.stop()
      const app = installation.launch(points.map((point) => ({ point, nth: 1, kind })))
      await app.start()
      for (const [index, point] of points.entries()) {
        await api.control?.setFaults(setUps[point] ? [setUps[point]] : [])
        await vi.waitFor(
          async () => {
            if (struckPoints(installation).has(point)) return
            await actFor(app, point, presses, index)
            await vi.waitFor(() => expect(struckPoints(installation)).toContain(point), { timeout: 1_000 })
          },
          { timeout: 120_000 }
        )
      }
      expect(app.isDead).toBe(false)
      expect(await atRest(installation, app, presses, api)).toEqual(whole)
    }
  )
})

function struckPoints({ places }: Installation): ReadonlySet<string> {
  const log = existsSync(places.crashLog) ? readFileSync(places.crashLog, 'utf8') : ''
  return new Set(struckIn(log).map(({ point }) => point))
}

const whole = { left: [], findings: [], integrity: 'ok' }

/** Waits until everything has settled, quits, and compares the ledgers. */
async function atRest(
  { places }: Installation,
  app: AppProcess,
  presses: Presses,
  api: Api
): Promise<unknown> {
  await api.control?.setFaults([])
  await app.start()
  await app.call('sending.setPaused', { paused: false })
  const left = await settle(app, presses.open, 200_000)
  await app.stop()
  const library = auditLibrary(places)
  const { findings } = reconcile({
    user: { confirmed: presses.confirmed, letGo: new Map(), marks: new Map() },
    ledger: (await api.control?.ledger())?.entries ?? null,
    posts: readWireLog(places.wireLog),
    library
  })
  return { left, findings, integrity: library.integrity }
}

/** Presses Generate and does the point's set-up; the app may die at any time. */
async function actFor(app: AppProcess, point: CrashPoint, presses: Presses, cycle: number): Promise<void> {
  const isCancelling = point.startsWith('cancelled.')
  await app.call('sending.setPaused', { paused: isCancelling })
  for (const open of presses.open) await resume(app, open)
  const pressed = presses.generate(cycle, crypto.randomUUID(), 1)
  await press(app, pressed)
  if (!isCancelling && !/^(mark|journal)\./.test(point)) return
  const page = await app.call('generations.page', {
    view: 'all',
    text: pressed.tokens[0] ?? '',
    before: null,
    limit: 1
  })
  const id = page?.ok ? page.value.items[0]?.id : undefined
  if (id === undefined) return
  if (isCancelling) await app.call('generations.cancel', { ids: [id] })
  else if (point.startsWith('mark.')) await app.call('generations.setHidden', { id, hidden: true })
  else await trashReady(app)
}

async function trashReady(app: AppProcess): Promise<void> {
  const page = await app.call('generations.page', { view: 'all', text: '', before: null, limit: 200 })
  const ready = page?.ok ? page.value.items.find(({ state }) => state === 'ready') : undefined
  if (ready) await app.call('generations.trash', { ids: [ready.id] })
}

describe('re-importing a library folder', () => {
  let installation: Installation
  let presses: Presses

  /** Makes a library folder with two clips and no database. */
  beforeEach(async () => {
    installation = installed(await freshApi(7))
    presses = new Presses(7)
    const first = installation.launch([])
    await first.start()
    await press(first, presses.generate(0, crypto.randomUUID(), 2))
    await settle(first, [], 200_000)
    await first.stop()
    rmSync(join(installation.places.database, '..'), { recursive: true })
  })

  async function expectBothBack(app: AppProcess): Promise<void> {
    await vi.waitFor(async () => {
      const page = await app.call('generations.page', { view: 'all', text: '', before: null, limit: 9 })
      expect(page?.ok && page.value.items.map(({ state }) => state)).toEqual(['ready', 'ready'])
    })
    await app.stop()
    const { generations } = auditLibrary(installation.places)
    expect(generations.map(({ token }) => token).sort()).toEqual([...presses.confirmed.keys()])
  }

  it('resumes after a crash', async () => {
    for (const point of adoptionPoints) {
      const app = installation.launch([{ point, nth: 1, kind: 'kill' }])
      await app.start()
      expect((await within(120_000, point, app.dead)).signal).toBe('SIGKILL')
    }
    const last = installation.launch([])
    await last.start()
    await expectBothBack(last)
  })

  it.each<StrikeKind>(['throw', 'delay'])('restores both clips after a %s', async (kind) => {
    const app = installation.launch(adoptionPoints.map((point) => ({ point, nth: 1, kind })))
    await app.start()
    await vi.waitFor(() => expect(struckPoints(installation)).toEqual(new Set(adoptionPoints)))
    await app.call('library.rebuild', {})
    await expectBothBack(app)
  })
})
