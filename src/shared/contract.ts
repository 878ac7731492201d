import * as z from 'zod'
import { actionNames } from './actions'
import { AppState } from './app-state'
import { DropAnswer, mostDropped } from './drop'
import { DownloadProgress, GenerationView } from './generation'
import { EditView } from './library/edits'
import { Item, ItemId } from './library/items'
import { EditorCopyProgress } from './media/editor-copies'
import { Problem } from './problem'
import { maximumPromptLength } from './request'
import { appCalls } from './contract/app-calls'
import { clipCalls } from './contract/clip-calls'
import { editCalls } from './contract/edit-calls'
import { CopyProgress, DragStarted, fileCalls } from './contract/file-calls'
import { editorCopyCalls } from './contract/editor-copy-calls'
import { helpCalls } from './contract/help-calls'
import { hotFolderCalls } from './contract/hot-folder-calls'
import { importCalls } from './contract/import-calls'
import { sidecarCalls } from './contract/sidecar-calls'
import { ImportProgress } from './library/imports'
import { nameCalls } from './contract/name-calls'
import { HandedOver, OneGeneration } from './contract/parts'
import { timelineCalls, TimelineProgress } from './contract/timeline-calls'
import { updateCalls } from './contract/update-calls'

/** Every call of the window: name, input and output. Adding one is an entry in its part and a handler in its capability. */
export const calls = {
  ...appCalls,
  ...clipCalls,
  ...editCalls,
  ...fileCalls,
  ...importCalls,
  ...editorCopyCalls,
  ...sidecarCalls,
  ...hotFolderCalls,
  ...helpCalls,
  ...nameCalls,
  ...timelineCalls,
  ...updateCalls
} as const

/** One-way messages: a native drag must begin in the same turn, so nothing is awaited. */
export const messages = {
  /** The window has shown its first clips, or that there are none. */
  'app.painted': z.strictObject({}),
  /** All input is saved that waited for a pause in the typing. */
  'app.inputSaved': z.strictObject({}),
  /** What the menu bar offers now. */
  'menu.possible': z.strictObject({
    actions: z.array(z.enum(actionNames)).max(actionNames.length).readonly()
  }),
  'handoff.drag': HandedOver
} as const

/** One-way messages of the preload. The page cannot send them, so it cannot name a path. */
export const preloadMessages = {
  /** Files were dropped on the window. `leftOut`: how many more there were. */
  'drop.files': z.strictObject({
    paths: z.array(z.string().min(1).max(4096)).min(1).max(mostDropped),
    leftOut: z.int().nonnegative()
  })
} as const

/** Events that the main process sends to the window. */
export const events = {
  'app.changed': AppState,
  /** The window is about to close: save all input, and say so. */
  'app.closing': z.strictObject({}),
  /** The window went to full screen or left it, which the system can do too, or the page was loaded in it. */
  'app.fullScreenChanged': z.strictObject({ isFull: z.boolean() }),
  'generation.changed': GenerationView,
  'download.progress': DownloadProgress,
  /** Files that were dropped on the window were read. */
  'drop.answered': DropAnswer,
  /** A project, shot or collection was added, changed or removed. */
  'item.changed': Item,
  /** An editor’s project was read, read again, removed or restored. */
  'edit.changed': EditView,
  /** Null once no copy is made any more. */
  'editorCopies.progress': z.strictObject({ progress: EditorCopyProgress.nullable() }),
  /** Null once no file is imported any more. */
  'imports.progress': z.strictObject({ progress: ImportProgress.nullable() }),
  /** A timeline is being saved. */
  'timelines.progress': TimelineProgress,
  /** Many generations were added at once: reload the lists. */
  'library.changed': z.strictObject({}),
  /** A link to a clip was opened. */
  'clip.linked': OneGeneration,
  /** A link with a prompt was opened: another program wrote it. */
  'prompt.linked': z.strictObject({ text: z.string().max(maximumPromptLength) }),
  /** The models to choose from changed. */
  'models.changed': z.strictObject({}),
  'handoff.dragStarted': DragStarted,
  'handoff.copyProgress': CopyProgress,
  /** A drag could not begin. */
  'handoff.dragRefused': Problem,
  /** A failure outside of a call. */
  'problem.raised': Problem,
  /** A project was chosen in the menu bar. */
  'project.chosen': z.strictObject({ id: ItemId }),
  /** An action was chosen in the menu bar. */
  'menu.chosen': z.strictObject({ action: z.enum(actionNames) })
} as const

export type CallName = keyof typeof calls
export type CallInput<Name extends CallName> = z.input<(typeof calls)[Name]['input']>
export type CallOutput<Name extends CallName> = z.output<(typeof calls)[Name]['output']>
export type MessageName = keyof typeof messages
export type MessageInput<Name extends MessageName> = z.input<(typeof messages)[Name]>
export type PreloadMessageName = keyof typeof preloadMessages
export type PreloadMessageInput<Name extends PreloadMessageName> = z.input<(typeof preloadMessages)[Name]>
export type EventName = keyof typeof events
export type EventPayload<Name extends EventName> = z.output<(typeof events)[Name]>

/** Answer of every call: a value or a typed failure, never an exception. */
export type Envelope<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Problem }

/** What the preload puts on `window.dailies`. */
export interface Bridge {
  readonly call: { readonly [Name in CallName]: (input: unknown) => Promise<Envelope<unknown>> }
  readonly send: { readonly [Name in MessageName]: (input: unknown) => void }
  /** Sends the paths of dropped files to the main process. Files that the page made itself have none. */
  readonly dropped: (files: readonly object[]) => void
  /** Returns the function that ends the subscription. */
  readonly on: { readonly [Name in EventName]: (listener: (payload: unknown) => void) => () => void }
}
