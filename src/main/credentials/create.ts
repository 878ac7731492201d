import type { Disposables } from '../base/disposables'
import { Signal } from '../base/signal'
import type { Keys } from '../generations/domain/ports'
import { Credentials, type CredentialsDeps } from './credentials'

/** Creates the keeper of the API key. */
export function createCredentials({
  disposables,
  ...deps
}: Omit<CredentialsDeps, 'onFound'> & { readonly disposables: Disposables }): {
  readonly credentials: Credentials
  /** The key as the engine sees it. */
  readonly keys: Keys
  /** A key was read from the keychain, however late it answered. */
  readonly keyFound: Signal
} {
  const keyFound = new Signal()
  const credentials = new Credentials({
    ...deps,
    logger: deps.logger.child('credentials'),
    onFound: keyFound.fire
  })
  disposables.add(() => credentials.dispose())
  const keys: Keys = {
    // A key that the API rejected is not tried again until the user replaces or tests it.
    key: () => (credentials.view().status === 'rejected' ? null : credentials.key()),
    markRejected: (key) => credentials.markRejected(key),
    markAccepted: (key) => credentials.markAccepted(key)
  }
  return { credentials, keys, keyFound }
}
