import type { AppState } from '@shared/app-state'
import type { Clock } from '../base/clock'
import type { Disposables } from '../base/disposables'
import { Signal } from '../base/signal'
import type { Keys } from '../generations/domain/ports'
import type { Logger } from '../logging/logger'
import { Credentials } from './credentials'
import type { LoadSecretStore } from './secret-store'

/** Creates the keeper of the API key. */
export function createCredentials(deps: {
  readonly loadSecretStore: LoadSecretStore
  /** The API that the key is for, and the profile that uses it. */
  readonly keyOrigin: string
  readonly profile: string
  readonly name: AppState['platform']
  readonly clock: Clock
  readonly logger: Logger
  readonly disposables: Disposables
  readonly wake: Signal
  readonly onChange: () => void
}): {
  readonly credentials: Credentials
  /** The key as the engine sees it. */
  readonly keys: Keys
  /** Fires when the key was read from the keychain, however late it answered. */
  readonly keyFound: Signal
} {
  const keyFound = new Signal()
  const credentials = new Credentials({
    loadStore: deps.loadSecretStore,
    apiOrigin: deps.keyOrigin,
    profile: deps.profile,
    platform: deps.name,
    clock: deps.clock,
    logger: deps.logger.child('credentials'),
    onChange: () => {
      deps.onChange()
      deps.wake.fire()
    },
    onFound: keyFound.fire
  })
  deps.disposables.add(() => credentials.dispose())
  const keys: Keys = {
    // A key that the API rejected is not tried again until the user replaces or tests it.
    key: () => (credentials.view().status === 'rejected' ? null : credentials.key()),
    markRejected: (key) => credentials.markRejected(key),
    markAccepted: (key) => credentials.markAccepted(key)
  }
  return { credentials, keys, keyFound }
}
