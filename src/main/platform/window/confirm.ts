import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron'
import type { Confirmation } from '../../consent/confirmations'

/** Asks in a native dialog. Cancel has the focus: Enter may be on its way to the window when the dialog opens. */
export async function confirmNatively(
  window: BrowserWindow | undefined | null,
  { message, detail, button }: Confirmation
): Promise<boolean> {
  const options: MessageBoxOptions = {
    type: 'question',
    message,
    detail,
    buttons: [button, 'Cancel'],
    defaultId: 1,
    cancelId: 1
  }
  const { response } = window
    ? await dialog.showMessageBox(window, options)
    : await dialog.showMessageBox(options)
  return response === 0
}
