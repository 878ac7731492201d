import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { findRuntime } from '../setup/runtime/runtime.mjs'
import { checkSandbox } from '../setup/runtime/sandbox.mjs'
import { Problem } from '../base/say.mjs'

const programs = ['Xvfb', 'dbus-daemon', 'dbus-send', 'gnome-keyring-daemon', 'openbox', 'setpriv']

/** The programs that are in none of the folders of a PATH. */
export function missingPrograms(names, path, exists = existsSync) {
  const folders = path.split(delimiter)
  return names.filter((name) => !folders.some((folder) => exists(join(folder, name))))
}

/** Called before the app is opened on a desktop without a screen: refuses in one sentence where that cannot be. */
export function checkHeadlessDesktop({ windowManager }) {
  if (process.platform !== 'linux')
    throw new Problem('A desktop without a screen can be made on Linux only; npm run demo opens a window.')
  const needed = programs.filter((name) => windowManager || name !== 'openbox')
  const missing = missingPrograms(needed, process.env.PATH ?? '')
  if (missing.length > 0)
    throw new Problem(
      `A desktop without a screen needs these programs, please install them: ${missing.join(' ')}`
    )
  checkSandbox(findRuntime())
}
