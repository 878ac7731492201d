import * as z from 'zod'
import { AppState } from '../app-state'
import { CustomModel } from '../catalogue/custom-model'
import { ModelListing } from '../catalogue/model-listing'
import { WithdrawnModel } from '../catalogue/withdrawn-model'
import { pageLimit } from '../library/queries'
import { PastedTable } from '../lists/prompt-table'
import { MeasuredPrice, SpendGroup, SpendSummary } from '../money/spend'
import { Preset, SavedItemId, SentPrompt, Snippet } from '../prompts/prompt-work'
import { ModelId } from '../request'
import { longestSearch } from '../search/search'
import { SettingsPatch } from '../settings'
import { call, Nothing } from './parts'

/** The user's own models, ModelsLab's last list, and withdrawn models. */
const ModelSources = z.strictObject({
  custom: z.array(CustomModel),
  listing: ModelListing.nullable(),
  withdrawn: z.array(WithdrawnModel),
  /** Models whose fields came with a library folder, and need the user's confirmation. */
  unconfirmed: z.array(ModelId)
})

/** Longest draft that is stored, as JSON and without its table. */
const draftLength = 20_000

export const links = {
  modelslab_dashboard: 'https://modelslab.com/dashboard',
  modelslab_credit: 'https://modelslab.com/dashboard/billing',
  modelslab_keys: 'https://modelslab.com/dashboard/api-keys'
} as const

const linkNames = Object.keys(links) as [keyof typeof links, ...(keyof typeof links)[]]

/** Calls about the app, its settings, models, prompts and spending. */
export const appCalls = {
  'app.state': call(Nothing, AppState),
  'app.openLink': call(z.strictObject({ link: z.enum(linkNames) }), Nothing),
  /** Starts again in demo mode, or leaves it. */
  'app.setDemo': call(z.strictObject({ demo: z.boolean() }), Nothing),
  /** The window noticed that the network is back. */
  'app.networkReturned': call(Nothing, Nothing),
  /** Whether the program starts when the user logs in; null where it can't. */
  'app.loginStart': call(Nothing, z.strictObject({ isOn: z.boolean().nullable() })),
  'app.setLoginStart': call(z.strictObject({ isOn: z.boolean() }), Nothing),
  'app.setFullScreen': call(z.strictObject({ isFull: z.boolean() }), Nothing),
  'app.dismissNotice': call(z.strictObject({ code: z.string().max(64) }), Nothing),
  'app.reportError': call(
    z.strictObject({ message: z.string().max(2000), stack: z.string().max(8000).optional() }),
    Nothing
  ),
  /** Tests the key free of charge, and keeps it when it is accepted or cannot be tested now. */
  'key.set': call(z.strictObject({ key: z.string().max(10_240) }), Nothing),
  'key.test': call(Nothing, Nothing),
  'key.remove': call(Nothing, Nothing),
  /** Retries the keychain, and moves a key held in memory into it. */
  'key.retryKeychain': call(Nothing, Nothing),
  'balance.refresh': call(Nothing, Nothing),
  'settings.update': call(SettingsPatch, Nothing),
  /** Opens the folder dialog; `changed` is false when the user cancelled. */
  'library.chooseFolder': call(Nothing, z.strictObject({ changed: z.boolean() })),
  'library.openFolder': call(Nothing, Nothing),
  /** Imports every clip of the folder that the database does not know, and the folder's journal. */
  'library.rebuild': call(
    Nothing,
    z.strictObject({
      adopted: z.int(),
      known: z.int(),
      /** Files without a readable description. */
      unreadable: z.int(),
      /** The first few of them. */
      unreadableNames: z.array(z.string()),
      /** Generations that the journal added or updated, without a clip in the folder. */
      withoutClip: z.int(),
      unreadableLines: z.int()
    })
  ),
  /** Ends a rebuild; clips imported by then stay. */
  'library.stopReading': call(Nothing, Nothing),
  'draft.get': call(
    Nothing,
    z.strictObject({ draft: z.string().max(draftLength).nullable(), table: PastedTable.nullable() })
  ),
  /** The table may be long; it is left out where it is unchanged. */
  'draft.save': call(
    z.strictObject({ draft: z.string().max(draftLength), table: PastedTable.nullable().optional() }),
    Nothing
  ),
  /** Additions to the catalogue; `mergeModels` builds the list. */
  'models.list': call(Nothing, ModelSources),
  'models.add': call(CustomModel, Nothing),
  /** Removes the mark that ModelsLab withdrew the model. */
  'models.reinstate': call(z.strictObject({ id: ModelId }), Nothing),
  'models.remove': call(z.strictObject({ id: ModelId }), Nothing),
  /** The user has seen the fields of a model that came with a library folder. */
  'models.confirm': call(z.strictObject({ id: ModelId }), Nothing),
  /** Asks ModelsLab for its list of models; free. */
  'models.refresh': call(Nothing, ModelSources),
  'prompts.history': call(
    z.strictObject({
      text: z.string().max(longestSearch),
      /** Only prompts sent before this: `next` of the page before. */
      before: z.int().nonnegative().nullable(),
      limit: z.int().min(1).max(pageLimit)
    }),
    z.strictObject({ prompts: z.array(SentPrompt), next: z.int().nullable() })
  ),
  'presets.list': call(Nothing, z.strictObject({ presets: z.array(Preset), snippets: z.array(Snippet) })),
  /** Writes a preset, new or over the one with its id. */
  'presets.save': call(Preset, Nothing),
  'snippets.save': call(Snippet, Nothing),
  /** Removes a preset or a snippet. */
  'presets.remove': call(z.strictObject({ id: SavedItemId }), Nothing),
  'spend.summary': call(z.strictObject({ by: SpendGroup }), SpendSummary),
  'prices.measured': call(Nothing, z.strictObject({ prices: z.array(MeasuredPrice) })),
  'sending.setPaused': call(z.strictObject({ paused: z.boolean() }), Nothing)
} as const
