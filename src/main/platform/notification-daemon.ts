import { execFile } from 'node:child_process'
import { errorCode } from '../base/errors'

/** The bus may have to start the daemon first. */
const patienceSeconds = 3

/** Part of GLib, and installed with most desktops. */
const gdbus = '/usr/bin/gdbus'

const question = [
  'call',
  '--session',
  `--timeout=${patienceSeconds}`,
  '--dest=org.freedesktop.Notifications',
  '--object-path=/org/freedesktop/Notifications',
  '--method=org.freedesktop.Notifications.GetServerInformation'
]

/**
 * Returns whether the notification daemon of Linux answers another process. Electron waits for its answer on the main
 * thread, for minutes where it is missing or hangs. Also true where this cannot be found out.
 *
 * @see https://github.com/electron/electron/issues/48753
 */
export const daemonAnswers = (program = gdbus): Promise<boolean> =>
  new Promise((resolve) => {
    // Twice, because gdbus itself waits without a limit for a bus that hangs.
    execFile(program, question, { timeout: 2 * patienceSeconds * 1_000, killSignal: 'SIGKILL' }, (error) =>
      resolve(error === null || errorCode(error) === 'ENOENT')
    )
  })
