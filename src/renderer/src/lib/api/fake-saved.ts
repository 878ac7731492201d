import type { CallInput, CallName, CallOutput } from '@shared/contract'

/** The calls that tests of the window need. */
export type FakeHandlers = { readonly [Name in CallName]?: (input: CallInput<Name>) => CallOutput<Name> }

/** What the fake main process keeps besides rows and settings. */
export interface FakeSaved {
  draft: CallOutput<'draft.get'>
  models: CallOutput<'models.list'>
  saved: CallOutput<'presets.list'>
}

/** Returns the answers to calls about the draft, models, presets and snippets. */
export const savedHandlers = (kept: FakeSaved): FakeHandlers => ({
  'draft.get': () => kept.draft,
  'draft.save': ({ draft, table }) => {
    kept.draft = { draft, table: table === undefined ? kept.draft.table : table }
    return {}
  },
  'models.list': () => kept.models,
  'models.add': (model) => {
    const custom = kept.models.custom.filter(({ id }) => id !== model.id)
    kept.models = { ...kept.models, custom: [...custom, model] }
    return {}
  },
  'models.reinstate': ({ id }) => {
    kept.models = { ...kept.models, withdrawn: kept.models.withdrawn.filter((one) => one.id !== id) }
    return {}
  },
  'models.confirm': ({ id }) => {
    kept.models = { ...kept.models, unconfirmed: kept.models.unconfirmed.filter((one) => one !== id) }
    return {}
  },
  'models.remove': ({ id }) => {
    kept.models = { ...kept.models, custom: kept.models.custom.filter((model) => model.id !== id) }
    return {}
  },
  'models.refresh': () => kept.models,
  'presets.list': () => kept.saved,
  'presets.save': (preset) => {
    const others = kept.saved.presets.filter(({ id }) => id !== preset.id)
    kept.saved = { ...kept.saved, presets: [...others, preset] }
    return {}
  },
  'snippets.save': (snippet) => {
    const others = kept.saved.snippets.filter(({ id }) => id !== snippet.id)
    kept.saved = { ...kept.saved, snippets: [...others, snippet] }
    return {}
  },
  'presets.remove': ({ id }) => {
    kept.saved = {
      presets: kept.saved.presets.filter((preset) => preset.id !== id),
      snippets: kept.saved.snippets.filter((snippet) => snippet.id !== id)
    }
    return {}
  }
})
