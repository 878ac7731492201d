import Bookmark from '@lucide/svelte/icons/bookmark'
import Clapperboard from '@lucide/svelte/icons/clapperboard'
import CommandIcon from '@lucide/svelte/icons/command'
import Film from '@lucide/svelte/icons/film'
import Keyboard from '@lucide/svelte/icons/keyboard'
import LayoutGrid from '@lucide/svelte/icons/layout-grid'
import ListOrdered from '@lucide/svelte/icons/list-ordered'
import PanelLeft from '@lucide/svelte/icons/panel-left'
import PanelRight from '@lucide/svelte/icons/panel-right'
import Pencil from '@lucide/svelte/icons/pencil-line'
import Redo from '@lucide/svelte/icons/redo-2'
import Search from '@lucide/svelte/icons/search'
import SettingsIcon from '@lucide/svelte/icons/settings'
import Sparkles from '@lucide/svelte/icons/sparkles'
import SquareArrow from '@lucide/svelte/icons/square-dashed-mouse-pointer'
import Undo from '@lucide/svelte/icons/undo-2'
import Wallet from '@lucide/svelte/icons/wallet'
import type { Services } from '../../services'
import { handlersOf } from './action-handler'
import { focusNextPart } from '../window-parts'

/** Returns the actions on parts of the window and on the form. */
export function windowHandlers({ app, press, savedSearches, undo, window: parts }: Services) {
  const settings = (): { composerOpen: boolean; inspectorOpen: boolean } => app.state.settings
  return handlersOf({
    new_prompt: {
      icon: Pencil,
      run: async () => {
        if (!settings().composerOpen) await app.saveSettings({ composerOpen: true })
        parts.callPrompt()
      }
    },
    generate: { icon: Sparkles, run: () => press.generate() },
    search: { icon: Search, run: () => parts.callSearch() },
    saved_searches: {
      icon: Bookmark,
      isPossible: () => savedSearches.all.length > 0,
      run: () => savedSearches.edit()
    },
    settings: { icon: SettingsIcon, run: () => parts.openSettings() },
    spend: { icon: Wallet, run: () => parts.open('spend') },
    edits: { icon: Film, run: () => parts.open('edits') },
    toggle_composer: {
      icon: PanelLeft,
      run: () => app.saveSettings({ composerOpen: !settings().composerOpen })
    },
    next_part: {
      icon: SquareArrow,
      run: () => focusNextPart({ composer: () => parts.callPrompt(), clips: () => parts.callGrid() })
    },
    focus_grid: { icon: LayoutGrid, run: () => parts.callGrid() },
    toggle_inspector: {
      icon: PanelRight,
      run: () =>
        parts.isNarrow
          ? parts.setOverlay(!parts.isOverlayOpen)
          : app.saveSettings({ inspectorOpen: !settings().inspectorOpen })
    },
    shots: {
      icon: Clapperboard,
      run: async () => {
        await app.showRoom(app.state.settings.room === 'shots' ? 'grid' : 'shots')
        parts.callGrid()
      }
    },
    queue: { icon: ListOrdered, run: () => parts.toggle('queue') },
    palette: { icon: CommandIcon, run: () => parts.toggle('palette') },
    shortcuts: { icon: Keyboard, run: () => parts.toggle('shortcuts') },
    undo: {
      icon: Undo,
      isPossible: () => press.held !== null || undo.undoes !== null,
      note: () => (press.held === null ? (undo.undoes ?? '') : 'Sending'),
      run: () => (press.held === null ? undo.undo() : press.undo())
    },
    redo: {
      icon: Redo,
      isPossible: () => undo.redoes !== null,
      note: () => undo.redoes ?? '',
      run: () => undo.redo()
    }
  })
}
