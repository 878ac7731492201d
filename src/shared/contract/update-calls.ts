import { call, Nothing } from './parts'

/** Calls about newer versions; each is refused in a program without a feed. */
export const updateCalls = {
  'updates.check': call(Nothing, Nothing),
  /** Opens the download page in the browser. */
  'updates.openPage': call(Nothing, Nothing),
  'updates.download': call(Nothing, Nothing),
  /** Closes Dailies and installs what was downloaded, after a question in a native dialog. */
  'updates.install': call(Nothing, Nothing),
  'updates.dismiss': call(Nothing, Nothing)
} as const
