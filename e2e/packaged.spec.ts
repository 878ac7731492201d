import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { crashPoints } from '../src/main/base/crash-points'
import { closeDatabase } from '../src/main/db/connection/database'
import { openLibraryDatabase } from '../src/main/db/connection/open-library'
import { silentLogger } from '../src/main/logging/logger'
import { expect, test } from './support/app/app'
import { appEnvironment } from './support/app/app-environment'
import { callApp } from './support/app/bridge'
import { readClip } from './support/files/clip'
import { commandLineOf, killAll, processTree } from './support/desktop/processes'
import { recordDrags } from './support/drag/drag-recorder'
import { videosIn } from './support/files/folder'
import { tileOf, waitForPosters } from './support/window/library-view'
import { drivableProgram, packagedProgram } from './support/project'
import { card, expectPhase, order, select } from './support/window/window'

/** Fuses as stored in the executable: ASCII `0` off, `1` on. */
const [off, on] = [48, 49]

const fusesOf = async (program: string): Promise<object> => {
  const wire = await getCurrentFuseWire(program)
  return {
    runAsNode: wire[FuseV1Options.RunAsNode],
    cookieEncryption: wire[FuseV1Options.EnableCookieEncryption],
    nodeOptions: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
    nodeInspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
    asarIntegrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
    onlyAsar: wire[FuseV1Options.OnlyLoadAppFromAsar],
    ownSnapshot: wire[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot],
    filePrivileges: wire[FuseV1Options.GrantFileProtocolExtraPrivileges]
  }
}

test("has the decided fuses, and the tests' copy differs in one", async () => {
  const decided = {
    runAsNode: off,
    cookieEncryption: on,
    nodeOptions: off,
    nodeInspect: off,
    asarIntegrity: on,
    onlyAsar: on,
    ownSnapshot: off,
    filePrivileges: off
  }
  expect(await fusesOf(packagedProgram())).toEqual(decided)
  expect(await fusesOf(drivableProgram())).toEqual({ ...decided, nodeInspect: on })
})

test('opens no debugger port, whatever the arguments [D18]', async ({ desktop, freshFolder }) => {
  const home = await freshFolder()
  const userData = join(home, 'user-data')
  const child = spawn(
    packagedProgram(),
    [
      '--inspect=0',
      '--remote-debugging-port=0',
      `--user-data-dir=${userData}`,
      '--ozone-platform=x11',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])
    ],
    {
      env: await appEnvironment({ home, desktop: desktop.env, apiUrl: 'http://127.0.0.1:9' }),
      stdio: ['ignore', 'ignore', 'pipe']
    }
  )
  try {
    let words = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text))
    const rendererRuns = (): boolean =>
      processTree(child.pid!).some((pid) => commandLineOf(pid).includes('--type=renderer'))
    await expect.poll(rendererRuns).toBe(true)
    await expect.poll(() => existsSync(join(userData, 'state', 'library.sqlite'))).toBe(true)
    expect(words).not.toMatch(/listening on/)
    expect(existsSync(join(userData, 'DevToolsActivePort'))).toBe(false)
  } finally {
    killAll(processTree(child.pid!))
  }
})

test('refuses to start with a switch that could expose the key', async ({ desktop, freshFolder }) => {
  const home = await freshFolder()
  const userData = join(home, 'user-data')
  const netLog = join(home, 'net.json')
  const child = spawn(
    packagedProgram(),
    [
      `--log-net-log=${netLog}`,
      '--net-log-capture-mode=Everything',
      '--proxy-server=127.0.0.1:9',
      '--proxy-bypass-list=<-loopback>',
      `--user-data-dir=${userData}`,
      '--ozone-platform=x11',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])
    ],
    {
      env: await appEnvironment({ home, desktop: desktop.env, apiUrl: 'http://127.0.0.1:9' }),
      stdio: ['ignore', 'ignore', 'pipe']
    }
  )
  try {
    let words = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text))
    await expect
      .poll(() => words)
      .toContain(
        'Dailies does not take --log-net-log, --net-log-capture-mode, --proxy-server and --proxy-bypass-list'
      )
    // Neither the database nor the key is touched.
    expect(existsSync(join(userData, 'state'))).toBe(false)
    expect(processTree(child.pid!).some((pid) => commandLineOf(pid).includes('--type=renderer'))).toBe(false)
  } finally {
    killAll(processTree(child.pid!))
  }
})

