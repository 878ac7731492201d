import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { extractFile, listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { crashPoints } from '../src/main/base/crash-points'
import { expect, test } from './support/app/app'
import { appEnvironment } from './support/app/app-environment'
import { commandLineOf, killAll, processTree } from './support/desktop/processes'
import { drivableProgram, packagedProgram } from './support/project'

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
