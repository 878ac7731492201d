import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { CallInput, CallName, CallOutput, Envelope } from '@shared/contract'
import { startForTest } from '../../src/simulator/testing/test-client'
import type { Simulator } from '../../src/simulator/server'
import type { AppProcess } from '../engine/app-process'
import { bundlePrograms } from '../engine/bundle'
import { keepEvidence } from '../audit/evidence'
import { nodeInstallation } from '../engine/node-app'
import { SmallDisk, whyNoSmallDisk } from './small-disk'

const reason = whyNoSmallDisk()
let folder: string
let disk: SmallDisk
let simulator: Simulator
let program: string
let app: AppProcess

/** Starts the app with its state folder (database, settings, backups) on a small disk and the clips elsewhere. */
beforeAll(async () => {
  if (reason !== null) return
  program = (await bundlePrograms(join(import.meta.dirname, '../../.cache', 'chaos-full-disk'))).child
  folder = mkdtempSync(join(tmpdir(), 'dailies-full-disk-'))
  disk = await SmallDisk.mount(join(folder, 'profile', 'state'), 3 * 2 ** 20)
  simulator = await startForTest({ speed: 100 })
  await open()
})
afterAll(async () => {
  if (reason !== null) return
  await app.kill()
  await simulator.close()
  await disk.unmount()
  rmSync(folder, { recursive: true, force: true })
})

afterEach((context) => {
  if (reason === null) keepEvidence(context, folder, simulator.ledger())
})

async function open(): Promise<void> {
  const origin = simulator.url
  app = nodeInstallation(program, { folder, origin, key: 'a-good-key', place: disk }).launch([])
  await app.start()
}

async function attempt<Name extends CallName>(
  name: Name,
  input: CallInput<Name>
): Promise<Envelope<CallOutput<Name>>> {
  const envelope = await app.call(name, input)
  if (!envelope) throw new Error(`The app exited during ${name}: ${(await app.dead).words}`)
  return envelope
}

async function call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
  const envelope = await attempt(name, input)
  if (!envelope.ok) throw new Error(envelope.error.message)
  return envelope.value
}

const press = (prompt: string): CallInput<'generations.create'> => ({
  pressId: crypto.randomUUID(),
  requests: [{ modelId: 'veo-3.1-fast', prompt, aspectRatio: '16:9', durationSeconds: 4 }]
})

async function rows(): Promise<readonly string[]> {
  const page = await call('generations.page', { view: 'all', text: '', before: null, limit: 50 })
  return page.items.map(({ request, state }) => `${request.prompt} ${state}`)
}

const comeTo = (expected: readonly string[]): Promise<void> =>
  vi.waitFor(async () => expect(await rows()).toEqual(expected), { timeout: 120_000, interval: 50 })

/** Fills the log once, which has reserved space until then. */
const untilRefused = (): Promise<void> =>
  vi.waitFor(async () => {
    const answer = await attempt('draft.save', { draft: 'x'.repeat(20_000) })
    expect(answer).toMatchObject({ ok: false, error: { code: 'disk_full' } })
  })

const notWritable = async (): Promise<string | null> =>
  (await call('app.state', {})).notWritable?.code ?? null

describe.skipIf(reason !== null)(`a full disk${reason === null ? '' : ` (not run: ${reason})`}`, () => {
  it('shows the library and the reason, sends nothing, and resumes automatically [F37]', async () => {
    await call('generations.create', press('before'))
    await comeTo(['before ready'])
    disk.fill()
    await untilRefused()
    expect(await attempt('generations.create', press('meanwhile'))).toMatchObject({
      ok: false,
      error: { code: 'disk_full' }
    })
    expect([await notWritable(), await rows()]).toEqual(['disk_full', ['before ready']])
    disk.free()
    await vi.waitFor(async () => expect(await notWritable()).toBeNull(), {
      timeout: 120_000,
      interval: 100
    })
    await call('generations.create', press('afterwards'))
    await comeTo(['afterwards ready', 'before ready'])
    expect(simulator.ledger().entries).toHaveLength(2)
  })

  it('keeps the old settings file and reports it [F36]', async () => {
    await call('settings.update', { theme: 'dark' })
    const before = readFileSync(disk.path('settings.json'), 'utf8')
    disk.fill()
    expect(await attempt('settings.update', { theme: 'light' })).toMatchObject({
      ok: false,
      error: { code: 'disk_full' }
    })
    expect(readFileSync(disk.path('settings.json'), 'utf8')).toBe(before)
    expect((await call('app.state', {})).settings.theme).toBe('dark')
    disk.free()
    await call('settings.update', { theme: 'light' })
  })

  it.each(['killed', 'quit'] as const)(
    'starts on a full disk after it was %s, and resumes when there is space [F37]',
    async (how) => {
      await (how === 'killed' ? app.kill() : app.stop())
      rmSync(disk.path('library.sqlite-shm'), { force: true })
      disk.fill()
      await open()
      await comeTo(['afterwards ready', 'before ready'])
      await untilRefused()
      expect(await notWritable()).toBe('disk_full')
      disk.free()
      await vi.waitFor(async () => expect(await notWritable()).toBeNull(), {
        timeout: 120_000,
        interval: 100
      })
      await call('draft.save', { draft: how })
    }
  )
})
