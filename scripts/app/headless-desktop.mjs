import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { findRuntime } from '../setup/runtime/runtime.mjs'
import { checkSandbox } from '../setup/runtime/sandbox.mjs'
import { Problem } from '../base/say.mjs'

const programs = ['Xvfb', 'dbus-daemon', 'dbus-send', 'gnome-keyring-daemon', 'openbox', 'setpriv']

/**
 * Returns the programs that are in no folder of a PATH.
 * @internal
 */
export function missingPrograms(names, path, exists = existsSync) {
  const folders = path.split(delimiter)
  return names.filter((name) => !folders.some((folder) => exists(join(folder, name))))
}

/** Checks that a headless desktop can be made here; throws a one-sentence problem otherwise. */
export function checkHeadlessDesktop({ windowManager }) {
  if (process.platform !== 'linux')
    throw new Problem('A headless desktop can be made on Linux only; npm run demo opens a window.')
  const needed = programs.filter((name) => windowManager || name !== 'openbox')
  const missing = missingPrograms(needed, process.env.PATH ?? '')
  if (missing.length > 0)
    throw new Problem(
      `A desktop without a screen needs these programs, please install them: ${missing.join(' ')}`
    )
  checkSandbox(findRuntime())
}
