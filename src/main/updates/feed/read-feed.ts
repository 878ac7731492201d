import { load } from 'js-yaml'
import { gt, prerelease, valid } from 'semver'
import * as z from 'zod'
import type { Release } from '../ports'

const mostFiles = 20
/** Largest package: several times what one is. */
const largestBytes = 1_000_000_000

/** A feed that is not one: cut short, tampered with, or a page of a network in between. */
export class UnreadableFeed extends Error {
  override readonly name = 'UnreadableFeed'
}

/** The fields of electron-builder's feed that are used. */
const Feed = z.object({
  version: z.string().max(64),
  files: z
    .array(
      z.object({
        url: z.string().min(1).max(500),
        // 64 bytes in base64.
        sha512: z.string().regex(/^[\d+/A-Za-z]{86}==$/),
        size: z.int().positive().max(largestBytes)
      })
    )
    .min(1)
    .max(mostFiles)
})

/**
 * Returns the release of a feed if it is newer than `current`; a prerelease only to who has one.
 *
 * @throws UnreadableFeed
 */
export function readNewer(text: string, current: string, feedUrl: string): Release | null {
  const { version, files } = parse(text)
  if (valid(version) === null) throw new UnreadableFeed('not a version')
  if (!files.every(({ url }) => isBelow(url, feedUrl))) throw new UnreadableFeed('a file is somewhere else')
  if (!gt(version, current)) return null
  if (prerelease(version) !== null && prerelease(current) === null) return null
  return { version, files }
}

function parse(text: string): z.infer<typeof Feed> {
  let document: unknown
  try {
    document = load(text)
  } catch (error) {
    throw new UnreadableFeed('not YAML', { cause: error })
  }
  const feed = Feed.safeParse(document)
  if (!feed.success) throw new UnreadableFeed(`not a feed: ${feed.error.issues[0]?.path.join('.') ?? ''}`)
  return feed.data
}

/** Returns whether a file is in the folder of the feed, or below. */
function isBelow(url: string, feedUrl: string): boolean {
  const folder = new URL('.', feedUrl).href
  return URL.canParse(url, folder) && new URL(url, folder).href.startsWith(folder)
}
