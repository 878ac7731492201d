import type { EventPayload } from '@shared/contract'
import { isUsable, type GenerationId, type GenerationView } from '@shared/generation'
import { ProblemError, type Problem } from '@shared/problem'
import type { Services } from '../services'
import type { ArrangedClips } from '../state/grid/arranged-clips'
import { isMac } from '../utils/platform'
import type { Shortcut } from '../utils/shortcut'
import { leadingVideo } from '../utils/phase'

/**
 * Something the user can do, by button, menu or shortcut.
 *
 * @public The declaration of the window's context names it.
 */
export interface UserAction {
  readonly title: string
  readonly shortcut?: Shortcut
  /** Whether the shortcut also works while a text field has the focus. */
  readonly whileTyping?: boolean
  /** Left out where running it with nothing to do is harmless. */
  readonly isPossible?: () => boolean
  readonly run: () => unknown
}

type ActionName =
  | EventPayload<'menu.chosen'>['command']
  | 'generate'
  | 'focus_grid'
  | 'play'
  | 'play_backwards'
  | 'stop'
  | 'play_forwards'
  | 'frame_back'
  | 'frame_forward'
  | 'select_all'
  | 'copy_paths'
  | 'copy_prompt'
  | 'reuse'
  | 'reveal'
  | 'trash'
  | 'undo'

export type UserActions = Readonly<Record<ActionName, UserAction>>

export function createUserActions(services: Services): UserActions {
  const { app, actions, library, player, press, selection, window: parts } = services
  const shown = (): GenerationView | undefined =>
    selection.shown === null ? undefined : library.find(selection.shown)
  const hasSelection = (): boolean => selection.size > 0
  const hasFiles = (): boolean => selection.positions.some((position) => library.clips.isPlayableAt(position))
  const hasPlayer = (): boolean => player.hasVideo
  const settings = (): { composerOpen: boolean; inspectorOpen: boolean } => app.state.settings

  return {
    new_prompt: {
      title: 'Write a prompt',
      shortcut: { key: 'n', mod: true },
      whileTyping: true,
      run: async () => {
        if (!settings().composerOpen) await app.updateSettings({ composerOpen: true })
        parts.callPrompt()
      }
    },
    generate: {
      title: 'Generate',
      shortcut: { key: 'Enter', mod: true },
      whileTyping: true,
      run: () => press.generate()
    },
    search: {
      title: 'Search',
      shortcut: { key: 'f', mod: true },
      whileTyping: true,
      run: () => parts.callSearch()
    },
    settings: {
      title: 'Settings',
      shortcut: { key: ',', mod: true },
      whileTyping: true,
      run: () => parts.openSettings()
    },
    toggle_composer: {
      title: 'Show or hide the composer',
      shortcut: { key: '1', mod: true },
      whileTyping: true,
      run: () => app.updateSettings({ composerOpen: !settings().composerOpen })
    },
    focus_grid: {
      title: 'Go to the clips',
      shortcut: { key: '2', mod: true },
      whileTyping: true,
      run: () => parts.callGrid()
    },
    toggle_inspector: {
      title: 'Show or hide the inspector',
      shortcut: { key: '3', mod: true },
      whileTyping: true,
      run: () =>
        parts.isNarrow
          ? parts.setOverlay(!parts.isOverlayOpen)
          : app.updateSettings({ inspectorOpen: !settings().inspectorOpen })
    },
    shortcuts: { title: 'Keyboard shortcuts', shortcut: { key: '?' }, run: () => parts.toggle('shortcuts') },
    play: {
      title: 'Play or pause',
      shortcut: { key: ' ' },
      isPossible: hasPlayer,
      run: () => player.toggle()
    },
    play_backwards: {
      title: 'Play backwards',
      shortcut: { key: 'j' },
      isPossible: hasPlayer,
      run: () => player.playBackwards()
    },
    stop: { title: 'Stop', shortcut: { key: 'k' }, isPossible: hasPlayer, run: () => player.pause() },
    play_forwards: {
      title: 'Play forwards',
      shortcut: { key: 'l' },
      isPossible: hasPlayer,
      run: () => player.play()
    },
    frame_back: {
      title: 'One frame back',
      shortcut: { key: ',' },
      isPossible: hasPlayer,
      run: () => player.step(-1)
    },
    frame_forward: {
      title: 'One frame forward',
      shortcut: { key: '.' },
      isPossible: hasPlayer,
      run: () => player.step(1)
    },
    select_all: {
      title: 'Select all',
      shortcut: { key: 'a', mod: true },
      run: () => selection.selectAll()
    },
    copy_paths: {
      title: 'Copy file path',
      shortcut: { key: 'c', mod: true },
      isPossible: hasFiles,
      run: () => actions.copyPaths(playableSelection(services))
    },
    copy_prompt: {
      title: 'Copy prompt',
      shortcut: { key: 'c', mod: true, shift: true },
      isPossible: hasSelection,
      run: () => selection.shown && actions.copyPrompt(selection.shown)
    },
    reuse: {
      title: 'Reuse prompt and settings',
      shortcut: { key: 'r' },
      isPossible: hasSelection,
      run: () => {
        const generation = shown()
        if (generation) reuse(services, generation)
      }
    },
    reveal: {
      title: isMac ? 'Reveal in Finder' : 'Show in the file manager',
      shortcut: { key: 'r', mod: true },
      isPossible: () => {
        const generation = shown()
        return generation?.videos.some(isUsable) ?? false
      },
      run: () => {
        const generation = shown()
        const video = generation && leadingVideo(generation)
        if (video) void actions.reveal(video.id)
      }
    },
    trash: {
      title: 'Move to trash',
      shortcut: isMac ? { key: 'Backspace', mod: true } : { key: 'Delete' },
      isPossible: hasSelection,
      run: () => trashSelection(services)
    },
    undo: {
      title: 'Undo sending, cancelling or moving to trash',
      shortcut: { key: 'z', mod: true },
      isPossible: () => press.held !== null || actions.canUndo,
      run: () => (press.held === null ? actions.undo() : press.undo())
    }
  }
}

