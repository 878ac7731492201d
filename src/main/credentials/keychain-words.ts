import type { AppState } from '@shared/app-state'
import type { Problem } from '@shared/problem'

type Platform = AppState['platform']

/** Returns the system's name for its key store, for the middle of a sentence. */
export function keychainNameOn(platform: Platform): string {
  if (platform === 'darwin') return 'the macOS Keychain'
  return platform === 'win32' ? 'Windows Credential Manager' : "your desktop's keyring"
}

const howToFix = (platform: Platform): string => {
  if (platform === 'darwin') return 'Unlock your login keychain in Keychain Access, then try again.'
  if (platform === 'win32') return 'Check that the Credential Manager service runs, then try again.'
  return 'Unlock your keyring, or install one (GNOME Keyring or KWallet), then try again.'
}

export const keychainUnavailable = (platform: Platform, hasKey: boolean): Problem => ({
  code: 'keychain_unavailable',
  message: hasKey
    ? "Your system's key store did not open, so the key is not saved. It works until you quit."
    : "Your system's key store did not open. A key that you enter now works until you quit.",
  advice: howToFix(platform),
  retryable: true
})

export const keyNotRemoved = (platform: Platform): Problem => ({
  code: 'keychain_unavailable',
  message: `The key is out of use, but ${keychainNameOn(platform)} did not open: a key kept there will be back at the next start.`,
  advice: howToFix(platform),
  retryable: true
})

export const keychainSlow = (platform: Platform): Problem => ({
  code: 'keychain_slow',
  message: `Waiting for ${keychainNameOn(platform)} to answer. It may be asking you for a password in a window of its own.`,
  advice:
    'You can go on meanwhile: a key entered now works until you quit, and is saved when the answer comes.',
  retryable: true
})