/** Code of the main process in the package. */
function mainCode(): string {
  const archive = join(dirname(packagedProgram()), 'resources', 'app.asar')
  return listPackage(archive, { isPack: false })
    .filter((name) => name.startsWith('/out/main/') && name.endsWith('.js'))
    .map((name) => extractFile(archive, name.slice(1)).toString('utf8'))
    .join('\n')
}

test('has no updater where the build has no feed', () => {
  expect(mainCode()).toContain('requestSingleInstanceLock')
  expect(
    ['NsisUpdater', 'MacUpdater', 'latest-linux.yml'].filter((name) => mainCode().includes(name))
  ).toEqual([])
})

test('has no crash points', () => {
  const code = mainCode()
  expect(code).toContain('requestSingleInstanceLock')
  const names = ['DAILIES_CRASH_AT', 'before-commit', ...crashPoints()]
  expect(names.filter((name) => code.includes(name))).toEqual([])
})

test('contains what it needs and no development files', () => {
  const resources = join(dirname(packagedProgram()), 'resources')
  const holds = (path: string): boolean => existsSync(join(resources, path))
  expect(
    ['app.asar', 'icon.png', 'clips/16x9-dusk.mp4', 'app.asar.unpacked/node_modules/keytar'].filter(
      (path) => !holds(path)
    )
  ).toEqual([])
  expect(['app', 'default_app.asar', 'clips/make-clips.mjs'].filter(holds)).toEqual([])
})

test('makes a clip in the packaged demo, in a separate profile and library', async ({ launchApp }) => {
  const app = await launchApp({ packaged: true, args: ['--demo'], apiUrl: 'http://127.0.0.1:9' })
  const { electron, page } = app
  await expect(page.getByText('Demo: simulated, nothing is charged')).toBeVisible()
  const prompt = 'a paper boat crossing a puddle [sim: job-success]'
  await order(app, { prompt })
  // Downloads, simulator and graphics are separate processes.
  await expect.poll(() => processTree(electron.process().pid!).length).toBeGreaterThan(4)
  await expectPhase(app, 'a paper boat', 'Safe on disk')

  const library = join(app.home, 'Videos', 'Dailies Demo')
  // Beside the clips that the demo opens with.
  const name = (await videosIn(library)).find((one) => one.includes('a-paper-boat'))
  expect(await readClip(join(library, name!))).toMatchObject({
    durationSeconds: 8,
    videoCodec: 'avc',
    audioCodec: 'aac'
  })
  expect(await videosIn(app.libraryFolder)).toEqual([])
  expect((await callApp(page, 'app.state', {})).key).toMatchObject({ status: 'present', keptIn: 'keychain' })
  expect(existsSync(join(app.userData, 'demo/state/library.sqlite'))).toBe(true)
  expect(existsSync(join(app.userData, 'state/library.sqlite'))).toBe(false)

  await waitForPosters(page, 1)
  const drags = await recordDrags(electron)
  await tileOf(page, 'a paper boat').dispatchEvent('dragstart')
  await expect.poll(drags).toMatchObject([{ file: join(library, name!), iconIsEmpty: false }])
  await select(app, 'a paper boat')
  const video = page.getByRole('group', { name: 'Player' }).locator('video')
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState))
    .toBeGreaterThan(1)

  await app.relaunch()
  await expect(card(app.page, 'a paper boat')).toHaveAccessibleName(/Safe on disk/)
})

test('a process of the package checks the library, and copies it', async ({ launchApp }) => {
  const app = await launchApp({ packaged: true, apiUrl: 'http://127.0.0.1:9' })
  const { database } = openLibraryDatabase(join(app.home, 'of-test.sqlite'), {
    logger: silentLogger,
    nowMs: Date.now()
  })
  const sound = join(app.home, 'of-test.sqlite')
  const [copy, copyOfSpoilt] = [join(app.home, 'copy.sqlite'), join(app.home, 'copy-of-spoilt.sqlite')]
  const codeFor = (path: string, to = ''): Promise<number> =>
    app.electron.evaluate(
      ({ app: main, utilityProcess }, paths) => {
        const child = utilityProcess.fork(`${main.getAppPath()}/out/main/database-process.js`, paths)
        return new Promise<number>((resolve) => child.once('exit', resolve))
      },
      [path, to]
    )
  expect([await codeFor(sound), await codeFor(sound, copy), await codeFor(copy)]).toEqual([0, 0, 0])
  const spoilt = join(app.home, 'spoilt.sqlite')
  writeFileSync(spoilt, readFileSync(copy).subarray(0, 6000))
  expect([await codeFor(spoilt), await codeFor(spoilt, copyOfSpoilt)]).toEqual([1, 1])
  closeDatabase(database)
})
