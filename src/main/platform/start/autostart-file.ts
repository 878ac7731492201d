import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { LoginStart } from '../../app/platform'
import { errorCode } from '../../base/errors'
import { replaceFileSync } from '../../base/files'
import { xdgFolder } from './xdg-folder'

/** Returns the file with which a desktop of Linux starts the program at login. */
export const autostartPath = (home: string, xdgConfigHome: string | undefined): string =>
  join(xdgFolder(xdgConfigHome, home, '.config'), 'autostart/app.dailies.Dailies.desktop')

/**
 * Returns the file that starts the program: of an AppImage the image, whose content is unmounted when the program ends.
 * Programs that an AppImage starts inherit its variables.
 */
export function programToStart(
  program: string,
  { APPIMAGE: image, APPDIR: mounted }: Readonly<Record<string, string | undefined>>
): string {
  return image && mounted && program.startsWith(`${mounted}/`) ? image : program
}

/**
 * Starts the program at login by a file. The file alone says whether it is on: the desktop's own settings may change it.
 *
 * @see https://specifications.freedesktop.org/autostart-spec/latest/
 */
export function autostartFile(path: string, program: string): LoginStart {
  return {
    isOn: () => isEnabled(textOf(path)),
    set(isOn) {
      if (!isOn) return rmSync(path, { force: true })
      mkdirSync(dirname(path), { recursive: true })
      replaceFileSync(path, entryFor(program))
    }
  }
}

const entryFor = (program: string): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Dailies',
    `Exec=${quoted(program)}`,
    // The entry outlives a program that is removed.
    `TryExec=${program.replaceAll('\\', '\\\\')}`,
    'Terminal=false',
    ''
  ].join('\n')

/** Quotes an argument of `Exec`, whose backslashes are escaped twice: as an argument and as a value. */
const quoted = (program: string): string =>
  `"${program
    .replaceAll('%', '%%')
    .replaceAll(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')}"`

const isEnabled = (text: string | null): boolean =>
  text !== null && !/^\s*(?:Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/im.test(text)

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}
