import type { Confirmation, Confirmations } from '../consent/confirmations'
import type { KeyEntry } from '../generations/account/key-entry'
import type { HandlersOf } from '../ipc/handlers'
import type { Credentials } from './credentials'

const replaceKey: Confirmation = {
  message: 'Replace your ModelsLab key?',
  detail: 'The old key is removed. From now on, the new key’s account is charged.',
  button: 'Replace key'
}
const removeKey: Confirmation = {
  message: 'Remove the key from this computer?',
  detail: 'You can’t generate until you add a key. Your clips stay.',
  button: 'Remove key'
}

export function credentialsHandlers(deps: {
  readonly credentials: Credentials
  readonly keyEntry: KeyEntry
  readonly confirmations: Pick<Confirmations, 'require'>
}): HandlersOf<'key'> {
  const { credentials, keyEntry, confirmations } = deps
  return {
    'key.set': async ({ key }) => {
      if (credentials.view().status === 'present') await confirmations.require(replaceKey)
      await keyEntry.set(key)
    },
    'key.test': () => keyEntry.test(),
    'key.remove': async () => {
      await confirmations.require(removeKey)
      await keyEntry.remove()
    },
    'key.retryKeychain': () => credentials.retryKeychain()
  }
}
