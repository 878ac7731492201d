import { copyFileSync, cpSync, renameSync, rmSync, statSync, unlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { linkAll } from '../base/link-all.mjs'
import { inProject } from '../base/paths.mjs'

/** Path of a package's executable by platform, relative to dist/. */
const programs = {
  linux: 'linux-unpacked/dailies',
  win32: 'win-unpacked/Dailies.exe',
  darwin: `${process.arch === 'arm64' ? 'mac-arm64' : 'mac'}/Dailies.app`
}
const program = programs[process.platform]

/**
 * Makes a second package that a test driver can attach to: a copy of the first with one fuse changed. Its files are
 * hard links, except for the executable.
 */
export async function makeDrivable() {
  const [closed, open, unfinished] = ['dist', 'dist/drivable', 'dist/drivable.unfinished'].map((path) =>
    inProject(path)
  )
  for (const old of [open, unfinished]) rmSync(old, { recursive: true, force: true })
  copyPackage(dirname(join(closed, program)), dirname(join(unfinished, program)))
  // Not at the top: scripts that import this run before anything is installed.
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(join(unfinished, program), {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: process.platform === 'darwin',
    [FuseV1Options.EnableNodeCliInspectArguments]: true
  })
  renameSync(unfinished, open)
}

/** Returns whether the second package exists and is up to date with the first. */
export function isDrivableMade() {
  const madeAtMs = (folder) => statSync(inProject(folder, program), { throwIfNoEntry: false })?.mtimeMs
  return (madeAtMs('dist/drivable') ?? 0) >= (madeAtMs('dist') ?? Infinity)
}

function copyPackage(from, to) {
  // Signing changes more than the program.
  if (process.platform === 'darwin') return cpSync(from, to, { recursive: true, verbatimSymlinks: true })
  linkAll(from, to)
  const copied = inProject('dist/drivable.unfinished', program)
  unlinkSync(copied)
  copyFileSync(inProject('dist', program), copied)
}
