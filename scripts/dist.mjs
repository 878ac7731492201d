/** `npm run dist`: the packages of this machine's system in dist/; on Linux with `-- --appimage` an AppImage too. */
import { rmSync } from 'node:fs'
import { basename } from 'node:path'
import { buildIfNeeded } from './app/build.mjs'
import { makePackage, versionOfPackages } from './app/package.mjs'
import { inProject } from './base/paths.mjs'
import { runQuietly } from './base/quiet-command.mjs'
import { runScript, say } from './base/say.mjs'
import { canMakeDeb, makeDeb } from './debian/deb.mjs'
import { writeSbom } from './app/sbom.mjs'
import { sizesOf } from './app/sizes.mjs'
import { groupsForRunning, setUp } from './setup/index.mjs'
import { findRuntime } from './setup/runtime/runtime.mjs'

/** What electron-builder makes by itself, each on its own system. */
const installers = { win32: ['--win', 'nsis'], darwin: ['--mac', 'dmg', 'zip'] }

runScript(async () => {
  await setUp(groupsForRunning())
  await buildIfNeeded()
  const withAppImage = process.argv.includes('--appimage')
  const targets = installers[process.platform]
  await makePackage(targets ?? (withAppImage ? ['--linux', 'AppImage'] : undefined))
  const version = versionOfPackages()
  const sbom = `dailies-${version}-${process.platform}-${process.arch}.cdx.json`
  writeSbom(inProject('dist', sbom), { version, runtime: findRuntime() })
  say(`Made dist/${sbom}: what is in the program (CycloneDX).`)
  if (targets) return say('The installers are in dist/.')
  const unpacked = inProject('dist/linux-unpacked')
  for (const line of ['Its size by part:', ...sizesOf(unpacked)]) say(line)
  const archive = inProject('dist', `dailies-${version}-linux-${process.arch}.tar.gz`)
  rmSync(archive, { force: true })
  const renamed = `s,^linux-unpacked,dailies-${version},`
  const owners = ['--owner=0', '--group=0']
  await runQuietly('tar', 'tar', [
    ...['-C', inProject('dist'), ...owners, `--transform=${renamed}`],
    ...['-czf', archive, 'linux-unpacked']
  ])
  say(`Made dist/${basename(archive)}.`)
  if (canMakeDeb())
    say(`Made dist/${basename(await makeDeb({ unpacked, version, output: inProject('dist') }))}.`)
  else say('No .deb: dpkg-deb is not on this machine.')
  if (!withAppImage) say('No AppImage: electron-builder downloads its runtime; -- --appimage makes one.')
})