/** Fills the form from a clip, and shows it. */
export function reuse(
  { app, composer }: Services,
  { request, problem }: Pick<GenerationView, 'request' | 'problem'>
): void {
  composer.reuse(request, problem)
  if (!app.state.settings.composerOpen) void app.updateSettings({ composerOpen: true })
}

/** Moves the selection to the trash and gives the focus to the clip that follows. */
export function trashSelection({ actions, library, selection }: Services): Promise<void> {
  const { clips } = library
  const heir = heirOf(clips, selection.positions)
  const ids = selection.inOrder().flatMap((id) => library.groupOf(id)?.ids ?? [id])
  return actions.trash(ids, heir)
}

/** Selects a clip and scrolls to it. Where a view or search hides it, all clips are shown. */
export async function showClip(
  { errors, library, search, selection, window: parts }: Services,
  id: GenerationId
): Promise<void> {
  const isThere = await errors.attempt('Couldn’t show this clip', async () => {
    if (!(await library.rows.load(id))) throw new ProblemError(notFound)
  })
  if (!isThere) return
  if (!library.reveal(id)) await search.clear()
  library.reveal(id)
  selection.select(id)
  parts.callGrid()
}

const notFound: Problem = {
  code: 'not_found',
  message: 'This clip isn’t in your library.',
  retryable: false
}

/** Returns the selected clips that have a file, in the order on screen. */
export function playableSelection({ library, selection }: Services): GenerationId[] {
  const { clips } = library
  return selection.positions.flatMap((position) =>
    clips.isPlayableAt(position) ? (clips.idAt(position) ?? []) : []
  )
}

/**
 * Returns the first remaining clip after the deleted ones; else the last one before them.
 *
 * @param leaving Positions of the deleted ones, in order.
 * @internal
 */
export function heirOf(clips: Pick<ArrangedClips, 'idAt'>, leaving: readonly number[]): GenerationId | null {
  const after = clips.idAt((leaving.at(-1) ?? -1) + 1)
  if (after !== undefined) return after
  const gone = new Set(leaving)
  let before = (leaving.at(-1) ?? 0) - 1
  while (gone.has(before)) before -= 1
  return clips.idAt(before) ?? null
}
