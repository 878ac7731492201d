import { app } from 'electron'

/** So long the program may take to end after everything was put away. */
const endWithinMs = 2_000

/**
 * Puts everything away before the program ends. A native call that never returns (a keyring waiting for
 * somebody) would keep the process alive for ever: after a moment it ends itself.
 */
export function disposeBeforeQuit(needs: {
  readonly dispose: () => Promise<void>
  readonly isNativeCallHung: () => boolean
}): void {
  let disposed: Promise<void> | null = null
  app.on('before-quit', (event) => {
    event.preventDefault()
    disposed ??= needs.dispose().finally(() => {
      // Leaving in order would wait for the thread that hangs; everything is on disk already.
      if (needs.isNativeCallHung()) process.kill(process.pid, 'SIGKILL')
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), endWithinMs).unref()
      app.exit(0)
    })
  })
}
