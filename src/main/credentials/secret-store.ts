/** A place for secrets that the system guards, by account name. Any call may reject, or never answer. */
export interface SecretStore {
  /** Null means "no such entry" or "cannot be read": it proves nothing. */
  get(account: string): Promise<string | null>
  set(account: string, secret: string): Promise<void>
  /** Whether there was something to delete. */
  delete(account: string): Promise<boolean>
}

export type LoadSecretStore = () => Promise<SecretStore>
