import type { Problem } from '@shared/problem'

const whatCanBeDropped = 'Drop a video, or an editor’s project.'

/** @param more How many other files of the drop it also concerns. */
export const cannotBeDropped = (name: string, more: number): Problem => ({
  code: 'wrong_kind_of_file',
  message:
    more === 0
      ? `“${name}” can’t be dropped here.`
      : `“${name}” and ${more} more ${more === 1 ? 'file' : 'files'} can’t be dropped here.`,
  advice: whatCanBeDropped,
  retryable: false
})

export const listElsewhere = (name: string): Problem => ({
  code: 'wrong_kind_of_file',
  message: `“${name}” looks like a list.`,
  advice: 'Drop it on the composer to use it there.',
  retryable: false
})

export const notReadable = (name: string): Problem => ({
  code: 'file_missing',
  message: `“${name}” couldn’t be read.`,
  advice: 'Check that it’s still there and that you may open it.',
  retryable: true
})

export const leftOutProblem = (count: number): Problem => ({
  code: 'too_large',
  message: `That was too much for one drop: ${count} ${count === 1 ? 'file was' : 'files were'} left out.`,
  advice: 'Drop the rest again.',
  retryable: true
})
