import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request as send, type RequestOptions } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor'
import { NsisUpdater } from 'electron-updater/out/NsisUpdater'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { FakeClock } from '../../base/testing/fake-clock'
import type { Release } from '../../updates/ports'
import { FeedServer, sendEndlessly, sha512Of } from '../../updates/testing/feed-server'
import { ElectronInstaller } from './electron-installer'
import { whyNotSigned } from './signature'

/** The library's HTTP client on Node, where there is no Electron. */
class NodeExecutor extends ElectronHttpExecutor {
  override createRequest(options: RequestOptions, callback: (response: unknown) => void) {
    return send(options, callback) as unknown as ReturnType<ElectronHttpExecutor['createRequest']>
  }
}

const content = 'MZ, as installers begin'
const name = 'Dailies-1.1.0.exe'
let folder: string
let server: FeedServer
let clock: FakeClock
let reason: string | null
let checked: string[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dailies-updates-'))
  server = await FeedServer.start()
  clock = new FakeClock()
  reason = null
  checked = []
  writeFileSync(join(folder, 'app-update.yml'), 'updaterCacheDirName: updates\n')
})
afterEach(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

function createInstaller(version = '1.0.0'): ElectronInstaller {
  const updater = new NsisUpdater(null, {
    version,
    name: 'dailies',
    isPackaged: true,
    appUpdateConfigPath: join(folder, 'app-update.yml'),
    userDataPath: folder,
    baseCachePath: folder,
    whenReady: () => Promise.resolve(),
    quit: () => undefined,
    relaunch: () => undefined,
    onQuit: () => undefined
  })
  Object.assign(updater, { httpExecutor: new NodeExecutor() })
  updater.logger = silent
  return new ElectronInstaller({
    updater,
    folder: server.folder,
    clock,
    whyNotSigned: (path) => {
      checked.push(readFileSync(path, 'utf8'))
      return Promise.resolve(reason)
    },
    install: () => Promise.resolve()
  })
}

const release = (change: Partial<Release['files'][number]> = {}, version = '1.1.0'): Release => ({
  version,
  files: [{ url: name, sha512: sha512Of(content), size: content.length, ...change }]
})

/** What could be run; the start of a download may stay until the next one. */
const installersOnDisk = (): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.exe') && !basename(path).startsWith('temp-')
  )

it('downloads a release, and checks its hash and its signature', async () => {
  server.answer(name, content)
  await createInstaller().download(release())
  expect(checked).toEqual([content])
  expect(installersOnDisk()).toHaveLength(1)
  expect(server.asked).toEqual([`/releases/${name}`])
})

it('checks the signature of a file again that an earlier run downloaded [F67]', async () => {
  server.answer(name, content)
  await createInstaller().download(release())
  reason = 'another publisher'
  await expect(createInstaller().download(release())).rejects.toThrow('Not signed')
  expect(checked).toEqual([content, content])
  expect(installersOnDisk()).toEqual([])
})

it.each<[string, () => void, Partial<Release['files'][number]>]>([
  ['with another content', () => server.answer(name, 'MZ, as viruses begin!!!'), {}],
  ['with another hash', () => server.answer(name, content), { sha512: sha512Of('x') }],
  ['that is absent', () => undefined, {}],
  ['that is cut', () => server.answer(name, content.slice(0, 9)), {}],
  ['that is larger than announced', () => server.answer(name, content + 'x'.repeat(2 ** 20)), {}],
  ['that never ends', () => server.answer(name, sendEndlessly), {}]
])('refuses a file %s, and keeps nothing that could be run [F67]', async (_what, prepare, change) => {
  prepare()
  await expect(createInstaller().download(release(change))).rejects.toThrow()
  expect(server.asked).toEqual([`/releases/${name}`])
  expect(checked).toEqual([])
  expect(installersOnDisk()).toEqual([])
  expect(clock.pending).toBe(0)
})

it('refuses a file that is not signed, and keeps nothing that could be run [F67]', async () => {
  server.answer(name, content)
  reason = 'no signature'
  await expect(createInstaller().download(release())).rejects.toThrow('no signature')
  expect(installersOnDisk()).toEqual([])
})

it('gives up on a server that falls silent [F67]', async () => {
  let arrived = (): void => undefined
  const asked = new Promise<void>((resolve) => (arrived = resolve))
  server.answer(name, (response) => {
    response.writeHead(200).write('MZ')
    arrived()
  })
  const downloaded = expect(createInstaller().download(release())).rejects.toThrow()
  await asked
  // The first piece may arrive at any moment, and begins the wait again.
  while (clock.pending > 0) await clock.run(60_000)
  await downloaded
  expect(installersOnDisk()).toEqual([])
})

it.each(['1.1.0', '2.0.0'])('downloads nothing that is not newer than %s', async (version) => {
  server.answer(name, content)
  await expect(createInstaller(version).download(release())).rejects.toThrow('not for this program')
  expect(server.asked).toEqual([])
})

it.runIf(process.platform !== 'win32')(
  'counts a signature that cannot be checked as none [F67]',
  async () => {
    const path = join(folder, 'unsigned.exe')
    writeFileSync(path, content)
    // The library redirects to `NUL`, which is a file here.
    const before = process.cwd()
    process.chdir(folder)
    try {
      expect(await whyNotSigned('CN=The Dailies developers', path, silent)).toBe(
        'the signature could not be checked'
      )
    } finally {
      process.chdir(before)
    }
  }
)
