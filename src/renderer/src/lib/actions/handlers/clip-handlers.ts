import Braces from '@lucide/svelte/icons/braces'
import ClipboardCopy from '@lucide/svelte/icons/clipboard-copy'
import CopyCheck from '@lucide/svelte/icons/copy-check'
import FileOutput from '@lucide/svelte/icons/file-output'
import Files from '@lucide/svelte/icons/files'
import FolderOpen from '@lucide/svelte/icons/folder-open'
import LifeBuoy from '@lucide/svelte/icons/life-buoy'
import Link from '@lucide/svelte/icons/link'
import RefreshCw from '@lucide/svelte/icons/refresh-cw'
import Save from '@lucide/svelte/icons/save'
import Shuffle from '@lucide/svelte/icons/shuffle'
import SquarePen from '@lucide/svelte/icons/square-pen'
import TextCursor from '@lucide/svelte/icons/text-cursor-input'
import TextQuote from '@lucide/svelte/icons/text-quote'
import TextSearch from '@lucide/svelte/icons/text-search'
import Trash from '@lucide/svelte/icons/trash-2'
import Undo from '@lucide/svelte/icons/undo-2'
import { samePrompt } from '@shared/search/operators'
import { isImported, isUsable, type GenerationId, type GenerationView } from '@shared/generation'
import type { Services } from '../../services'
import { leadingVideo } from '../../utils/phase'
import { handlersOf } from './action-handler'
import {
  isOnBoard,
  openInspector,
  playableSelection,
  restoreSelection,
  selectedClips,
  reuse,
  selectAll,
  trashSelection,
  trashViewed
} from '../clip-commands'
import { confirmSendAgain, priceWords, whyNotAgain } from '../send-again'

/** Returns the actions on the selected clips; those on one clip are about the one that the inspector shows. */
export function clipHandlers(services: Services) {
  const {
    actions,
    app,
    copies,
    library,
    press,
    rename,
    editorCopies,
    search,
    selection,
    trash,
    viewer,
    window: parts
  } = services
  const shown = (): GenerationView | undefined =>
    selection.shown === null ? undefined : library.find(selection.shown)
  /** A selected clip that a search hides is not acted on. */
  const hasSelection = (): boolean => selection.positions.length > 0
  const hasShown = (): boolean => shown() !== undefined
  const hasFiles = (): boolean =>
    isOnBoard(services)
      ? playableSelection(services).length > 0
      : selection.positions.some((position) => library.clips.isPlayableAt(position))
  /** The clips that are copied, in the order on screen. */
  const handedOver = (): readonly GenerationId[] =>
    viewer.shown === null ? playableSelection(services) : [viewer.shown]
  /** Runs with the clip that is shown. */
  const withShown = (run: (generation: GenerationView) => unknown) => (): unknown => {
    const generation = shown()
    return generation && run(generation)
  }
  const isShown = (test: (generation: GenerationView) => boolean) => (): boolean => {
    const generation = shown()
    return generation !== undefined && test(generation)
  }

  /** What was imported was never asked for here, so nothing of it can be sent or reused. */
  const hasRequest = isShown((generation) => !isImported(generation))

  return handlersOf({
    reuse: {
      icon: SquarePen,
      isPossible: hasRequest,
      run: withShown((generation) => reuse(services, generation))
    },
    make_again: {
      icon: RefreshCw,
      isPossible: isShown(
        (generation) => generation.state === 'ready' && whyNotAgain(services, generation) === null
      ),
      note: () => {
        const generation = shown()
        return generation ? priceWords(services, generation) : ''
      },
      run: withShown((generation) => confirmSendAgain(services, generation, 'make'))
    },
    run_on: {
      icon: Shuffle,
      isPossible: hasRequest,
      run: async () => {
        press.forgetQuestion()
        await openInspector(services)
        parts.open('run_on')
      }
    },
    copy_files: {
      icon: Files,
      isPossible: hasFiles,
      run: () => actions.copyFiles(handedOver())
    },
    copy_paths: {
      icon: ClipboardCopy,
      isPossible: hasFiles,
      run: () => actions.copyPaths(handedOver())
    },
    editor_copy: {
      icon: FileOutput,
      isPossible: () => hasFiles() && editorCopies.progress === null,
      run: () => editorCopies.open(handedOver())
    },
    save_copy: { icon: Save, isPossible: hasFiles, run: () => copies.save(handedOver()) },
    copy_prompt: {
      icon: TextQuote,
      isPossible: hasRequest,
      run: withShown(({ id }) => actions.copyPrompt(id))
    },
    copy_link: { icon: Link, isPossible: hasShown, run: withShown(({ id }) => actions.copyLink(id)) },
    copy_request: {
      icon: Braces,
      isPossible: hasRequest,
      run: withShown(({ id }) => actions.copyRequest(id))
    },
    copy_report: {
      icon: LifeBuoy,
      isPossible: hasRequest,
      run: withShown(({ id }) => actions.copyReport(id))
    },
    same_prompt: {
      icon: TextSearch,
      isPossible: hasRequest,
      run: withShown(({ id }) => search.showOnly(samePrompt(id)))
    },
    reveal: {
      icon: FolderOpen,
      isPossible: isShown(({ videos }) => videos.some(isUsable)),
      run: withShown((generation) => {
        const video = leadingVideo(generation)
        return video && actions.reveal(video.id)
      })
    },
    rename_files: {
      icon: TextCursor,
      isPossible: () => hasFiles() || isShown(({ videos }) => videos.some(isUsable))(),
      run: () => rename.open(selectedClips(services))
    },
    restore: {
      icon: Undo,
      isPossible: () => hasSelection() && library.list.view === 'trash',
      run: () => restoreSelection(services)
    },
    trash: {
      icon: Trash,
      tone: 'warn',
      // The viewer may show a clip that the list doesn't have.
      isPossible: () => {
        if (viewer.isOpen) return viewer.generation?.deletedAtMs === null
        if (isOnBoard(services)) return shown()?.deletedAtMs === null
        return hasSelection() && library.list.view !== 'trash'
      },
      run: () => (viewer.isOpen ? trashViewed(services) : trashSelection(services))
    },
    erase: {
      icon: Trash,
      tone: 'warn',
      isPossible: () => hasSelection() && library.list.view === 'trash',
      run: () => trash.erase(selection.inOrder())
    },
    empty_trash: {
      icon: Trash,
      tone: 'warn',
      isPossible: () => app.state.counts.trash > 0,
      run: () => trash.erase(null)
    },
    select_all: { icon: CopyCheck, run: () => selectAll(services) }
  })
}
