/** `npm run dist`: the packages of this machine's system in dist/. With `-- --appimage` it fails where it can't make that. */
import { readdirSync, rmSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { buildIfNeeded } from './app/build.mjs'
import { makePackage, versionOfPackages } from './app/package.mjs'
import { inProject } from './base/paths.mjs'
import { runQuietly } from './base/quiet-command.mjs'
import { runScript, say } from './base/say.mjs'
import { canMakeDeb, makeDeb } from './debian/deb.mjs'
import { writeSbom } from './app/sbom.mjs'
import { writeLinuxFeed } from './app/linux-feed.mjs'
import { sizesOf, sizeWords, unpackedFolder } from './app/sizes.mjs'
import { updateChannel } from './app/update-channel.mjs'
import { groupsForRunning, setUp } from './setup/index.mjs'
import { findRuntime } from './setup/runtime/runtime.mjs'

/** What electron-builder makes by itself, each on its own system. */
const installers = { win32: ['--win', 'nsis'], darwin: ['--mac', 'dmg', 'zip'] }

runScript(async () => {
  await setUp(groupsForRunning())
  await buildIfNeeded()
  const targets = installers[process.platform]
  await makePackage(targets)
  const version = versionOfPackages()
  const sbom = `dailies-${version}-${process.platform}-${process.arch}.cdx.json`
  writeSbom(inProject('dist', sbom), { version, runtime: findRuntime() })
  say(`Made dist/${sbom}: what is in the program (CycloneDX).`)
  const unpacked = unpackedFolder()
  for (const line of ['Its size by part:', ...sizesOf(unpacked)]) say(line)
  if (targets) return say('The installers are in dist/.')
  const files = [await makeArchive(version)]
  if (canMakeDeb()) files.push(basename(await makeDeb({ unpacked, version, output: inProject('dist') })))
  else say('No .deb: dpkg-deb is not on this machine.')
  files.push(...(await makeAppImage({ isNeeded: process.argv.includes('--appimage') })))
  for (const name of files) say(`Made dist/${name}: ${sizeWords(statSync(inProject('dist', name)).size)}.`)
  if (updateChannel(process.env) !== null)
    say(
      `Made dist/${basename(writeLinuxFeed(inProject('dist'), { version, files }))}: the feed of this version.`
    )
})

async function makeArchive(version) {
  const name = `dailies-${version}-linux-${process.arch}.tar.gz`
  rmSync(inProject('dist', name), { force: true })
  const renamed = `s,^linux-unpacked,dailies-${version},`
  const owners = ['--owner=0', '--group=0']
  await runQuietly('tar', 'tar', [
    ...['-C', inProject('dist'), ...owners, `--transform=${renamed}`],
    ...['-czf', inProject('dist', name), 'linux-unpacked']
  ])
  return name
}

/** Returns the name of the AppImage; none where electron-builder can't download what it starts with. */
async function makeAppImage({ isNeeded }) {
  const images = () => readdirSync(inProject('dist')).filter((name) => name.endsWith('.AppImage'))
  for (const name of images()) rmSync(inProject('dist', name))
  try {
    await makePackage(['--linux', 'AppImage', `--prepackaged=${inProject('dist/linux-unpacked')}`])
  } catch (error) {
    if (isNeeded) throw error
    say(`No AppImage: ${error.message}`)
  }
  return images()
}
