import * as z from 'zod'
import { AccountSigns } from './account-signs'
import { actionNames } from './actions'
import { AppState } from './app-state'
import { batchLimit } from './batch/batch-limits'
import { BatchPlace } from './batch/batch-place'
import { CustomModel } from './catalogue/custom-model'
import { ModelListing } from './catalogue/model-listing'
import { WithdrawnModel } from './catalogue/withdrawn-model'
import {
  ContentChecks,
  DownloadProgress,
  GenerationDetail,
  GenerationId,
  GenerationView,
  RemoteId,
  VideoId
} from './generation'
import { AnnotationChange } from './library/annotations'
import { Cut, shotsAtOnce } from './library/cut'
import { Item, ItemChange, ItemId, itemsPerPage, NewItem } from './library/items'
import { FrameFileName, largestFrameBytes, longestClipSeconds } from './media/frames'
import { Listing } from './library/listing'
import { GenerationQuery, ListQuery, pageLimit } from './library/queries'
import { StepId, StepOutcome } from './library/undo'
import { largestPictureBytes, PictureKind } from './media/pictures'
import { Problem } from './problem'
import { GenerationRequest, ModelId } from './request'
import { PastedTable } from './lists/prompt-table'
import { Preset, SavedItemId, SentPrompt, Snippet } from './prompts/prompt-work'
import { longestSearch } from './search/search'
import { SettingsPatch } from './settings'
import { MeasuredPrice, SpendGroup, SpendSummary } from './money/spend'

const call = <Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output) => ({
  input,
  output
})

const Nothing = z.strictObject({})
const GenerationIds = z.strictObject({ ids: z.array(GenerationId).min(1).max(500) })
/** The parts of one action share a step, which is undone as a whole. */
const StepOfMany = GenerationIds.extend({ step: StepId.optional() })
/** Clips in the order on screen; which files they are is decided by the main process. */
const HandedOver = z.strictObject({ ids: z.array(GenerationId).min(1).max(100) })
const OneGeneration = z.strictObject({ id: GenerationId })
/** Some clips of the trash; null for all of them. */
const TrashSelection = z.strictObject({ ids: z.array(GenerationId).min(1).max(10_000).nullable() })
/** `bytes`: of the files. */
const Amount = z.strictObject({ clips: z.int(), files: z.int(), bytes: z.number() })
const OneVideo = z.strictObject({ id: VideoId })
/** Made by the window for one press of a paying button, so that a replayed message cannot pay twice. */
const PressId = z.uuid()
/** The user was shown that this goes over a cap, and pressed again. */
const OverCap = z.boolean().optional()

/** The user was shown that the balance is not enough, or may not be: what it does not cover waits for credit. */
const WaitForCredit = z.boolean().optional()

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

