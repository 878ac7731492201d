import { isUsable, requestedShape, type GenerationView, type VideoView } from '../generation'

/** Quieter is silence: the default of ffmpeg's silencedetect. */
export const silenceDecibels = -60

/** Times are made to fit a request of whole seconds, and encoders round to frames. */
export const durationToleranceMs = 500
/** Encoders round sizes to multiples of 16. */
export const shapeTolerance = 0.03
export const resolutionTolerance = 0.05
/** 29.97 is 30, and 24 is not 25. */
export const frameRateTolerance = 0.01

/** What was asked for and did not come. */
const unmet = ['duration', 'shape', 'resolution', 'frame_rate', 'no_sound'] as const
export const differences = [...unmet, 'silent', 'black', 'frozen', 'variable_frame_rate'] as const
/** How a clip differs from what was asked for, or from what an editor expects. */
export type Difference = (typeof differences)[number]

type Compared = Pick<GenerationView, 'request' | 'videos'>

const tests: Readonly<Record<Difference, (video: VideoView, generation: Compared) => boolean>> = {
  duration: ({ durationMs }, { request: { durationSeconds } }) =>
    durationMs !== null &&
    durationSeconds !== undefined &&
    Math.abs(durationMs - durationSeconds * 1000) > durationToleranceMs,
  shape: ({ width, height }, { request }) => {
    const asked = requestedShape(request)
    return asked !== null && !!width && !!height && Math.abs(width / height / asked - 1) > shapeTolerance
  },
  resolution: ({ width, height }, { request }) => {
    const asked = askedShortEdge(request.resolution)
    return (
      asked !== null && !!width && !!height && Math.min(width, height) < asked * (1 - resolutionTolerance)
    )
  },
  frame_rate: ({ framesPerSecond }, { request }) => {
    const asked = request.further?.['fps']
    return (
      typeof asked === 'number' &&
      framesPerSecond !== null &&
      Math.abs(framesPerSecond - asked) > asked * frameRateTolerance
    )
  },
  no_sound: ({ videoCodec, audioCodec }, { request }) =>
    request.generateAudio === true && videoCodec !== null && audioCodec === null,
  silent: ({ checks }) => (checks?.peakDecibels ?? 0) < silenceDecibels,
  black: ({ checks }) => (checks?.blackMs ?? 0) > 0,
  frozen: ({ checks }) => (checks?.frozenMs ?? 0) > 0,
  variable_frame_rate: ({ traits }) => traits.includes('variable_frame_rate')
}

/** Returns how the files of a generation differ; nothing where there is no file. */
export function differencesOf(generation: Compared): readonly Difference[] {
  const videos = generation.videos.filter(isUsable)
  return differences.filter((name) => videos.some((video) => tests[name](video, generation)))
}

/** Returns whether something was asked for and did not come. */
export const isDifferent = (generation: Compared): boolean =>
  unmet.some((name) => differencesOf(generation).includes(name))

/** Smaller numbers are not pixels: `2K`. */
export const leastPixels = 100

/** Returns the pixels of the shorter edge that a resolution names (`720p`, `1280x720`); null where it names none. */
function askedShortEdge(resolution = ''): number | null {
  const edges = resolution.split('x').map((edge) => Number.parseInt(edge, 10))
  const shorter = Math.min(...edges)
  return shorter >= leastPixels ? shorter : null
}
