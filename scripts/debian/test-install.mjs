/**
 * `npm run test:install`: installs the Debian package in a clean system, uses it as an ordinary user, upgrades to a
 * version with a newer library, downgrades, upgrades, removes and purges it. The user's files stay as they are.
 */
import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { once } from 'node:events'
import { buildIfNeeded } from '../app/build.mjs'
import { packageIfNeeded } from '../app/package.mjs'
import { inProject } from '../base/paths.mjs'
import { Problem, runScript, say } from '../base/say.mjs'
import { canMakeDeb, makeDeb } from './deb.mjs'
import { CleanRoot } from './clean-root.mjs'
import { InstalledApp } from './installed-app.mjs'
import { makeNewerVersion } from './newer-version.mjs'
import { startSimulator } from './simulator-process.mjs'
import { groupsForTests, setUp } from '../setup/index.mjs'

const folder = inProject('.cache/install')

async function makePackages(root) {
  const unpacked = inProject('dist/linux-unpacked')
  const versions = { '1.0.0': unpacked, '1.0.1': await makeNewerVersion(unpacked, join(folder, 'newer')) }
  const debs = []
  for (const [version, program] of Object.entries(versions)) {
    const deb = await makeDeb({ unpacked: program, version, output: folder, isFast: true })
    copyFileSync(deb, join(root.folder, 'root', basename(deb)))
    debs.push(`/root/${basename(deb)}`)
  }
  return debs
}

async function startDisplay() {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe']
  })
  const [number] = await once(server.stdio[3], 'data')
  const name = `:${String(number).trim()}`
  const manager = spawn('openbox', [], { env: { ...process.env, DISPLAY: name }, stdio: 'ignore' })
  return { name, stop: () => [manager, server].forEach((child) => child.kill()) }
}

/** Uses the program as somebody who has a key; the API is the simulator. */
async function generateWithKey(app) {
  const simulator = await startSimulator()
  try {
    await app.start(simulator.url)
    await app.makeFirstClip(simulator)
    await app.quit()
    const paid = await simulator.paid()
    if (paid.length !== 1)
      throw new Problem(`One clip was generated, and ${paid.length} requests were paid for.`)
  } finally {
    simulator.stop()
  }
}

async function check(root, app) {
  const [older, newer] = await makePackages(root)
  const install = (...args) =>
    root.run(
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      ...args
    )
  const installed = () => root.read('dpkg-query', '-W', '-f', '${Version}', 'dailies')
  const use = async (what) => {
    await app.start()
    await app.makeClip()
    await app.quit()
    say(`${what}: ${installed()} starts in its sandbox, makes a clip, and quits.`)
  }
  const unchanged = async (what, change) => {
    const before = app.fingerprint()
    await change()
    if (app.fingerprint() !== before) throw new Problem(`${what} changed files of the user.`)
    say(`${what}: every file of the user is as it was.`)
  }

  await install(older, 'dbus')
  await root.run('useradd', '-m', 'editor')
  await use('Installed')
  await generateWithKey(app)
  await unchanged('The upgrade', () => install(newer))
  await use('Upgraded')
  await unchanged('The downgrade', () => install('--allow-downgrades', older))
  const library = app.libraryFingerprint()
  await app.start()
  app.pressGenerate()
  await app.quit()
  if (!app.log().includes('opened read-only'))
    throw new Problem('The older version does not say that the library is of a newer one.')
  if (app.libraryFingerprint() !== library) throw new Problem('The older version changed the library.')
  say(`Downgraded: ${installed()} shows the library of the newer version, and changes nothing in it.`)
  await unchanged('The second upgrade', () => install(newer))
  await use('Upgraded again')
  await unchanged('The removal', () => root.run('apt-get', 'remove', '-y', '-qq', 'dailies'))
  await unchanged('Purging', () => root.run('apt-get', 'purge', '-y', '-qq', 'dailies'))
  const left = ['usr/lib/dailies', 'usr/bin/dailies', 'etc/apparmor.d/dailies'].filter((path) =>
    existsSync(join(root.folder, path))
  )
  if (left.length > 0) throw new Problem(`Left behind: ${left.join(', ')}`)
}

runScript(async () => {
  if (!canMakeDeb() || process.getuid() !== 0)
    return say('Not run on this machine: a clean Debian needs dpkg and root.')
  await setUp([...groupsForTests, 'dist'])
  await buildIfNeeded()
  await packageIfNeeded()
  mkdirSync(folder, { recursive: true })
  const root = new CleanRoot(join(folder, 'root'))
  await root.make()
  const display = await startDisplay()
  const app = new InstalledApp(root, display.name)
  try {
    await check(root, app)
    say('Not run: a clip from ModelsLab itself, which costs money.')
  } finally {
    app.kill()
    display.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
