import type { CallInput, CallOutput } from '@shared/contract'
import type { Preset, Snippet } from '@shared/prompts/prompt-work'
import type { HandlersOf } from '../ipc/handlers'

/** Rows of the composer: its draft, and what can be put into it again. */
export interface PromptRows {
  readonly draft: () => CallOutput<'draft.get'>
  readonly saveDraft: (draft: CallInput<'draft.save'>) => void
  readonly history: (query: CallInput<'prompts.history'>) => Promise<CallOutput<'prompts.history'>>
  readonly savedItems: () => CallOutput<'presets.list'>
  readonly savePreset: (preset: Preset) => void
  readonly saveSnippet: (snippet: Snippet) => void
  readonly removeSavedItem: (id: string) => void
}

export function promptHandlers(deps: {
  readonly rows: PromptRows
  /** Makes changes that are also written to the library folder. */
  readonly savedItemChanges: { readonly make: (change: () => void) => void }
}): HandlersOf<'draft' | 'prompts' | 'presets' | 'snippets'> {
  const { rows, savedItemChanges } = deps
  return {
    'draft.get': () => rows.draft(),
    'draft.save': (draft) => rows.saveDraft(draft),
    'prompts.history': (query) => rows.history(query),
    'presets.list': () => rows.savedItems(),
    'presets.save': (preset) => savedItemChanges.make(() => rows.savePreset(preset)),
    'snippets.save': (snippet) => savedItemChanges.make(() => rows.saveSnippet(snippet)),
    'presets.remove': ({ id }) => savedItemChanges.make(() => rows.removeSavedItem(id))
  }
}
