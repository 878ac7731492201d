import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { testClip } from '../../src/main/downloads/testing/test-clip'
import { VideoServer } from '../../src/main/downloads/testing/video-server'
import type { Simulator } from '../../src/simulator/server'
import { startForTest } from '../../src/simulator/testing/test-client'
import { bundle, bundlePrograms } from '../engine/bundle'
import { keepEvidence } from '../audit/evidence'
import { nodeInstallation } from '../engine/node-app'

let server: VideoServer
let folder: string
let simulator: Simulator | undefined
beforeEach(async () => {
  server = await VideoServer.start()
  folder = await mkdtemp(join(tmpdir(), 'dailies-handles-'))
})
afterEach(async (context) => {
  keepEvidence(context, folder, simulator?.ledger())
  await simulator?.close()
  simulator = undefined
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

it.runIf(process.platform !== 'win32')(
  'completes thirty downloads with at most 64 open files, some after a retry [F45]',
  async () => {
    // No answer ends before the handles have run out once.
    const held: (() => void)[] = []
    let ranOut = false
    const url = server.on('/a', (_request, response) => {
      response.writeHead(200, { 'content-length': testClip.length })
      response.write(testClip.subarray(0, 1000))
      held.push(() => response.end(testClip.subarray(1000)))
      if (ranOut) for (const end of held.splice(0)) end()
    })
    // Bundled: a program that loads many files would run out of handles before it starts.
    const cache = join(import.meta.dirname, '../../.cache', 'chaos-few-handles')
    const program = (await bundle({ program: join(import.meta.dirname, 'few-handles.ts') }, cache))('program')
    const child = spawn(
      'sh',
      ['-c', 'ulimit -n 64 && exec "$0" "$@"', process.execPath, program, url, folder, '30'],
      { stdio: ['ignore', 'pipe', 'inherit'] }
    )
    let last = ''
    for await (const line of createInterface(child.stdout)) {
      last = line
      ranOut = true
      for (const end of held.splice(0)) end()
    }
    const ends = JSON.parse(last) as readonly (readonly string[])[]
    expect(ends.map((kinds) => kinds.at(-1))).toEqual(ends.map(() => 'saved'))
    expect(ends.some((kinds) => kinds.includes('retry'))).toBe(true)
    const names = (await readdir(folder)).filter((name) => name.endsWith('.mp4'))
    expect(names).toHaveLength(30)
    for (const name of names) {
      expect((await readFile(join(folder, name))).subarray(0, testClip.length)).toEqual(testClip)
    }
    expect(await readdir(join(folder, '.dailies', 'incoming'))).toEqual([])
  }
)

const canLimit = process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0

it.runIf(canLimit)(
  'reports that no file can be opened, loses nothing, and resumes when it can [F45]',
  async () => {
    const api = await startForTest({ speed: 100 })
    simulator = api
    const { child } = await bundlePrograms(join(import.meta.dirname, '../../.cache', 'chaos-no-handles'))
    const pidFile = join(folder, 'pid')
    const script = `echo $$ > "${pidFile}" && exec "$0" "$@"`
    const limitTo = async (handles: number): Promise<void> => {
      const pid = (await readFile(pidFile, 'utf8')).trim()
      expect(spawnSync('prlimit', ['--pid', pid, `--nofile=${handles}:`]).status).toBe(0)
    }
    const installation = nodeInstallation(child, {
      folder,
      origin: api.url,
      key: 'a-good-key',
      place: { inside: { execPath: 'sh', execArgv: ['-c', script, process.execPath] } }
    })
    const app = installation.launch([])
    await app.start()
    const rows = async (): Promise<readonly string[]> => {
      const page = await app.call('generations.page', { view: 'all', text: '', before: null, limit: 50 })
      return page?.ok ? page.value.items.map(({ request, state }) => `${request.prompt} ${state}`) : []
    }
    const press = (prompt: string) =>
      app.call('generations.create', {
        pressId: crypto.randomUUID(),
        requests: [{ modelId: 'veo-3.1-fast', prompt, aspectRatio: '16:9', durationSeconds: 4 }]
      })
    const comeTo = (expected: readonly string[]): Promise<void> =>
      vi.waitFor(async () => expect(await rows()).toEqual(expected), { timeout: 120_000, interval: 50 })
    const isOffline = async (): Promise<boolean | null> => {
      const state = await app.call('app.state', {})
      return state?.ok ? state.value.offline : null
    }
    await press('before')
    await comeTo(['before ready'])
    api.fault({ fault: 'job-finish-after', value: 100_000 })
    await press('meanwhile')
    await comeTo(['meanwhile processing', 'before ready'])

    // Open files stay open, so earlier requests are answered; only later ones fail.
    await limitTo(3)
    await vi.waitFor(async () => expect(await isOffline()).toBe(true))
    api.set({ advanceSeconds: 100_000 })
    const refused = await app.call('settings.update', { theme: 'dark' })
    expect(refused).toMatchObject({ ok: false, error: { retryable: true } })
    expect(await isOffline()).toBe(true)
    expect(await rows()).toEqual(['meanwhile processing', 'before ready'])
    await limitTo(1024)
    await comeTo(['meanwhile ready', 'before ready'])
    expect(await app.call('settings.update', { theme: 'dark' })).toMatchObject({ ok: true })
    expect(api.ledger().entries).toHaveLength(2)
    await app.stop()
  }
)
