import Hand from '@lucide/svelte/icons/hand'
import LifeBuoy from '@lucide/svelte/icons/life-buoy'
import Copy from '@lucide/svelte/icons/copy'
import FileText from '@lucide/svelte/icons/file-text'
import RefreshCw from '@lucide/svelte/icons/refresh-cw'
import type { Services } from '../../services'
import { handlersOf } from './action-handler'

/** Returns the actions for somebody who needs help. */
export function helpHandlers({ app, client, errors, toasts, window: parts }: Services) {
  return handlersOf({
    why_no_drop: { icon: Hand, run: () => parts.open('why_no_drop') },
    check_updates: {
      icon: RefreshCw,
      isPossible: () => app.state.updates !== null,
      run: async () => {
        parts.openSettings('about')
        await errors.attempt('Couldn’t look for a newer version', () => client.call('updates.check', {}))
      }
    },
    report_problem: { icon: LifeBuoy, run: () => parts.open('report') },
    copy_diagnostics: {
      icon: Copy,
      run: () =>
        errors.attempt('Couldn’t copy the diagnostics', async () => {
          await client.call('help.copyDiagnostics', {})
          toasts.show({ text: 'Diagnostics copied', kind: 'copied' })
        })
    },
    show_log: {
      icon: FileText,
      run: () => errors.attempt('Couldn’t show the log', () => client.call('help.showLog', {}))
    }
  })
}
