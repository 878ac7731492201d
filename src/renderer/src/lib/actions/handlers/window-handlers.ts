import type { Services } from '../../services'
import { handlersOf } from './action-handler'
import { focusNextPart } from '../window-parts'

/** Returns the actions on parts of the window and on the form. */
export function windowHandlers({ app, press, undo, window: parts }: Services) {
  const settings = (): { composerOpen: boolean; inspectorOpen: boolean } => app.state.settings
  return handlersOf({
    new_prompt: {
      run: async () => {
        if (!settings().composerOpen) await app.saveSettings({ composerOpen: true })
        parts.callPrompt()
      }
    },
    generate: { run: () => press.generate() },
    search: { run: () => parts.callSearch() },
    settings: { run: () => parts.openSettings() },
    spend: { run: () => parts.open('spend') },
    edits: { run: () => parts.open('edits') },
    toggle_composer: { run: () => app.saveSettings({ composerOpen: !settings().composerOpen }) },
    next_part: {
      run: () => focusNextPart({ composer: () => parts.callPrompt(), clips: () => parts.callGrid() })
    },
    focus_grid: { run: () => parts.callGrid() },
    toggle_inspector: {
      run: () =>
        parts.isNarrow
          ? parts.setOverlay(!parts.isOverlayOpen)
          : app.saveSettings({ inspectorOpen: !settings().inspectorOpen })
    },
    shots: {
      run: async () => {
        await app.showRoom(app.state.settings.room === 'shots' ? 'grid' : 'shots')
        parts.callGrid()
      }
    },
    queue: { run: () => parts.toggle('queue') },
    palette: { run: () => parts.toggle('palette') },
    shortcuts: { run: () => parts.toggle('shortcuts') },
    undo: {
      isPossible: () => press.held !== null || undo.undoes !== null,
      note: () => (press.held === null ? (undo.undoes ?? '') : 'Sending'),
      run: () => (press.held === null ? undo.undo() : press.undo())
    },
    redo: {
      isPossible: () => undo.redoes !== null,
      note: () => undo.redoes ?? '',
      run: () => undo.redo()
    }
  })
}
