import type { TransportFailure } from './transport/transport'
import type { Problem } from '@shared/problem'
import { formatBytes } from '@shared/format-bytes'
import type { DownloadOutcome } from './download'

export type { Problem }

export const linkRefused: Problem = {
  code: 'link_refused',
  message: 'The video link leads to an address Dailies doesn’t download from. Nothing was downloaded.',
  advice: 'Check again (free), or report it to ModelsLab support.',
  retryable: true
}

const offline: Problem = {
  code: 'offline',
  message: 'Can’t reach the video server.',
  advice: 'The download resumes when the connection is back.',
  retryable: true
}

const certificateRefused: Problem = {
  code: 'download_interrupted',
  message: "The video server's certificate isn't trusted, so nothing was downloaded from it.",
  advice:
    "Check the computer's clock. On a company network, install its certificate for this user. Dailies keeps retrying.",
  retryable: true
}

const addressSubstituted: Problem = {
  code: 'download_interrupted',
  message: 'This network gives a private address for the video server, so nothing was downloaded.',
  advice:
    'A VPN, proxy or DNS filter usually does this. Let it pass the video server, or switch it off. Dailies keeps retrying.',
  retryable: true
}

/** Problems that block every download from a server. */
export const networkProblems = {
  certificate: certificateRefused,
  substituted_address: addressSubstituted,
  forbidden_address: linkRefused
} as const

/** Returns the problem of a server that could not be reached, or why as the end of a sentence. */
export function notReached(failure: TransportFailure): Problem | string {
  switch (failure) {
    case 'offline':
      return offline
    case 'certificate':
      return certificateRefused
    case 'substituted_address':
      return addressSubstituted
    default:
      return 'couldn’t connect to the video server'
  }
}

/** Why a response ended early, as the end of a sentence. */
export const cutReasons = {
  broken: 'the connection failed',
  stalled: 'no more data came',
  slow: 'it came too slowly',
  short: 'the server sent less than it announced'
} as const

export const placementFailed: Problem = {
  code: 'download_interrupted',
  message: 'Another program is using the file. Dailies will rename it when it’s free.',
  advice: 'Nothing has to be downloaded again.',
  retryable: true
}

/** @param why What happened, as the end of a sentence: `the connection failed`. */
export function interrupted(why: string, receivedBytes: number, totalBytes: number | null): Problem {
  const share = totalBytes ? ` at ${Math.floor((receivedBytes / totalBytes) * 100)} %` : ''
  return {
    code: 'download_interrupted',
    message: `The download stopped${share}: ${why}.`,
    advice: 'It resumes where it stopped.',
    retryable: true
  }
}

export const wrongKind: Problem = {
  code: 'wrong_kind_of_file',
  message: 'The file that arrived isn’t a video. It wasn’t kept.',
  advice: 'Try the download again later, or report it to ModelsLab support.',
  retryable: true
}

/** @param ending Extension of its actual format. */
export function otherKind(ending: string): Problem {
  const kind = ending === '.bin' ? 'an unknown kind of file' : `a ${ending.slice(1).toUpperCase()} file`
  return {
    code: 'wrong_kind_of_file',
    message: `What arrived is ${kind}, not a video Dailies can check. It’s set aside.`,
    advice: 'Keep it anyway, or download it again.',
    retryable: true
  }
}

export const damaged: Problem = {
  code: 'file_damaged',
  message: 'The file arrived damaged. It’s set aside.',
  advice: 'Dailies downloads it again.',
  retryable: true
}

export const damagedTwice: Problem = {
  code: 'file_damaged',
  message: 'The same damaged file arrived twice, so it’s damaged on the server. It’s set aside.',
  advice: 'Keep it anyway, or download it again later.',
  retryable: true
}

export const diskFaulty: Problem = {
  code: 'file_damaged',
  message: 'The disk reported an error while writing the video, so the file was discarded.',
  advice: 'Dailies downloads it again. If this happens again, check the disk.',
  retryable: true
}

export function tooLarge(maximumBytes: number): Problem {
  return {
    code: 'too_large',
    message: `The video is over the ${formatBytes(maximumBytes)} limit, so it wasn’t kept.`,
    retryable: true
  }
}

export const driveLimit: Problem = {
  code: 'too_large',
  message: 'The video is larger than this drive’s file size limit.',
  advice: 'Choose a folder on another drive.',
  retryable: true
}

export const systemBusy: Problem = {
  code: 'download_interrupted',
  message: 'The system is out of memory or open files, so the video couldn’t be written.',
  advice: 'Dailies tries again. Closing other programs helps.',
  retryable: true
}

export const downloadProcessCrashed: Problem = {
  code: 'download_interrupted',
  message: 'The downloader crashed.',
  advice: 'It restarts and resumes the download.',
  retryable: true
}

export const downloadProcessKeepsCrashing: Problem = {
  code: 'download_interrupted',
  message: 'The downloader crashed five times in a minute. Retrying in one minute.',
  advice: 'If this happens again, send the log to the makers of Dailies.',
  retryable: true
}

/** Outcome after a bug of ours. */
export const brokenInside: DownloadOutcome = {
  kind: 'retry',
  problem: {
    code: 'bug',
    message: 'The download failed because of a bug in Dailies.',
    advice: 'Dailies tries again. If this happens again, send the log to the makers of Dailies.',
    retryable: true
  },
  retryAfterMs: 60_000
}
