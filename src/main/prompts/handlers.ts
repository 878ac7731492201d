import type { CallInput, CallOutput } from '@shared/contract'
import type { Preset, Snippet } from '@shared/prompts/prompt-work'
import type { HandlersOf } from '../ipc/handlers'

/** Rows of the composer: its draft, and what can be put into it again. */
export interface PromptRows {
  readonly draft: () => CallOutput<'draft.get'>
  readonly saveDraft: (draft: CallInput<'draft.save'>) => void
  readonly history: (query: CallInput<'prompts.history'>) => CallOutput<'prompts.history'>
  readonly savedItems: () => CallOutput<'presets.list'>
  readonly savePreset: (preset: Preset) => void
  readonly saveSnippet: (snippet: Snippet) => void
  readonly removeSavedItem: (id: string) => void
}

export function promptHandlers(deps: {
  readonly rows: PromptRows
  /** Makes a change that is also written to the library folder. */
  readonly changeSavedItems: (change: () => void) => void
}): HandlersOf<'draft' | 'prompts' | 'presets' | 'snippets'> {
  const { rows, changeSavedItems } = deps
  return {
    'draft.get': () => rows.draft(),
    'draft.save': (draft) => rows.saveDraft(draft),
    'prompts.history': (query) => rows.history(query),
    'presets.list': () => rows.savedItems(),
    'presets.save': (preset) => changeSavedItems(() => rows.savePreset(preset)),
    'snippets.save': (snippet) => changeSavedItems(() => rows.saveSnippet(snippet)),
    'presets.remove': ({ id }) => changeSavedItems(() => rows.removeSavedItem(id))
  }
}
