import type { AppState } from '@shared/app-state'
import type { Problem } from '@shared/problem'

type Platform = AppState['platform']

/** Returns the system's name for its key store, for the middle of a sentence. */
export function keychainNameOn(platform: Platform): string {
  if (platform === 'darwin') return 'the macOS Keychain'
  return platform === 'win32' ? 'Windows Credential Manager' : 'your desktop keyring'
}

const howToFix = (platform: Platform): string => {
  if (platform === 'darwin') return 'Unlock your login keychain in Keychain Access, then try again.'
  if (platform === 'win32') return 'Check that the Credential Manager service runs, then try again.'
  return 'Unlock your keyring, or install one (GNOME Keyring or KWallet), then try again.'
}

export const keychainUnavailable = (platform: Platform, hasKey: boolean): Problem => ({
  code: 'keychain_unavailable',
  message: hasKey
    ? `Couldn’t open ${keychainNameOn(platform)}, so your key isn’t saved. It works until you quit.`
    : `Couldn’t open ${keychainNameOn(platform)}. A key you enter now won’t be saved after you quit.`,
  advice: howToFix(platform),
  retryable: true
})

export const keyNotRemoved = (platform: Platform): Problem => ({
  code: 'keychain_unavailable',
  message: `The key is out of use, but ${keychainNameOn(platform)} didn’t open: a key saved there is back at the next start.`,
  advice: howToFix(platform),
  retryable: true
})

export const keychainSlow = (platform: Platform): Problem => ({
  code: 'keychain_slow',
  message: `Waiting for ${keychainNameOn(platform)} to answer. It may be asking for a password in its own window.`,
  advice: 'You can go on: a key you enter now works until you quit, and is saved once it answers.',
  retryable: true
})
