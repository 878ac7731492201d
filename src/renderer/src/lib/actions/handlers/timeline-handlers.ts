import ListVideo from '@lucide/svelte/icons/list-video'
import type { Services } from '../../services'
import type { TimelineChoice } from '../../state/timelines/timeline-manager.svelte'
import { formatCount } from '../../utils/format'
import { handlersOf } from './action-handler'
import { isOnBoard, playableSelection } from '../clip-commands'

/** Returns the action that exports a timeline. */
export const timelineHandlers = (services: Services) =>
  handlersOf({
    export_timeline: {
      icon: ListVideo,
      isPossible: () => timelineChoices(services).length > 0,
      run: () => {
        const choices = timelineChoices(services)
        return services.timelines.open(choices, firstChoice(services, choices))
      }
    }
  })

/** Returns what can be exported: on the board the circled takes, otherwise the selection and what the list shows. */
function timelineChoices(services: Services): readonly TimelineChoice[] {
  const { board, library } = services
  if (isOnBoard(services)) {
    const circled = board.cut.takes.filter(({ videoId }) => videoId !== null).length
    if (circled === 0) return []
    const source = { kind: 'cut', projectId: board.project?.id ?? null } as const
    return [{ name: `Circled takes (${formatCount(circled)})`, source }]
  }
  const { view, text, sort } = library.list
  if (view === 'trash') return []
  const ids = playableSelection(services)
  const selected = { kind: 'clips', ids } as const
  const shown = { kind: 'list', view, text, sort } as const
  return [
    ...(ids.length > 0 ? [{ name: `Selected (${formatCount(ids.length)})`, source: selected }] : []),
    ...(library.list.clips.length > 0
      ? [{ name: text === '' ? 'All clips' : 'All that this search finds', source: shown }]
      : [])
  ]
}

/** A single selected clip of a search is where the focus was left, rather than a choice. */
function firstChoice({ library, selection }: Services, choices: readonly TimelineChoice[]): number {
  const isChance = selection.positions.length === 1 && library.list.text !== ''
  return isChance ? choices.length - 1 : 0
}
