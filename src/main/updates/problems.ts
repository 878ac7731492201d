import type { Problem } from '@shared/problem'

export const updateProblems = {
  absent: {
    code: 'not_possible_now',
    message: 'This build of Dailies has no updates.',
    retryable: false
  },
  sending: {
    code: 'not_possible_now',
    message: 'A clip is being sent right now.',
    advice: 'Try again once it is sent.',
    retryable: true
  },
  notChecked: {
    code: 'not_possible_now',
    message: 'There is no newer version to install yet.',
    retryable: true
  },
  noFeed: {
    code: 'provider_unavailable',
    message: 'Couldn’t look for a newer version. Yours keeps working.',
    retryable: true
  },
  notGenuine: {
    code: 'file_damaged',
    message: 'The newer version could not be downloaded and checked. Nothing was installed.',
    advice: 'Try again later, or get it from the download page.',
    retryable: true
  }
} as const satisfies Readonly<Record<string, Problem>>
