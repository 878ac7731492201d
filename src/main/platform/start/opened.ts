import { isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mostDropped } from '@shared/drop'
import { GenerationId } from '@shared/generation'
import { maximumPromptLength } from '@shared/request'
import { clipLinkScheme } from '@shared/scheme'

type Link =
  { readonly kind: 'clip'; readonly id: GenerationId } | { readonly kind: 'prompt'; readonly text: string }

/** What a start was asked to open. */
export interface Opened {
  /** The last link that means something. */
  readonly link: Link | null
  /** Absolute paths of the files that were dropped on the program's icon. */
  readonly files: readonly string[]
}

const longestPath = 4096

/** Characters that are no text: controls but line breaks and tabs, and those that reorder what is read. */
const noText = /(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu

/**
 * Reads the arguments of a start, as the system passes them. Links come from other programs: anything that is not
 * exactly one of ours is ignored.
 *
 * @param args Without the program's own path.
 * @param folder Folder that relative paths start from; null where that is gone.
 */
export function readOpened(args: readonly string[], folder: string | null): Opened {
  const links = args.flatMap((argument) => readLink(argument) ?? [])
  const files = args.flatMap((argument) => readPath(argument, folder) ?? []).slice(0, mostDropped)
  return { link: links.at(-1) ?? null, files }
}

function readLink(argument: string): Link | null {
  const [, kind, rest = ''] =
    new RegExp(`^${clipLinkScheme}://(clip/|prompt/?\\?)(.*)$`, 's').exec(argument) ?? []
  if (kind === undefined) return null
  return kind === 'clip/' ? clipOf(rest) : promptOf(rest)
}

function clipOf(rest: string): Link | null {
  const { data: id } = GenerationId.safeParse(rest.replace(/\/$/, ''))
  return id === undefined ? null : { kind: 'clip', id }
}

/** Reads the text of a prompt; nothing else may be named, so that no link can set what is paid for. */
function promptOf(query: string): Link | null {
  const [[name, value] = [], ...others] = [...new URLSearchParams(query)]
  if (name !== 'text' || value === undefined || others.length > 0) return null
  const text = value.replaceAll(/\r\n?/g, '\n').replaceAll(noText, '').trim()
  return text === '' || text.length > maximumPromptLength ? null : { kind: 'prompt', text }
}

function readPath(argument: string, folder: string | null): string | null {
  if (argument === '' || argument.startsWith('-') || argument.length > longestPath) return null
  if (/^file:\/\//i.test(argument)) return pathOfUrl(argument)
  if (/^[a-z][a-z\d+.-]+:/i.test(argument)) return null
  if (isAbsolute(argument)) return argument
  return folder === null ? null : resolve(folder, argument)
}

/** Returns the path of a file's address; null for one of another computer, and for one that is broken. */
function pathOfUrl(address: string): string | null {
  try {
    return new URL(address).hostname === '' ? fileURLToPath(address) : null
  } catch {
    return null
  }
}

/**
 * Returns the arguments with which the program starts again: what it was asked to open is open already.
 *
 * @param isProgram Returns whether an argument is the path of the program itself.
 */
export const argumentsToRestart = (
  args: readonly string[],
  isProgram: (argument: string) => boolean
): readonly string[] => args.filter((argument) => argument.startsWith('-') || isProgram(argument))

/** Collects what is to be opened until the app can open it: macOS says so before the app is ready. */
export class OpenRequests {
  #waiting: Opened[] = []
  #open: ((opened: Opened) => void) | null = null

  add(opened: Opened): void {
    if (this.#open) this.#open(opened)
    else this.#waiting.push(opened)
  }

  /** Opens what was collected, and from now on everything at once. */
  start(open: (opened: Opened) => void): void {
    this.#open = open
    for (const opened of this.#waiting.splice(0)) open(opened)
  }
}
