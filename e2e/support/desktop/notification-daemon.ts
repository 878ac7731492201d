import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { projectFolder } from '../project'
import type { Environment } from './processes'

export interface ShownNotification {
  readonly event: 'shown'
  readonly id: number
  readonly title: string
  readonly body: string
}

type DaemonEvent =
  | ShownNotification
  | { readonly event: 'closed'; readonly id: number }
  | { readonly event: 'asked'; readonly method: string }

/** The notifications of a desktop, as its daemon gets them from the bus. */
export interface NotificationDaemon {
  readonly events: readonly DaemonEvent[]
  readonly shown: () => readonly ShownNotification[]
  /** Clicks the last notification. */
  readonly click: () => void
  stop(): Promise<void>
}

/** Starts a notification daemon on the bus of `env`; one that `hangs` answers nothing. Debian's own Python has GLib. */
export async function startNotificationDaemon(
  env: Environment,
  { hangs = false } = {}
): Promise<NotificationDaemon> {
  const script = join(projectFolder, 'e2e/support/desktop/notification-daemon.py')
  const child = spawn('/usr/bin/python3', [script, ...(hangs ? ['hangs'] : [])], {
    env,
    stdio: ['pipe', 'pipe', 'inherit']
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const events: DaemonEvent[] = []
  const ready = new Promise<void>((resolve, reject) => {
    void ended.then(() => reject(new Error('The notification daemon ended. Is python3-gi installed?')))
    createInterface({ input: child.stdout }).on('line', (line) => {
      const event = JSON.parse(line) as DaemonEvent | { readonly event: 'ready' }
      if (event.event === 'ready') resolve()
      else events.push(event)
    })
  })
  await ready
  return {
    events,
    shown: () => events.filter((event) => event.event === 'shown'),
    click: () => void child.stdin.write('click\n'),
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    }
  }
}
