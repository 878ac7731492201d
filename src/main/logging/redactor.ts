import { hiddenSecret, secretPattern } from './secret'

const shortestSecret = 8

/** Names of files that are made from prompts, titles, projects and shots. */
const namesOfClips =
  /(?<=[\\/'"“])[^\\/\r\n"“”]*?(\.(?:mp4|webm|mov|m4v|mkv|avi|xmp|png|jpe?g|part|fcpxmld?|xml|kdenlive|mlt|otioz?|edl|csv|osp|xges|prproj)\b)/gi

/** Removes secrets and personal paths from a line before it is written. */
export class Redactor {
  readonly #secrets = new Map<string, RegExp>()
  readonly #home: RegExp | null

  /** @param homeFolder Absolute path of the user's home, written as `~`. */
  constructor(homeFolder: string) {
    this.#home = homeFolder.length > 1 ? pathPattern(homeFolder) : null
  }

  /** Redacts a text from now on, in any encoding; ignores one that is too short to be a secret. */
  addSecret(secret: string): void {
    if (secret.length >= shortestSecret && !this.#secrets.has(secret))
      this.#secrets.set(secret, secretPattern(secret))
  }

  redact(text: string): string {
    let redacted = text
    for (const pattern of this.#secrets.values()) redacted = redacted.replace(pattern, hiddenSecret)
    redacted = redacted.replaceAll(/\bhttps?:\/\/[^\s"'<>)\\]+/gi, originOf)
    if (this.#home) redacted = redacted.replace(this.#home, '~')
    return redacted.replace(namesOfClips, '[name]$1')
  }
}

function originOf(address: string): string {
  try {
    return `${new URL(address).origin}/…`
  } catch {
    return '[address]'
  }
}

/** Returns a pattern for a folder in a path, in JSON (doubled backslashes) and in a file: URL (spaces as %20). */
function pathPattern(folder: string): RegExp {
  const parts = folder.split(/[\\/]+/).map((part) => escapePattern(part).replaceAll(' ', '(?: |%20)'))
  return new RegExp(parts.join('(?:\\\\\\\\|[\\\\/])'), process.platform === 'win32' ? 'gi' : 'g')
}

const escapePattern = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')
