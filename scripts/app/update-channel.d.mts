/** Where a build looks for newer versions. */
export interface UpdateChannelOfBuild {
  /** Address of a folder, with a slash at its end. */
  readonly feed: string
  readonly page: string
  readonly publisher: string | null
}

export function updateChannel(
  environment: Readonly<Record<string, string | undefined>>
): UpdateChannelOfBuild | null
