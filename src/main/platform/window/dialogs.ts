import { app, dialog, type BrowserWindow, type MessageBoxOptions } from 'electron'
import type { App } from '../../app/platform'
import { agreesToClose, closingQuestion, type ClosingQuestion } from './closing-question'

type WorkToClose = Pick<App, 'isSending' | 'running' | 'asksBeforeClosing' | 'dontAskBeforeClosing'>

/**
 * Asks before the app is closed while generations run; false keeps it open. The dialog does not block: the answer to a
 * paid request may arrive while it is open.
 */
export function confirmClosing(window: BrowserWindow | null, work: WorkToClose): Promise<boolean> {
  const next = (): ClosingQuestion | null =>
    closingQuestion(
      { isSending: work.isSending(), running: work.running() },
      { asksWhileRunning: work.asksBeforeClosing() }
    )
  return agreesToClose(next, async ({ message, detail, dontAskAgain, isCloseDefault }) => {
    const options: MessageBoxOptions = {
      type: 'info',
      buttons: ['Close Dailies', 'Keep it open'],
      defaultId: isCloseDefault ? 0 : 1,
      cancelId: 1,
      message,
      detail,
      ...(dontAskAgain !== null && { checkboxLabel: dontAskAgain })
    }
    const { response, checkboxChecked } = window
      ? await dialog.showMessageBox(window, options)
      : await dialog.showMessageBox(options)
    const agrees = response === 0
    if (agrees && checkboxChecked) work.dontAskBeforeClosing()
    return agrees
  })
}

/** Asks whether to reload an unresponsive window. The dialog closes when `answered` fires. */
export async function confirmReload(window: BrowserWindow, answered: AbortSignal): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    buttons: ['Wait', 'Reload the window'],
    defaultId: 0,
    cancelId: 0,
    message: 'Dailies isn’t responding.',
    detail: 'Your clips keep generating. Reloading may lose the last words you typed.',
    signal: answered
  })
  return response === 1
}

/** Asks whether to try again after repeated crashes of the page. */
export async function confirmTryAgain(window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    buttons: ['Try again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
    message: 'The window crashed several times in a row.',
    detail: 'Your library is safe. Clips keep generating at ModelsLab either way.'
  })
  return response === 0
}

/** Asks whether to restart after an uncaught exception, once everything is closed. */
export async function askAfterFailure(logFolder: string): Promise<'restart' | 'quit'> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: app.getName(),
    buttons: ['Restart Dailies', 'Quit'],
    defaultId: 0,
    cancelId: 1,
    message: 'Dailies ran into an error and had to stop.',
    detail: `Your library and prompt are saved. Clips keep generating at ModelsLab. Nothing is sent twice.\n\nDetails are in the log: ${logFolder}`
  })
  return response === 0 ? 'restart' : 'quit'
}
