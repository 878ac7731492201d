import { ProblemError, type Problem } from '@shared/problem'
import type { UnreadableReason } from './readers/limits'

const sentences: Readonly<Record<UnreadableReason, (name: string) => Pick<Problem, 'message' | 'advice'>>> = {
  unknown: (name) => ({
    message: `“${name}” isn’t a project that Dailies can read.`,
    advice: 'It reads Kdenlive, Shotcut, Final Cut, Premiere, OpenShot, Pitivi, OpenTimelineIO and EDL.'
  }),
  damaged: (name) => ({
    message: `“${name}” is damaged or incomplete.`,
    advice: 'Save it again in your editor, then drop it again.'
  }),
  too_large: (name) => ({
    message: `“${name}” is too large or too complex to be read.`,
    advice: 'Export only this timeline from your editor, then drop that.'
  }),
  unsafe: (name) => ({
    message: `“${name}” defines XML entities, which Dailies doesn’t read.`,
    advice: 'Save it again in your editor, then drop it again.'
  })
}

export const cannotBeRead = (name: string, reason: UnreadableReason): ProblemError =>
  new ProblemError({ code: 'wrong_kind_of_file', ...sentences[reason](name), retryable: false })

/** @param name Of the project file. */
export const fileGone = (name: string): ProblemError =>
  new ProblemError({
    code: 'file_missing',
    message: `“${name}” couldn’t be opened.`,
    advice: 'Drop it on the window again.',
    retryable: true
  })

export const editGone: Problem = {
  code: 'not_found',
  message: 'This edit is no longer in the list.',
  retryable: false
}

export const pathFromElsewhere: Problem = {
  code: 'not_possible_now',
  message: 'This edit was read on another computer, or before your library was rebuilt.',
  advice: 'Drop its file on the window again.',
  retryable: false
}
