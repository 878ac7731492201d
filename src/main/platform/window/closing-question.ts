/** What still goes on when the user closes the app. */
interface OngoingWork {
  /** A paid request awaits its response. */
  readonly isSending: boolean
  /** Number of clips that run at ModelsLab. */
  readonly running: number
}

export interface ClosingQuestion {
  readonly message: string
  readonly detail: string
  /** Label of the box that turns the question off; null where it must be asked. */
  readonly dontAskAgain: string | null
  readonly isCloseDefault: boolean
}

/**
 * Returns what to ask before the app is closed; null where nothing has to be asked. Running clips are safe, so that
 * question can be turned off. Closing while a request is sent may cost a clip, so that one can't.
 */
export function closingQuestion(
  { isSending, running }: OngoingWork,
  { asksWhileRunning }: { readonly asksWhileRunning: boolean }
): ClosingQuestion | null {
  if (isSending) {
    return {
      message: 'A clip is being sent right now.',
      detail: 'If you close Dailies before the answer comes, it may be charged and Dailies can’t tell.',
      dontAskAgain: null,
      isCloseDefault: false
    }
  }
  if (running === 0 || !asksWhileRunning) return null
  return {
    ...(running === 1
      ? {
          message: '1 clip is running at ModelsLab.',
          detail: 'It keeps running, and nothing is lost. Dailies downloads it next time.'
        }
      : {
          message: `${running} clips are running at ModelsLab.`,
          detail: 'They keep running, and nothing is lost. Dailies downloads them next time.'
        }),
    dontAskAgain: 'Don’t ask again',
    isCloseDefault: true
  }
}

/**
 * Asks what `next` returns; returns whether the user agrees to close. A request may begin to be sent while the question
 * about running clips is open, so that one is asked next: nobody agreed to lose a clip.
 */
export async function agreesToClose(
  next: () => ClosingQuestion | null,
  ask: (question: ClosingQuestion) => Promise<boolean>
): Promise<boolean> {
  const question = next()
  if (!question) return true
  if (!(await ask(question))) return false
  return mustBeAsked(next()) && !mustBeAsked(question) ? agreesToClose(next, ask) : true
}

const mustBeAsked = (question: ClosingQuestion | null): boolean => question?.dontAskAgain === null
