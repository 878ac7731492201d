/** The system's store for secrets, by account name. Any call may reject, or never return. */
export interface SecretStore {
  /** Returns null for "no such entry" and for "cannot be read" alike. */
  get(account: string): Promise<string | null>
  set(account: string, secret: string): Promise<void>
  /** Returns whether there was something to delete. */
  delete(account: string): Promise<boolean>
}

export type LoadSecretStore = () => Promise<SecretStore>