/** Every call of the window: name, input and output. Adding one is an entry here and a handler in its capability. */
export const calls = {
  'app.state': call(Nothing, AppState),
  'app.openLink': call(z.strictObject({ link: z.enum(linkNames) }), Nothing),
  /** Starts again in demo mode, or leaves it. */
  'app.setDemo': call(z.strictObject({ demo: z.boolean() }), Nothing),
  /** The window noticed that the network is back. */
  'app.networkReturned': call(Nothing, Nothing),
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

  'generations.create': call(
    z
      .strictObject({
        pressId: PressId,
        requests: z.array(GenerationRequest).min(1).max(batchLimit),
        /** Place of each request in the batch that the user planned. */
        places: z.array(BatchPlace).max(batchLimit).optional(),
        overCap: OverCap,
        waitForCredit: WaitForCredit
      })
      .refine(({ requests, places }) => places === undefined || places.length === requests.length, {
        path: ['places'],
        message: 'has another length than the requests'
      }),
    z.strictObject({ generations: z.array(GenerationView) })
  ),
  'generations.page': call(
    GenerationQuery,
    z.strictObject({ items: z.array(GenerationView), next: z.int().nullable() })
  ),
  /** A part of what a list is laid out from; one of at most a page comes with its rows. */
  'generations.list': call(ListQuery, z.strictObject({ listing: Listing, items: z.array(GenerationView) })),
  /** Rows by id; those that are not there are left out. */
  'generations.rows': call(
    z.strictObject({ ids: z.array(GenerationId).min(1).max(pageLimit) }),
    z.strictObject({ items: z.array(GenerationView) })
  ),
  /** The batch of a generation, itself and the trash included, in the order of its press. */
  'generations.batch': call(OneGeneration, z.strictObject({ items: z.array(GenerationView) })),
  'generations.get': call(OneGeneration, GenerationDetail),
  /** Cancels queued requests; those that were sent are unchanged. */
  'generations.cancel': call(StepOfMany, z.strictObject({ cancelled: z.int() })),
  /** Undoes a press while it is held: requests not sent yet are cancelled. */
  'generations.undoPress': call(
    z.strictObject({ pressId: PressId }),
    z.strictObject({ undone: z.int(), sent: z.int() })
  ),
  'generations.setHidden': call(z.strictObject({ id: GenerationId, hidden: z.boolean() }), Nothing),
  /** Sends generations that wait for a click. */
  'generations.release': call(
    GenerationIds.extend({ overCap: OverCap, waitForCredit: WaitForCredit }),
    Nothing
  ),
  /** Polls a failed generation with a known id again. */
  'generations.checkAgain': call(OneGeneration, Nothing),
  /** A new generation with the same request, linked to this one; it costs again. */
  'generations.sendAgain': call(
    z.strictObject({ id: GenerationId, pressId: PressId, overCap: OverCap, waitForCredit: WaitForCredit }),
    z.strictObject({ id: GenerationId })
  ),
  /** Reads signs in the account of whether an unconfirmed generation was accepted. */
  'generations.checkAccount': call(OneGeneration, AccountSigns),
  /** The user found the id of an unconfirmed generation. */
  'generations.attachRemoteId': call(
    z.strictObject({
      id: GenerationId,
      remoteId: z.string().trim().pipe(RemoteId)
    }),
    Nothing
  ),
  'generations.markNotSent': call(OneGeneration, Nothing),
  /** `unsent`: how many were queued, and are cancelled now. */
  'generations.trash': call(StepOfMany, z.strictObject({ unsent: z.int() })),
  'generations.restore': call(StepOfMany, Nothing),

  /** Edits what the user says about clips. */
  'annotations.set': call(
    StepOfMany.extend({ change: AnnotationChange }),
    z.strictObject({ changed: z.int() })
  ),
  /** Tags in use, the most used first. */
  'tags.list': call(
    Nothing,
    z.strictObject({ tags: z.array(z.strictObject({ name: z.string(), count: z.int() })) })
  ),

  /** Projects, shots and collections, by `next` of the page before; 0 for the first. */
  'items.list': call(
    z.strictObject({ after: z.int().nonnegative(), limit: z.int().min(1).max(itemsPerPage) }),
    z.strictObject({ items: z.array(Item), next: z.int().nullable() })
  ),
  /** Adds an item after the others of its kind. */
  'items.add': call(
    z.strictObject({ item: NewItem, step: StepId.optional() }),
    z.strictObject({ item: Item })
  ),
  'items.change': call(z.strictObject({ id: ItemId, change: ItemChange }), Nothing),
  /** Removes an item; its clips stay. */
  'items.remove': call(z.strictObject({ id: ItemId }), Nothing),
  /** Moves an item before another of its kind, or to the end. */
  'items.move': call(z.strictObject({ id: ItemId, before: ItemId.nullable() }), Nothing),

  /** The first takes of some shots: of each the circled one first, then by number. */
  'shots.takes': call(
    z.strictObject({ shots: z.array(ItemId).min(1).max(shotsAtOnce) }),
    z.strictObject({ takes: z.array(GenerationView) })
  ),
  /** The circled takes of a project, or of the shots without one. */
  'shots.cut': call(z.strictObject({ projectId: ItemId.nullable() }), Cut),

  /** Takes back a step, or the latest one. */
  'undo.undo': call(z.strictObject({ step: StepId.optional() }), StepOutcome),
  'undo.redo': call(Nothing, StepOutcome),

  'trash.size': call(TrashSelection, Amount.extend({ handedOff: z.int() })),
  /** Deletes what is in the trash, after a native question. `left`: names of files that stay, with their clips. */
  'trash.erase': call(TrashSelection, Amount.extend({ left: z.array(z.string()) })),

  'videos.downloadAgain': call(OneVideo, Nothing),
  /** Keeps a file that arrived and cannot be checked as a video. */
  'videos.keepAnyway': call(OneVideo, Nothing),
  /** The window's decoder cannot show this file. */
  'videos.cannotBeShown': call(OneVideo, Nothing),
  /** Opens the file dialog; `located` is false when nothing was linked. */
  'videos.locate': call(OneVideo, z.strictObject({ located: z.boolean() })),
  /** A small JPEG, made by the window, which can decode video. */
  'videos.savePicture': call(
    z.strictObject({
      id: VideoId,
      kind: PictureKind,
      jpeg: z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= largestPictureBytes),
      /** What was measured with a strip. */
      checks: ContentChecks.optional()
    }),
    Nothing
  ),
  /** A picture that was saved is lost or damaged. */
  'videos.forgetPicture': call(z.strictObject({ id: VideoId, kind: PictureKind }), Nothing),

  /** Saves a frame as a file of its own; the main process names it after clip and timecode. */
  'frames.save': call(
    z.strictObject({
      id: VideoId,
      seconds: z.number().nonnegative().max(longestClipSeconds),
      png: z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= largestFrameBytes)
    }),
    z.strictObject({ fileName: FrameFileName })
  ),
  'frames.reveal': call(z.strictObject({ fileName: FrameFileName }), Nothing),

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

  'sending.setPaused': call(z.strictObject({ paused: z.boolean() }), Nothing),

  /** Copies the paths of the clips' files. */
  'handoff.copyPath': call(HandedOver, Nothing),
  'handoff.copyPrompt': call(OneGeneration, Nothing),
  /** The prompt as the service rewrote it. */
  'handoff.copyEnhancedPrompt': call(OneGeneration, Nothing),
  /** A link that shows the clip in Dailies. */
  'handoff.copyLink': call(OneGeneration, Nothing),
  /** The request as JSON, which can be pasted into the form. */
  'handoff.copyRequest': call(OneGeneration, Nothing),
  /** Everything about a generation that ModelsLab's support needs, the key removed. */
  'handoff.copyReport': call(OneGeneration, Nothing),
  'handoff.reveal': call(OneVideo, Nothing)
} as const

