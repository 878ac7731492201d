/** `npm run test:deb`: makes the Debian package, and checks it with Debian's own tools. */
import { execFileSync, spawnSync } from 'node:child_process'
import { basename, join } from 'node:path'
import { readFileSync, readdirSync, rmSync } from 'node:fs'
import { buildIfNeeded } from '../app/build.mjs'
import { packageIfNeeded, versionOfPackages } from '../app/package.mjs'
import { inProject } from '../base/paths.mjs'
import { Problem, runScript, say } from '../base/say.mjs'
import { canMakeDeb, makeDeb } from './deb.mjs'
import { groupsForTests, setUp } from '../setup/index.mjs'

/** Files that only developers need. */
const foreign = /\.(map|ts|svelte|md|cc|c|h|gyp|mk)$|\.test\.|default_app\.asar/
/** All that is not bundled: native addons, and what loads them. */
const packages = ['@photostructure/sqlite', 'keytar', 'node-gyp-build']
/** Some of what is bundled or packed, whose licences have to come along. */
const licensed = [
  '@fontsource-variable/inter',
  '@lucide/svelte',
  '@photostructure/sqlite',
  'bits-ui',
  'ipaddr.js',
  'keytar',
  'mediabunny',
  'node-gyp-build',
  'svelte',
  'zod'
]

/** Returns the packages in an archive's list of files. */
const packagesIn = (files) =>
  [
    ...new Set(
      files.flatMap((name) => /^\/node_modules\/((?:@[^/]+\/)?[^/@]+)(?:\/|$)/.exec(name)?.[1] ?? [])
    )
  ].sort()

/** Returns the platforms that an archive has native addons for. */
const platformsIn = (files) => [
  ...new Set(files.flatMap((name) => /\/prebuilds\/([^/]+)\//.exec(name)?.[1] ?? []))
]

function checkEqual(name, found, expected) {
  if (found.join() !== expected.join())
    throw new Problem(`${name}: ${found.join(', ')}, not ${expected.join(', ')}`)
}

/** Runs a checker; its output is the reason where it fails. */
function check(name, command, args, isFault = () => false) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
  if (error) throw new Problem(`${name} could not be started: ${error.message}.`)
  const output = `${stdout}${stderr}`.trim()
  const faults = output.split('\n').filter(isFault)
  if (status !== 0 || faults.length > 0) throw new Problem(`${name}: ${faults.join('\n') || output}`)
  say(`${name}: no faults.`)
}

runScript(async () => {
  if (!canMakeDeb()) return say('Not run on this machine: it has no dpkg-deb.')
  await setUp([...groupsForTests, 'dist'])
  await buildIfNeeded()
  await packageIfNeeded()
  const root = inProject('.cache/deb-check')
  rmSync(root, { recursive: true, force: true })
  const deb = await makeDeb({
    unpacked: inProject('dist/linux-unpacked'),
    version: versionOfPackages(),
    output: root,
    isFast: true
  })
  execFileSync('dpkg-deb', ['--extract', deb, join(root, 'content')])
  const share = join(root, 'content/usr/share')
  check('lintian', 'lintian', ['--allow-root', deb], (line) => line.startsWith('E: '))
  check('desktop entry', 'desktop-file-validate', [join(share, 'applications/app.dailies.Dailies.desktop')])
  check('AppStream', 'appstreamcli', [
    'validate',
    '--no-net',
    join(share, 'metainfo/app.dailies.Dailies.metainfo.xml')
  ])
  const packed = execFileSync(
    'npx',
    ['asar', 'list', join(root, 'content/usr/lib/dailies/resources/app.asar')],
    {
      cwd: inProject(),
      encoding: 'utf8'
    }
  ).split('\n')
  const found = [...packed, ...readdirSync(root, { recursive: true })].filter((name) => foreign.test(name))
  if (found.length > 0) throw new Problem(`In the package, and not needed to run it: ${found.join(', ')}`)
  checkEqual('Packages', packagesIn(packed), packages)
  checkEqual('Native addons', platformsIn(packed), [`linux-${process.arch}`])
  const licences = readFileSync(join(share, 'doc/dailies/licences.txt'), 'utf8')
  checkEqual(
    'Licences',
    licensed.filter((name) => licences.includes(`\n${name} `)),
    licensed
  )
  if (!licences.includes('Mozilla Public License Version 2.0')) throw new Problem('No text of the MPL 2.0.')
  say(`${basename(deb)} holds nothing but the program.`)
  rmSync(root, { recursive: true })
})
