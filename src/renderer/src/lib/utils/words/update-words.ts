import type { UpdatesView } from '@shared/updates'
import type { Services } from '../../services'

/** Returns what is known of newer versions, in a sentence. */
export function updateWords({ status, version, canInstall }: UpdatesView): string {
  switch (status) {
    case 'unknown':
      return 'Only asks the download server. Nothing about you is sent.'
    case 'checking':
      return 'Looking for a newer version.'
    case 'failed':
      return 'Couldn’t look for a newer version. Yours keeps working.'
    case 'newest':
      return 'You have the newest version.'
    case 'available':
      return canInstall ? `Dailies ${version} is available.` : `A newer version is available: ${version}.`
    case 'downloading':
      return `Downloading Dailies ${version}.`
    case 'ready':
      return `Dailies ${version} is downloaded. Install it when you like.`
  }
}

interface UpdateStep {
  readonly title: string
  readonly run: (services: Pick<Services, 'client' | 'errors'>) => void
}

/** Returns what the user can do next about a newer version; null if nothing. */
export function updateStep({ status, canInstall }: UpdatesView): UpdateStep | null {
  if (status === 'ready')
    return step('Close and install…', 'Couldn’t install the newer version', 'updates.install')
  if (status !== 'available') return null
  return canInstall
    ? step('Download it', 'Couldn’t download the newer version', 'updates.download')
    : step('Open the download page', 'Couldn’t open the download page', 'updates.openPage')
}

const step = (
  title: string,
  failure: string,
  call: 'updates.install' | 'updates.download' | 'updates.openPage'
): UpdateStep => ({
  title,
  run: ({ client, errors }) => void errors.attempt(failure, () => client.call(call, {}))
})
