import { placeAlone, type BatchPlace } from '@shared/batch/batch-place'
import type { GenerationState } from '@shared/generation'
import type { Annotations } from '@shared/library/annotations'
import type { Problem } from '@shared/problem'
import type { GenerationRequest } from '@shared/request'

export interface SampleClip {
  readonly request: GenerationRequest
  readonly place: BatchPlace
  /** Bundled clip that is its file; null for one that made none. */
  readonly file: string | null
  readonly state: GenerationState
  readonly problem?: Problem
  readonly annotations?: Partial<Annotations>
}

/** One press of Generate. Its clips are in the shot of the same name, where it has one. */
export interface SamplePress {
  readonly minutesAgo: number
  readonly shot?: string
  readonly clips: readonly SampleClip[]
}

/** Price of each clip that was made. */
export const samplePrice = 1_500_000

/** Takes the whole length of the bundled clips. */
const kling = { modelId: 'kling-v3-t2v', durationSeconds: 15 }

const ready = (
  prompt: string,
  file: string,
  place: Partial<BatchPlace> = {},
  annotations: Partial<Annotations> = {}
): SampleClip => ({
  request: {
    ...kling,
    prompt,
    aspectRatio: file.startsWith('9x16') ? '9:16' : file.startsWith('1x1') ? '1:1' : '16:9'
  },
  place: { ...placeAlone, ...place },
  file: `${file}.mp4`,
  state: 'ready',
  annotations
})

const lighthouse = (time: string): string =>
  `A lighthouse on a basalt cliff at ${time}, long lens, slow push in. Waves break below, gulls cross the frame, the lamp sweeps once. Wind and surf, no music.`
const market =
  'A night market in light rain, handheld at walking pace. Lanterns out of focus, steam from a noodle stall, a vendor looks up and smiles. Low chatter, rain on canvas.'

/** The library that the demo opens with: two shots with circled takes, single clips, one failed and one unconfirmed. */
export const samplePresses: readonly SamplePress[] = [
  {
    minutesAgo: 35,
    shot: 'Lighthouse',
    clips: [
      ready(lighthouse('dawn'), '16x9-north', { variation: ['dawn'], take: 1, takes: 2, shot: 'Lighthouse' }),
      ready(
        lighthouse('dawn'),
        '16x9-lagoon',
        { variation: ['dawn'], take: 2, takes: 2, shot: 'Lighthouse' },
        { isRejected: true }
      ),
      ready(
        lighthouse('dusk'),
        '16x9-dusk',
        { variation: ['dusk'], take: 1, takes: 2, shot: 'Lighthouse' },
        { stars: 5, isCircled: true, tags: ['opening'] }
      ),
      ready(
        lighthouse('dusk'),
        '16x9-lagoon',
        { variation: ['dusk'], take: 2, takes: 2, shot: 'Lighthouse' },
        { stars: 3 }
      )
    ]
  },
  {
    minutesAgo: 80,
    clips: [
      {
        request: {
          ...kling,
          prompt: 'A courier on a red bicycle weaves through traffic, top shot from a drone, late sun.',
          aspectRatio: '16:9'
        },
        place: placeAlone,
        file: null,
        state: 'unconfirmed',
        problem: {
          code: 'may_have_been_sent',
          message: 'ModelsLab never replied. This may be running, and you may be charged.',
          advice: 'Dailies won’t send it again on its own.',
          retryable: false,
          charged: 'not_known'
        }
      }
    ]
  },
  {
    minutesAgo: 110,
    clips: [
      {
        request: {
          ...kling,
          prompt: 'A famous footballer lifts the cup in slow motion, confetti, stadium lights.',
          aspectRatio: '16:9'
        },
        place: placeAlone,
        file: null,
        state: 'failed',
        problem: {
          code: 'content_refused',
          message: 'The model refused this prompt under its content rules. It didn’t say which words.',
          advice: 'Change the prompt, or try another model.',
          retryable: false,
          charged: 'no'
        }
      }
    ]
  },
  {
    minutesAgo: 26 * 60,
    shot: 'Night market',
    clips: [
      ready(
        market,
        '16x9-festival',
        { take: 1, takes: 2, shot: 'Night market' },
        { stars: 4, isCircled: true }
      ),
      ready(market, '16x9-north', { take: 2, takes: 2, shot: 'Night market' })
    ]
  },
  {
    minutesAgo: 27 * 60,
    clips: [
      ready(
        'A dancer turns under a rose-coloured spotlight, slow motion, dust in the beam. Upright, full figure, one long take.',
        '9x16-rose',
        {},
        { isFavourite: true, stars: 4 }
      )
    ]
  },
  {
    minutesAgo: 28 * 60,
    clips: [
      ready(
        'Underwater, a shoal parts around the camera over a coral reef, sun shafts from above. Upright for a phone screen.',
        '9x16-reef'
      )
    ]
  },
  {
    minutesAgo: 50 * 60,
    clips: [
      ready(
        'Macro shot of coffee blooming in a glass dripper, morning light from the left. Steam curls, the first drops fall. Quiet kitchen sounds.',
        '1x1-morning',
        {},
        { tags: ['food'] }
      )
    ]
  },
  {
    minutesAgo: 51 * 60,
    clips: [
      ready(
        'Desert plateau at noon, heat haze, a lone figure walks away from the camera. Locked-off wide, wind only.',
        '1x1-south'
      )
    ]
  }
]