/** One-way messages: a native drag must begin in the same turn, so nothing is awaited. */
export const messages = {
  /** The window has shown its first clips, or that there are none. */
  'app.painted': z.strictObject({}),
  /** All input is saved that waited for a pause in the typing. */
  'app.inputSaved': z.strictObject({}),
  'handoff.drag': HandedOver
} as const

/** Events that the main process sends to the window. */
export const events = {
  'app.changed': AppState,
  /** The window is about to close: save all input, and say so. */
  'app.closing': z.strictObject({}),
  'generation.changed': GenerationView,
  'download.progress': DownloadProgress,
  /** A project, shot or collection was added, changed or removed. */
  'item.changed': Item,
  /** Many generations were added at once: reload the lists. */
  'library.changed': z.strictObject({}),
  /** A link to a clip was opened. */
  'clip.linked': OneGeneration,
  /** The models to choose from changed. */
  'models.changed': z.strictObject({}),
  /** A failure outside of a call, such as a drag that could not begin. */
  'problem.raised': Problem,
  /** An action was chosen in the menu bar. */
  'menu.chosen': z.strictObject({ action: z.enum(actionNames) })
} as const

export type CallName = keyof typeof calls
export type CallInput<Name extends CallName> = z.input<(typeof calls)[Name]['input']>
export type CallOutput<Name extends CallName> = z.output<(typeof calls)[Name]['output']>
export type MessageName = keyof typeof messages
export type MessageInput<Name extends MessageName> = z.input<(typeof messages)[Name]>
export type EventName = keyof typeof events
export type EventPayload<Name extends EventName> = z.output<(typeof events)[Name]>

/** Answer of every call: a value or a typed failure, never an exception. */
export type Envelope<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Problem }

/** What the preload puts on `window.dailies`. */
export interface Bridge {
  readonly call: { readonly [Name in CallName]: (input: unknown) => Promise<Envelope<unknown>> }
  readonly send: { readonly [Name in MessageName]: (input: unknown) => void }
  /** Returns the function that ends the subscription. */
  readonly on: { readonly [Name in EventName]: (listener: (payload: unknown) => void) => () => void }
}
