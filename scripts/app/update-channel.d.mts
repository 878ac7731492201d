/** Where a build looks for newer versions. */
export interface UpdateChannelOfBuild {
  readonly feed: string
  readonly page: string
  readonly publisher: string | null
}

export function updateChannel(
  environment: Readonly<Record<string, string | undefined>>
): UpdateChannelOfBuild | null
