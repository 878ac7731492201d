import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { inProject } from '../base/paths.mjs'
import { runQuietly } from '../base/quiet-command.mjs'
import { changelogFile, controlFile, copyrightFile, debianVersion } from './debian-facts.mjs'

const id = 'app.dailies.Dailies'
const fromBuild = (name) => readFileSync(inProject('build/linux', name), 'utf8')

/**
 * Makes a Debian package of an unpacked program.
 *
 * @param isFast Whether it may be larger.
 *
 * @returns Its path.
 */
export async function makeDeb({ unpacked, version, output, isFast = false, date = new Date() }) {
  const root = inProject('.cache/deb')
  rmSync(root, { recursive: true, force: true })
  layOut({ root, unpacked, version, date })
  const architecture = execFileSync('dpkg', ['--print-architecture'], { encoding: 'utf8' }).trim()
  const files = filesBelow(root)
  const bytes = files.reduce((sum, path) => sum + statSync(join(root, path)).size, 0)
  const control = (name, text, mode = 0o644) => write(join(root, 'DEBIAN', name), text, mode)
  control('control', controlFile({ version, architecture, bytes }))
  control('md5sums', files.map((path) => `${md5(join(root, path))}  ${path}\n`).join(''))
  for (const script of ['postinst', 'postrm']) control(script, fromBuild(script), 0o755)
  mkdirSync(output, { recursive: true })
  const deb = join(output, `dailies_${debianVersion(version)}_${architecture}.deb`)
  // dpkg writes root as the owner of everything, so that nobody has to be root to make it.
  await runQuietly('dpkg-deb', 'dpkg-deb', [
    '--root-owner-group',
    ...(isFast ? ['-Zgzip', '-z1'] : ['-Zxz']),
    '--build',
    root,
    deb
  ])
  rmSync(root, { recursive: true })
  return deb
}

function layOut({ root, unpacked, version, date }) {
  const share = (...parts) => join(root, 'usr/share', ...parts)
  const program = join(root, 'usr/lib/dailies')
  cpSync(unpacked, program, { recursive: true, verbatimSymlinks: true })
  setModes(program)
  // Works without user namespaces only as root's; and the rest of the package is root's too.
  chmodSync(join(program, 'chrome-sandbox'), 0o4755)
  write(join(program, 'apparmor-profile'), fromBuild('apparmor-profile'))
  mkdirSync(join(root, 'usr/bin'), { recursive: true })
  symlinkSync('../lib/dailies/dailies', join(root, 'usr/bin/dailies'))

  const filled = (name) =>
    fromBuild(name).replaceAll('@version@', version).replaceAll('@date@', date.toISOString().slice(0, 10))
  write(share('applications', `${id}.desktop`), filled(`${id}.desktop`))
  write(share('metainfo', `${id}.metainfo.xml`), filled(`${id}.metainfo.xml`))
  write(share('man/man1/dailies.1.gz'), zipped(filled('dailies.1')))
  write(share('lintian/overrides/dailies'), fromBuild('lintian-overrides'))
  write(share('doc/dailies/changelog.gz'), zipped(changelogFile({ version, date })))
  write(share('doc/dailies/copyright'), copyrightFile(readFileSync(inProject('LICENSE'), 'utf8')))
  copyTo(inProject('out/renderer/licences.txt'), share('doc/dailies/licences.txt'))
  for (const icon of readdirSync(inProject('build/icons'))) {
    copyTo(
      inProject('build/icons', icon),
      share('icons/hicolor', icon.replace('.png', ''), 'apps', `${id}.png`)
    )
  }
  copyTo(inProject('build/icon.svg'), share('icons/hicolor/scalable/apps', `${id}.svg`))
  for (const folder of foldersBelow(root)) chmodSync(folder, 0o755)
}

/** Gives files the modes that an installed program has, whatever the mask of who builds it. */
function setModes(folder) {
  for (const path of filesBelow(folder)) {
    const full = join(folder, path)
    const isProgram = !path.includes('.') && (statSync(full).mode & 0o100) !== 0
    chmodSync(full, isProgram ? 0o755 : 0o644)
  }
}

const zipped = (text) => gzipSync(text, { level: 9 })
const md5 = (path) => createHash('md5').update(readFileSync(path)).digest('hex')

function write(path, content, mode = 0o644) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  chmodSync(path, mode)
}

function copyTo(from, to) {
  mkdirSync(dirname(to), { recursive: true })
  copyFileSync(from, to)
  chmodSync(to, 0o644)
}

const entriesBelow = (root) => readdirSync(root, { recursive: true, withFileTypes: true })
const filesBelow = (root) =>
  entriesBelow(root)
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
const foldersBelow = (root) => [
  root,
  ...entriesBelow(root)
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
]

/** Returns whether this machine has what makes Debian packages. */
export const canMakeDeb = () => process.platform === 'linux' && existsSync('/usr/bin/dpkg-deb')
