import { Notification, powerMonitor } from 'electron'
import type { NotificationDesktop } from '../notifications/notifier'

/** The one notification of the app. */
export class ElectronNotifications {
  isScreenLocked = false
  #shown: Notification | null = null

  constructor(private readonly window: { focus(): void }) {
    // Only macOS and Windows say so; the daemons of Linux have their own settings for a locked screen.
    powerMonitor.on('lock-screen', () => (this.isScreenLocked = true))
    powerMonitor.on('unlock-screen', () => (this.isScreenLocked = false))
  }

  /** Shows a notification in place of the last one, where the system has any. */
  show({ title, body, isSilent }: Parameters<NotificationDesktop['notify']>[0], onClick: () => void): void {
    if (!Notification.isSupported()) return
    this.close()
    const notification = new Notification({ title, body, silent: isSilent })
    notification.on('click', () => {
      this.window.focus()
      onClick()
    })
    notification.show()
    // Kept, because a notification that was collected loses its click.
    this.#shown = notification
  }

  close(): void {
    this.#shown?.close()
    this.#shown = null
  }
}
