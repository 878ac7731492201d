import type { GenerationDetail, GenerationView } from '../../src/shared/generation'
import { isInProgress } from '../../src/shared/generation'
import type { Problem } from '../../src/shared/problem'

/** File found in the library after the app closed. */
export interface ClipOnDisk {
  readonly file: string
  readonly bytes: number
  readonly sha256: string
}

export interface Outcome {
  readonly state: GenerationView['state']
  readonly waitingFor: GenerationView['waitingFor']
  readonly problem: Problem | null
  readonly file: string | null
  readonly bytes: number | null
  readonly sha256: string | null
  readonly durationSeconds: number | null
  readonly width: number | null
  readonly height: number | null
  readonly events: readonly {
    readonly at: string
    readonly from: string | null
    readonly to: string
    readonly why: string
  }[]
  readonly screenshot: string
}

/** Reasons for waiting that do not end by themselves. */
const needsSomebody: readonly GenerationView['waitingFor'][] = ['key', 'credit', 'pause', 'click']

/** Returns whether a generation has settled: nothing more happens without an action. */
export const isAtRest = ({ state, waitingFor }: Pick<GenerationView, 'state' | 'waitingFor'>): boolean =>
  !isInProgress(state) || (state === 'queued' && needsSomebody.includes(waitingFor))

export function outcomeOf(
  { generation, events }: GenerationDetail,
  found: {
    readonly clip: ClipOnDisk | null
    readonly screenshot: string
    /** Reason why sending is held, where the generation itself has none. */
    readonly held: Problem | null
  }
): Outcome {
  const video = generation.videos.find(({ state }) => state === 'saved')
  return {
    state: generation.state,
    waitingFor: generation.waitingFor,
    problem: generation.problem ?? found.held,
    file: found.clip?.file ?? null,
    bytes: found.clip?.bytes ?? null,
    sha256: found.clip?.sha256 ?? null,
    durationSeconds: video?.durationMs ? video.durationMs / 1000 : null,
    width: video?.width ?? null,
    height: video?.height ?? null,
    events: events.map(({ atMs, from, to, why }) => ({ at: new Date(atMs).toISOString(), from, to, why })),
    screenshot: found.screenshot
  }
}

const seconds = (outcome: Outcome): string => {
  const [first, last] = [outcome.events[0], outcome.events.at(-1)]
  return first && last ? `${((Date.parse(last.at) - Date.parse(first.at)) / 1000).toFixed(1)} s` : '?'
}

/** Formats the outcome for people; clip and screenshot come last. */
export function readable(outcome: Outcome): string {
  const lines = [outcome.events.map(({ to }) => to).join(' → ')]
  if (outcome.state === 'ready') {
    lines.push(
      `${outcome.width} × ${outcome.height}, ${outcome.durationSeconds} s, ready after ${seconds(outcome)}.`
    )
  } else {
    const waiting = outcome.waitingFor ? `, waiting for ${outcome.waitingFor}` : ''
    lines.push(`Settled in state ${outcome.state}${waiting}. ${outcome.problem?.message ?? ''}`.trim())
  }
  if (outcome.file) lines.push(`Clip: ${outcome.file}`)
  lines.push(`Screenshot: ${outcome.screenshot}`)
  return lines.join('\n')
}
