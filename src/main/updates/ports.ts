/** A version as its feed describes it. */
export interface Release {
  readonly version: string
  readonly files: readonly ReleaseFile[]
}

export interface ReleaseFile {
  /** Name or address below the feed's own. */
  readonly url: string
  /** Base64. */
  readonly sha512: string
  readonly size: number
}

/** Installs versions on a system that checks their signatures. */
export interface UpdateInstaller {
  /** Downloads a release and checks its hash and signature. @throws if either is wrong, or the download fails. */
  download(release: Release): Promise<void>
  /** Installs what was downloaded. The program ends with it. */
  install(): Promise<void>
}

/** Loaded at the first check. */
export interface FeedReader {
  /** Returns the release of a feed if it is newer than `current`. @throws UnreadableFeed */
  readNewer(text: string, current: string, feedUrl: string): Release | null
}

/** Where newer versions come from; set by the build. */
export interface UpdateChannel {
  /** Address of the feed's file for this system. */
  readonly feedUrl: string
  readonly loadReader: () => Promise<FeedReader>
  /** Null where signatures cannot be checked. */
  readonly loadInstaller: (() => Promise<UpdateInstaller>) | null
  /** Opens the download page in the browser; its address is the build's, never the feed's. Needs a gesture. */
  readonly openPage: () => Promise<void>
  /** Closes Dailies as for any shutdown, and then runs `last`. */
  readonly leave: (last: () => Promise<void>) => void
}
