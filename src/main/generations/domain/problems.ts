import { ProblemError, type Problem } from '@shared/problem'
import { modelWithdrawn, planLacksModel } from '@shared/problem-texts'

/** Text of the engine's own errors. The UI says beside them what was charged, which may be measured later. */
export const problems = {
  noKey: (): Problem => ({ code: 'no_key', message: 'Add your ModelsLab key first.', retryable: false }),
  keyReplaced: (): Problem => ({
    code: 'not_possible_now',
    message: 'The key was replaced or removed meanwhile.',
    retryable: false
  }),
  closedWhileSending: (): Problem => ({
    code: 'may_have_been_sent',
    message:
      'Dailies was closed while this was being sent, so it may be running and may be charged. We will not send it twice.',
    advice: 'Check your account, enter its id, send it again, or mark it as not sent.',
    retryable: false,
    charged: 'not_known'
  }),
  requestUnreadable: (): Problem => ({
    code: 'bad_request',
    message: 'The settings of this clip cannot be read any more, so it is not sent. Nothing was charged.',
    advice: 'Its prompt is kept: make a new clip from it, and cancel this one.',
    retryable: false,
    charged: 'no'
  }),
  notBegun: (): Problem => ({
    code: 'bug',
    message: 'An error in Dailies stopped this before it was sent. Not charged. Dailies will try again.',
    retryable: true,
    charged: 'no'
  }),
  /** Names the model in a problem that is about it. */
  aboutModel: (problem: Problem, modelName: string): Problem => {
    switch (problem.code) {
      case 'plan_lacks_model':
        return { ...problem, message: planLacksModel(modelName).message }
      case 'model_withdrawn':
        return { ...problem, message: modelWithdrawn('not_known', modelName).message }
      default:
        return problem
    }
  },
  markedNotSent: (): Problem => ({
    code: 'may_have_been_sent',
    message: 'You marked this as not sent.',
    retryable: true,
    charged: 'not_known'
  }),
  sentAgain: (): Problem => ({
    code: 'may_have_been_sent',
    message: 'No answer ever came for this one; you sent it again as a new generation.',
    retryable: true,
    charged: 'not_known'
  }),
  unknownAtProvider: (problem: Problem): Problem => ({
    ...problem,
    code: 'unknown_at_provider',
    message: 'ModelsLab has not known this generation for ten minutes. Its id is kept.',
    advice: 'Check again later, or make it again, which costs again.',
    retryable: true,
    charged: 'not_known'
  }),
  keptFailing: (problem: Problem): Problem => ({
    ...problem,
    message: 'ModelsLab has answered with nothing but an error for ten minutes. Its id is kept.',
    advice: 'Check again later, which is free. Making it again is a new generation and costs again.',
    retryable: true,
    charged: 'not_known'
  }),
  finishedWithoutVideo: (): Problem => ({
    code: 'provider_failed',
    message: 'ModelsLab says this is finished but gave no video. Its id is kept.',
    advice: 'Check again later, or copy the id for ModelsLab’s support.',
    retryable: true,
    charged: 'not_known'
  }),
  idOfAnother: (): Problem => ({
    code: 'may_have_been_sent',
    message:
      'ModelsLab answered with the id of another generation of yours, so this one may be running and may be charged under an id that we do not know. We will not send it twice.',
    advice: 'Check your account, enter its id, send it again, or mark it as not sent.',
    retryable: false,
    charged: 'not_known'
  }),
  notStored: (remoteId: string | null): Problem => ({
    code: 'may_have_been_sent',
    message:
      remoteId === null
        ? 'ModelsLab answered, but Dailies could not save the answer, so this may be running and may be charged.'
        : `ModelsLab took this as ${remoteId}, but Dailies could not save that. It may be charged.`,
    advice:
      remoteId === null
        ? 'Check your account, enter its id, send it again, or mark it as not sent.'
        : `Enter ${remoteId} as its id.`,
    retryable: false,
    charged: 'not_known'
  }),
  unexpected: (): Problem => ({
    code: 'may_have_been_sent',
    message:
      'An error in Dailies stopped this while it was being sent. It may be charged. Dailies won’t send it again by itself.',
    advice: 'Check your account, enter its id, send it again, or mark it as not sent.',
    retryable: false,
    charged: 'not_known'
  })
}

/** Refuses a command in the state that its generation or video is in. */
export const notPossible = (message: string): ProblemError =>
  new ProblemError({ code: 'not_possible_now', message, retryable: false })
