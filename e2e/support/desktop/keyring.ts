import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Helper, outputOf, type Environment } from './processes'

export interface Keyring {
  /** Stops answering, like a keyring that waits for a password prompt. */
  freeze(): void
  thaw(): void
  stop(): Promise<void>
}

/** Only against hanging: it takes moments. */
const readyWithinMs = 120_000

async function isOnBus(env: Environment): Promise<boolean> {
  const ask = [
    '--session',
    '--print-reply',
    '--dest=org.freedesktop.DBus',
    '/org/freedesktop/DBus',
    'org.freedesktop.DBus.NameHasOwner',
    'string:org.freedesktop.secrets'
  ]
  return (await outputOf('dbus-send', ask, env))?.includes('boolean true') ?? false
}

/**
 * A separate Secret Service: GNOME's keyring daemon on the bus of `env`, with its files in `folder`.
 * With `unlocked: false` it runs but can't store anything.
 */
export async function startKeyring(
  folder: string,
  env: Environment,
  { unlocked = true }: { unlocked?: boolean } = {}
): Promise<Keyring> {
  const control = join(folder, 'keyring-control')
  await mkdir(control, { recursive: true, mode: 0o700 })
  const daemon = new Helper(
    'gnome-keyring-daemon',
    [
      '--foreground',
      '--components=secrets',
      `--control-directory=${control}`,
      ...(unlocked ? ['--unlock'] : [])
    ],
    { env: { ...env, HOME: folder, XDG_DATA_HOME: join(folder, 'data') }, input: 'a password for tests' }
  )
  const deadline = Date.now() + readyWithinMs
  while (!(await isOnBus(env))) {
    if (Date.now() > deadline) {
      await daemon.stop()
      throw new Error('The keyring did not come up. Are dbus and gnome-keyring installed?')
    }
  }
  return {
    freeze: () => daemon.signal('SIGSTOP'),
    thaw: () => daemon.signal('SIGCONT'),
    stop: () => daemon.stop()
  }
}
