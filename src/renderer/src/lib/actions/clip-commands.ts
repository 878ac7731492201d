import { isUsable, type GenerationId, type GenerationView } from '@shared/generation'
import type { ItemId } from '@shared/library/items'
import type { Sort } from '@shared/library/sorts'
import { ProblemError, type Problem } from '@shared/problem'
import type { Services } from '../services'
import type { ArrangedClips } from '../state/grid/arranged-clips'

/** Fills the form from a clip, and shows it. */
export function reuse(
  { app, composer }: Services,
  { request, problem, place }: Pick<GenerationView, 'request' | 'problem' | 'place'>
): void {
  composer.reuse(request, problem, place?.shot)
  if (!app.state.settings.composerOpen) void app.saveSettings({ composerOpen: true })
}

/** Fills in the prompt of a link, and shows the form. Nothing is sent, and the user can undo it. */
export function fillFromLink(services: Services, prompt: string): void {
  const { app, compare, composer, viewer, window: parts } = services
  compare.close()
  viewer.close()
  // A click that is on its way would send what nobody read.
  if (parts.panel === 'preview') parts.close()
  composer.filling.useLinked(prompt)
  if (!app.state.settings.composerOpen) void app.saveSettings({ composerOpen: true })
}

/** Shows the board of a project. */
export async function showProject({ app, compare, errors, viewer }: Services, id: ItemId): Promise<void> {
  compare.close()
  viewer.close()
  await errors.attempt('Couldn’t show the project', () =>
    app.updateSettings({ currentProject: id, room: 'shots' })
  )
}

/** Returns whether the board of shots is shown in place of the clips. */
export const isOnBoard = ({ app }: Pick<Services, 'app'>): boolean =>
  app.isLoaded && app.state.settings.room === 'shots'

/** Returns the selected clips in the order on screen. On the board, the selected take may not be in the list. */
export function selectedClips({ selection }: Pick<Services, 'selection'>): readonly GenerationId[] {
  const listed = selection.inOrder()
  return listed.length === 0 && selection.shown !== null ? [selection.shown] : listed
}

/** Leaves only takes of the board selected: what it hides is not acted on. */
export function selectOnBoard(services: Pick<Services, 'board' | 'library' | 'selection'>): void {
  const { board, library, selection } = services
  const shots = new Set(board.shots.map(({ id }) => id))
  const isTake = (id: GenerationId): boolean => {
    const shot = library.find(id)?.annotations.shotId ?? null
    return shot !== null && shots.has(shot)
  }
  const selected = selectedClips(services)
  const takes = selected.filter(isTake)
  if (takes.length < selected.length) selection.selectThese(takes)
}

/** Returns the clips that these files are: of the latest drag out of the window, and none if any file is another. */
export function draggedClips(
  { handoff, library }: Pick<Services, 'handoff' | 'library'>,
  files: readonly File[]
): readonly GenerationView[] {
  const latest = handoff.latest.flatMap((id) => library.find(id) ?? [])
  const isOf = ({ name }: File, { videos }: GenerationView): boolean =>
    videos.some(({ fileName }) => fileName === name)
  if (!files.every((file) => latest.some((clip) => isOf(file, clip)))) return []
  return latest.filter((clip) => files.some((file) => isOf(file, clip)))
}

/** Moves the selection to the trash and gives the focus to the clip that follows. */
export async function trashSelection(services: Services): Promise<void> {
  const { actions, board, library, selection, window: parts } = services
  const onBoard = isOnBoard(services)
  const chosen = onBoard ? selectedClips(services) : selection.inOrder()
  const heir = onBoard ? board.neighbourOf(selection.shown) : heirOf(library.clips, selection.positions)
  await actions.trash(
    chosen.flatMap((id) => library.groupOf(id)?.ids ?? [id]),
    heir
  )
  if (onBoard) parts.callGrid()
}

/** Selects all clips of the list: those that are there, and the others once they are read. */
export async function selectAll({ library, selection }: Services): Promise<void> {
  selection.selectAll()
  const { size } = selection
  const isWhole = await library.list.complete()
  if (isWhole && selection.size === size) selection.selectAll()
}

/** Restores the selected clips of the trash. */
export const restoreSelection = ({ actions, selection }: Services): Promise<boolean> =>
  actions.restore(selection.inOrder())

/** Shows the inspector, if it is not shown. */
export async function openInspector({ app, window: parts }: Services): Promise<void> {
  if (parts.isNarrow) parts.setOverlay(true)
  else if (!app.state.settings.inspectorOpen) await app.updateSettings({ inspectorOpen: true })
}

/** Opens a clip in the viewer; what has no picture yet, in the inspector. */
export function openClip(services: Services, id: GenerationId): void {
  const { selection, viewer } = services
  if (canBeViewed(services, id)) return viewer.open(id)
  if (!selection.has(id)) selection.select(id)
  void openInspector(services)
}

/** Returns whether the viewer can show a clip. */
export const canBeViewed = ({ library }: Pick<Services, 'library'>, id: GenerationId): boolean =>
  library.find(id)?.videos.some(isUsable) ?? false

/** Moves the clip in view to the trash, and goes on to the next one. */
export async function trashViewed({ actions, selection, viewer }: Services): Promise<void> {
  const id = viewer.shown
  if (id === null) return
  const heir = viewer.neighbour(1) ?? viewer.neighbour(-1)
  if (heir === undefined) viewer.close()
  else {
    viewer.show(heir)
    // At once: the next key must not come back to it while it is being moved.
    selection.remove([id], heir)
  }
  await actions.trash([id], heir ?? null)
}

/** Sorts the clips, now and at the next start. The same order again reads what could not be read. */
export async function chooseSort({ app, errors, library }: Services, sort: Sort): Promise<void> {
  await errors.attempt('Couldn’t sort the clips', async () => {
    await app.updateSettings({ sort })
    await library.list.setSort(sort)
  })
}

/** Selects a clip and scrolls to it. Where a view or search hides it, all clips are shown. */
export async function showClip(services: Services, id: GenerationId): Promise<void> {
  const { app, compare, errors, library, search, selection, viewer, window: parts } = services
  const isThere = await errors.attempt('Couldn’t show this clip', async () => {
    if (!(await library.rows.load(id))) throw new ProblemError(notFound)
  })
  if (!isThere) return
  compare.close()
  viewer.close()
  if (isOnBoard(services)) await app.showRoom('grid')
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

/** Returns the selected clips that have a file, in the order on screen. On the board, the take need not be in the list. */
export function playableSelection(services: Services): GenerationId[] {
  const { library, selection } = services
  const { clips } = library
  if (isOnBoard(services)) return selectedClips(services).filter((id) => canBeViewed(services, id))
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
