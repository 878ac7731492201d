import { formatBytes } from './format-bytes'
import type { Problem } from './problem'
import { mostTimelineClips } from './timelines/targets'

/**
 * Text of the errors that more than one part of Dailies reports, by code: what happened, and what the user can do.
 * Codes that only one part reports have their text in its own `problems.ts`.
 */

/** @param amounts What is needed and what is left, where both are known. */
export const noCredit = (amounts?: string): Problem => ({
  code: 'no_credit',
  message: `Your ModelsLab balance is too low for this clip${amounts ? ` (${amounts})` : ''}. Your prompt is kept in the queue.`,
  advice: 'Add credit, then try again.',
  retryable: true,
  charged: 'no'
})

/** @param charged Whether the request that was refused may have been charged. */
export const modelWithdrawn = (charged: 'no' | 'not_known', model = 'this model'): Problem => ({
  code: 'model_withdrawn',
  message: `ModelsLab no longer offers ${model}.`,
  advice: 'Run it again on another model.',
  field: 'modelId',
  retryable: false,
  charged
})

export const planLacksModel = (model = 'this model'): Problem => ({
  code: 'plan_lacks_model',
  message: `Your ModelsLab plan doesn’t include ${model}.`,
  advice: 'Choose another model.',
  field: 'modelId',
  retryable: false,
  charged: 'no'
})

export const linkExpired = {
  /** The links on file are dead; new ones are being asked for. */
  renewing: {
    code: 'link_expired',
    message: 'The download link isn’t working yet.',
    advice: 'Dailies asks ModelsLab for a new link (free), for about a minute.',
    retryable: true
  },
  gone: {
    code: 'link_expired',
    message: 'The video is no longer on ModelsLab’s server and wasn’t saved here. The prompt is saved.',
    advice: 'Retrying is charged as a new clip.',
    retryable: true,
    charged: 'yes'
  },
  onlyHeldFileLeft: {
    code: 'link_expired',
    message: 'The video is no longer on ModelsLab’s server. The damaged file that arrived is set aside.',
    advice: 'Keep it anyway, or retry, which is charged as a new clip.',
    retryable: true,
    charged: 'yes'
  }
} as const satisfies Record<string, Problem>

export const diskFull = {
  /** @param needBytes What is still to be written; null where the server does not say how much is coming. */
  video: (needBytes: number | null, freeBytes: number): Problem => ({
    code: 'disk_full',
    message: `No room for the video: ${needBytes === null ? 'more' : formatBytes(needBytes)} needed, ${formatBytes(freeBytes)} free.`,
    advice: 'Make room or choose another folder. What has arrived is kept.',
    retryable: true,
    ...(needBytes === null ? {} : { needBytes }),
    freeBytes
  }),
  copy: {
    code: 'disk_full',
    message: 'No room in the library folder for a copy of that file.',
    advice: 'Make room, then try again.',
    retryable: true
  },
  database: {
    code: 'disk_full',
    message: 'The disk is full, so Dailies can’t save anything. Nothing is sent until it can.',
    advice: 'Make room on the disk that holds your user account. Dailies then continues.',
    retryable: true
  },
  setting: {
    code: 'disk_full',
    message: 'No room on the disk for the setting. It stays as it was.',
    advice: 'Make room, then change it again.',
    retryable: true
  }
} as const satisfies Record<string, Problem | ((needBytes: number | null, freeBytes: number) => Problem)>

export const folderMissing = {
  library: {
    code: 'folder_missing',
    message: 'Can’t find your library folder: its drive isn’t connected, or it was moved.',
    advice: 'Reconnect the drive, or locate the folder.',
    retryable: true
  },
  otherLibrary: {
    code: 'folder_missing',
    message: 'A different library is in this folder.',
    advice: 'Reconnect your library’s drive, or locate its folder.',
    retryable: true
  },
  notSafe: {
    code: 'folder_missing',
    message: '“.dailies” in the library folder is a link or a device.',
    advice: 'Remove it, or put the real folder back. Dailies doesn’t follow links there.',
    retryable: true
  }
} as const satisfies Record<string, Problem>

export const folderReadOnly = {
  library: {
    code: 'folder_read_only',
    message: 'Can’t write to the library folder. The video waits on ModelsLab’s server.',
    advice: 'Allow writing there, or choose another folder.',
    retryable: true
  },
  chosen: {
    code: 'folder_read_only',
    message: 'Can’t write to that folder.',
    advice: 'Allow writing there, or choose another folder.',
    retryable: true
  },
  copy: {
    code: 'folder_read_only',
    message: 'Couldn’t copy that file into the library folder.',
    advice: 'Allow writing there, or choose another folder.',
    retryable: true
  },
  settings: {
    code: 'folder_read_only',
    message: 'Can’t write to the settings folder. The setting stays as it was.',
    advice: 'Check the permissions of the folder.',
    retryable: true
  },
  /** The disk of the library folder takes no file names of a usable length. */
  namesTooLong: {
    code: 'folder_read_only',
    message: "This disk is too strict about file names, so the clip can't be saved there.",
    advice: 'Choose a library folder on another disk. What has arrived is kept.',
    retryable: true
  }
} as const satisfies Record<string, Problem>

export const libraryInUse = {
  folder: {
    code: 'library_in_use',
    message: 'Another copy of Dailies is using this library folder.',
    advice: 'Close it, or choose another folder in the settings.',
    retryable: true
  },
  database: {
    code: 'library_in_use',
    message: 'Another program is using the library, so Dailies can’t save anything.',
    advice: 'Close the other program. Dailies then continues.',
    retryable: true
  }
} as const satisfies Record<string, Problem>

export const linkedFileMissing: Problem = {
  code: 'file_missing',
  message: 'The linked file isn’t where it was.',
  advice: 'Connect its drive, or locate the file.',
  retryable: false
}

export const fileMissing: Problem = {
  code: 'file_missing',
  message: 'The file was moved or deleted.',
  advice: 'Locate the file, or download it again.',
  retryable: false
}

export const tooManyClips: Problem = {
  code: 'not_possible_now',
  message: `A timeline can have up to ${mostTimelineClips} clips.`,
  advice: 'Select fewer clips.',
  retryable: false
}
