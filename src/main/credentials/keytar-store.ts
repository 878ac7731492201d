import type { SecretStore } from './secret-store'

/**
 * The keychain of the system through keytar: macOS Keychain, Windows Credential Manager, Secret Service.
 *
 * keytar is archived; this file is all there is to replace. It is loaded here and not at start, because its
 * native part needs libsecret on Linux: without it the app has no keychain, but runs.
 *
 * @param service What the entries are filed under; visible to the user in the system's own tools.
 */
export async function loadKeytarStore(service: string): Promise<SecretStore> {
  const { default: keytar } = await import('keytar')
  return {
    get: (account) => keytar.getPassword(service, account),
    set: (account, secret) => keytar.setPassword(service, account, secret),
    delete: (account) => keytar.deletePassword(service, account)
  }
}
