import { formatBytes } from '@shared/format-bytes'
import type { Problem } from '@shared/problem'

const problem = (code: Problem['code'], message: string, advice?: string): Problem => ({
  code,
  message,
  ...(advice !== undefined && { advice }),
  retryable: true
})

/** Each is about one clip, whose name comes first where there are several. */
export const problems = {
  noFfmpeg: problem(
    'not_possible_now',
    'ffmpeg isn’t installed or doesn’t answer, and Dailies makes copies with it.',
    'Install ffmpeg, then try again.'
  ),
  lacksEncoder: problem(
    'not_possible_now',
    'Your ffmpeg can’t write this kind of copy.',
    'Install a full build of ffmpeg.'
  ),
  busy: problem('not_possible_now', 'Copies are already being made.', 'Wait for them, or cancel them.'),
  noFile: problem('file_missing', 'The clip’s file is missing.'),
  unreadable: problem('file_damaged', 'The clip’s file can’t be read as a video.'),
  failed: problem('provider_failed', 'ffmpeg couldn’t copy it.'),
  notWhole: problem('file_damaged', 'The copy wasn’t complete, so it was removed.'),
  notThere: problem('file_missing', 'The copy is no longer there.', 'Make it again.'),
  noPlace: problem('folder_read_only', 'The copy couldn’t be saved in the library folder.')
} as const satisfies Record<string, Problem>

export const noRoom = (needBytes: number, freeBytes: number): Problem => ({
  ...problem(
    'disk_full',
    `The copy needs about ${formatBytes(needBytes)}, and ${formatBytes(freeBytes)} are free.`,
    'Make room, then try again.'
  ),
  needBytes,
  freeBytes
})
