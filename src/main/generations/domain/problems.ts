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
      'Dailies closed while sending this. It may be running and may be charged. Dailies won’t send it again on its own.',
    advice: 'Check your account, enter its ID, send it again, or mark it as not sent.',
    retryable: false,
    charged: 'not_known'
  }),
  requestUnreadable: (): Problem => ({
    code: 'bad_request',
    message: 'This clip’s settings can’t be read, so it wasn’t sent. Nothing was charged.',
    advice: 'Its prompt is saved: make a new clip from it, and cancel this one.',
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
    message: 'ModelsLab never answered for this one. You sent it again as a new clip.',
    retryable: true,
    charged: 'not_known'
  }),
  unknownAtProvider: (problem: Problem): Problem => ({
    ...problem,
    code: 'unknown_at_provider',
    message: 'ModelsLab hasn’t recognised this clip for ten minutes. Its ID is saved.',
    advice: 'Check again later (free). Retrying is charged as a new clip.',
    retryable: true,
    charged: 'not_known'
  }),
  keptFailing: (problem: Problem): Problem => ({
    ...problem,
    message: 'ModelsLab has returned only errors for ten minutes. Its ID is saved.',
    advice: 'Check again later (free). Retrying is charged as a new clip.',
    retryable: true,
    charged: 'not_known'
  }),
  finishedWithoutVideo: (): Problem => ({
    code: 'provider_failed',
    message: 'ModelsLab says this is finished but sent no video. Its ID is saved.',
    advice: 'Check again later (free), or copy the ID for ModelsLab support.',
    retryable: true,
    charged: 'not_known'
  }),
  idOfAnother: (): Problem => ({
    code: 'may_have_been_sent',
    message:
      'ModelsLab answered with the ID of another of your clips. This one may be running and may be charged under an unknown ID. Dailies won’t send it again on its own.',
    advice: 'Check your account, enter its ID, send it again, or mark it as not sent.',
    retryable: false,
    charged: 'not_known'
  }),
  notStored: (remoteId: string | null): Problem => ({
    code: 'may_have_been_sent',
    message:
      remoteId === null
        ? 'ModelsLab answered, but Dailies couldn’t save the answer. This may be running and may be charged.'
        : `ModelsLab accepted this as ${remoteId}, but Dailies couldn’t save that. It may be charged.`,
    advice:
      remoteId === null
        ? 'Check your account, enter its ID, send it again, or mark it as not sent.'
        : `Enter ${remoteId} as its ID.`,
    retryable: false,
    charged: 'not_known'
  }),
  unexpected: (): Problem => ({
    code: 'may_have_been_sent',
    message:
      'An error in Dailies stopped this while it was being sent. It may be charged. Dailies won’t send it again on its own.',
    advice: 'Check your account, enter its ID, send it again, or mark it as not sent.',
    retryable: false,
    charged: 'not_known'
  })
}

/** Refuses a command in the state that its generation or video is in. */
export const notPossible = (message: string): ProblemError =>
  new ProblemError({ code: 'not_possible_now', message, retryable: false })
