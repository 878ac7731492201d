import { dialog } from 'electron'
import type { MainWindow } from './main-window'

interface Work {
  isSending(): boolean
  running(): number
}

/**
 * Tells a user who closes the window that something is still going on; false keeps the window open.
 * Quitting by the system or a menu asks nothing.
 */
export function confirmClosing(window: MainWindow, work: Work): boolean {
  const running = work.running()
  if (running === 0 || !window.browserWindow) return true
  const sending = work.isSending()
  const choice = dialog.showMessageBoxSync(window.browserWindow, {
    type: 'info',
    buttons: ['Close Dailies', 'Keep it open'],
    defaultId: sending ? 1 : 0,
    cancelId: 1,
    message: sending
      ? 'A request is being sent right now.'
      : `${running} ${running === 1 ? 'generation is' : 'generations are'} running at ModelsLab.`,
    detail: sending
      ? 'If you close Dailies before the answer comes, it may be running and may be charged, and Dailies cannot know.'
      : 'They go on without Dailies, and are fetched at its next start.'
  })
  return choice === 0
}
