import { findModel } from '@shared/catalogue/models'
import type { AppState } from '@shared/app-state'
import { pageLimit } from '@shared/library/queries'
import type {
  Bridge,
  CallName,
  CallOutput,
  Envelope,
  EventName,
  EventPayload,
  MessageInput,
  MessageName
} from '@shared/contract'
import type { GenerationId, GenerationView, VideoView } from '@shared/generation'
import type { EditView } from '@shared/library/edits'
import { listingEntry } from '@shared/library/listing'
import { packListing } from '@shared/testing/pack-listing'
import { isShown, viewNames, views } from '@shared/library/views'
import { matchesSearch } from '@shared/search/match-search'
import { parseSearch } from '@shared/search/parse-search'
import { ProblemError, type Problem } from '@shared/problem'
import { fakeAppState, fakeGeneration } from './fake-rows'
import { FakeCurationState, type FakeCuration } from './fake-curation'
import { savedHandlers, type FakeHandlers, type FakeSaved } from './fake-saved'

/** A main process inside the page: keeps rows and settings, and answers like the real one. */
export class FakeBridge implements FakeSaved, FakeCuration {
  readonly curation: FakeCurationState = new FakeCurationState(this)
  state: AppState
  rows: GenerationView[]
  draft: CallOutput<'draft.get'> = { draft: null, table: null }
  models: CallOutput<'models.list'> = { custom: [], listing: null, withdrawn: [], unconfirmed: [] }
  saved: CallOutput<'presets.list'> = { presets: [], snippets: [] }
  measured: CallOutput<'prices.measured'>['prices'] = []
  edits: EditView[] = []
  diagnostics: CallOutput<'help.diagnostics'> = { text: 'Dailies: 0.0.0\n', crashReports: 0 }
  /** How many requests of a held press were sent before it is undone. */
  sentOfHeld = 0
  /** All calls, in order. */
  readonly calls: { readonly name: CallName; readonly input: unknown }[] = []
  readonly sent: { readonly name: MessageName; readonly input: MessageInput<MessageName> }[] = []
  /** Names of dropped files, in order. */
  readonly dropped: string[] = []
  readonly #listeners = new Map<EventName, Set<(payload: unknown) => void>>()
  readonly #failures = new Map<CallName, Problem>()
  readonly #gates = new Map<CallName, Promise<void>>()

  constructor(rows: readonly GenerationView[] = [], state: Partial<AppState> = {}) {
    this.rows = rows.toSorted((a, b) => b.createdAtUs - a.createdAtUs)
    this.state = { ...fakeAppState(state), counts: this.#counts() }
  }

  /** Makes the next call of this name fail. */
  fail(name: CallName, problem: Problem): void {
    this.#failures.set(name, problem)
  }

  /** Holds back the answers of one call until the returned function is called. */
  hold(name: CallName): () => void {
    let open = (): void => undefined
    this.#gates.set(name, new Promise((resolve) => (open = resolve)))
    return () => {
      this.#gates.delete(name)
      open()
    }
  }

  emit<Name extends EventName>(name: Name, payload: EventPayload<Name>): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(payload)
  }

  /** Changes a row as the engine does: a new revision and an event. */
  update(id: string, changes: Partial<GenerationView>): GenerationView {
    const index = this.rows.findIndex((row) => row.id === id)
    const before = this.rows[index]
    if (!before) {
      throw new ProblemError({ code: 'not_found', message: 'It is not there any more.', retryable: false })
    }
    const row = { ...before, revision: before.revision + 1, ...changes }
    this.rows = this.rows.with(index, row)
    this.emit('generation.changed', row)
    this.setState({})
    return row
  }

  add(row: GenerationView): void {
    this.rows = [row, ...this.rows].toSorted((a, b) => b.createdAtUs - a.createdAtUs)
    this.emit('generation.changed', row)
    this.setState({})
  }

  setState(changes: Partial<AppState>): void {
    this.state = {
      ...this.state,
      ...changes,
      revision: this.state.revision + 1,
      counts: this.#counts()
    }
    this.emit('app.changed', this.state)
  }

  readonly bridge: Bridge = {
    call: this.#each((name: CallName) => (input: unknown) => this.#answer(name, input)),
    send: this.#each((name: MessageName) => (input: unknown) => {
      this.sent.push({ name, input: input as MessageInput<MessageName> })
    }),
    dropped: (files) => void this.dropped.push(...files.map((file) => (file as File).name)),
    on: this.#each((name: EventName) => (listener: (payload: unknown) => void) => {
      const listeners = this.#listeners.get(name) ?? new Set()
      this.#listeners.set(name, listeners.add(listener))
      return () => listeners.delete(listener)
    })
  }

  readonly #handlers: FakeHandlers = {
    'app.state': () => this.state,
    'app.openLink': () => ({}),
    'app.setFullScreen': () => ({}),
    'app.setDemo': ({ demo }) => this.#set({ demo }),
    'app.networkReturned': () => ({}),
    'app.dismissNotice': ({ code }) =>
      this.#set({ notices: this.state.notices.filter((notice) => notice.code !== code) }),
    'app.reportError': () => ({}),
    'key.set': () => this.#set({ key: { ...this.state.key, status: 'present' } }),
    'key.test': () => ({}),
    'key.remove': () => this.#set({ key: { ...this.state.key, status: 'absent' } }),
    'key.retryKeychain': () => this.#set({ key: { ...this.state.key, problem: null, keptIn: 'keychain' } }),
    'balance.refresh': () => ({}),
    'settings.update': (patch) =>
      this.#set({ settings: { ...this.state.settings, ...(patch as Partial<AppState['settings']>) } }),
    'library.chooseFolder': () => ({ changed: false }),
    'library.openFolder': () => ({}),
    'library.rebuild': () => ({
      adopted: 2,
      known: this.rows.length,
      unreadable: 0,
      unreadableNames: [],
      withoutClip: 0,
      unreadableLines: 0
    }),
    'library.stopReading': () => ({}),
    ...savedHandlers(this),
    ...this.curation.handlers,
    'edits.list': () => ({ edits: this.edits.filter(({ isRemoved }) => !isRemoved) }),
    'edits.readAgain': () => ({ message: '“Film” uses 1 of your clips.' }),
    'edits.remove': ({ id }) => {
      const removed = this.edits.find((edit) => edit.id === id)
      if (removed) this.emit('edit.changed', { ...removed, isRemoved: true })
      return {}
    },
    'prompts.history': ({ text, before, limit }) => {
      const rows = this.rows.filter((row) => matchesSearch(row, parseSearch(text)))
      const older = rows.filter(({ createdAtUs }) => before === null || createdAtUs < before).slice(0, limit)
      return {
        prompts: older.map(({ request }) => ({ prompt: request.prompt, lastSentAtMs: 1, times: 1 })),
        next: older.length === limit ? (older.at(-1)?.createdAtUs ?? null) : null
      }
    },
    'prices.measured': () => ({ prices: this.measured }),
    'generations.create': ({ pressId, requests, places }) => {
      const generations = requests.map((request, index) =>
        fakeGeneration({
          request,
          batchId: pressId,
          place: places?.[index] ?? null,
          modelName: findModel(request.modelId)?.name ?? request.modelId,
          state: 'queued',
          createdAtUs: Date.now() * 1000 + requests.length - 1 - index,
          stateSinceMs: Date.now()
        })
      )
      for (const generation of generations) this.add(generation)
      return { generations }
    },
    'generations.page': ({ view, text, before, limit }) => {
      const matching = this.rows.filter(
        (row) => isShown(row, { view, text }) && row.createdAtUs < (before ?? Infinity)
      )
      const items = matching.slice(0, limit)
      return { items, next: matching.length > limit ? (items.at(-1)?.createdAtUs ?? null) : null }
    },
    'generations.list': ({ view, text, before, limit }) => {
      const shown = this.rows
        .filter((row) => row.createdAtUs < (before ?? Infinity) && isShown(row, { view, text }))
        .slice(0, limit)
      return { listing: packListing(shown.map(listingEntry)), items: limit > pageLimit ? [] : shown }
    },
    'generations.rows': ({ ids }) => ({ items: this.rows.filter(({ id }) => ids.includes(id)) }),
    'generations.batch': ({ id }) => {
      const { batchId } = this.#find(id)
      return { items: this.rows.filter((row) => row.batchId === batchId) }
    },
    'generations.get': ({ id }) => {
      const generation = this.#find(id)
      return {
        generation,
        events: [
          { atMs: generation.stateSinceMs, from: null, to: 'queued', why: '' },
          { atMs: generation.stateSinceMs + 1000, from: 'queued', to: generation.state, why: '' }
        ],
        enhancedPrompt: null
      }
    },
    'generations.cancel': ({ ids }) => {
      this.#changeAll(ids, { state: 'cancelled' })
      this.#undoable('Cancel clip', ids)
      return { cancelled: ids.length }
    },
    'generations.undoPress': ({ pressId }) => {
      const held = this.state.sending.held.filter((press) => press.pressId !== pressId)
      const undone = this.state.sending.held.find((press) => press.pressId === pressId)?.count ?? 0
      this.#set({ sending: { ...this.state.sending, held } })
      return { undone: undone - this.sentOfHeld, sent: this.sentOfHeld }
    },
    'generations.setHidden': ({ id, hidden }) => this.#change(id, { hidden }),
    'generations.release': ({ ids }) => this.#changeAll(ids, { waitingFor: null }),
    'generations.checkAgain': ({ id }) => this.#change(id, { state: 'processing', problem: null }),
    'generations.sendAgain': ({ id }) => {
      const again = fakeGeneration({
        request: this.#find(id).request,
        state: 'queued',
        resendOf: id as GenerationId,
        createdAtUs: Date.now() * 1000
      })
      this.add(again)
      return { id: again.id }
    },
    'generations.checkAccount': () => ({
      balanceBeforeMicrodollars: 50_000_000,
      sentSince: 0,
      runningHere: 0,
      candidates: [],
      candidatesLeftOut: 0,
      balanceNowMicrodollars: 48_080_000,
      queuedAtProvider: 1
    }),
    'generations.attachRemoteId': ({ id, remoteId }) => this.#change(id, { state: 'processing', remoteId }),
    'generations.markNotSent': ({ id }) => this.#change(id, { state: 'failed' }),
    'generations.trash': ({ ids }) => {
      const unsent = ids.filter((id) => this.#find(id).state === 'queued').length
      this.#changeAll(ids, { deletedAtMs: Date.now() })
      this.#undoable('Move clip to trash', ids)
      const usedIn = ids.flatMap((id) => this.#find(id).uses.map(({ edit }) => edit))
      return { unsent, usedIn: [...new Set(usedIn)] }
    },
    'generations.restore': ({ ids }) => {
      this.#restore(ids)
      return {}
    },
    'trash.size': () => ({ clips: 0, files: 0, bytes: 0, handedOff: 0, used: 0, usedIn: [] }),
    'trash.erase': () => ({ clips: 0, files: 0, bytes: 0, left: [] }),
    'videos.downloadAgain': () => ({}),
    'videos.keepAnyway': () => ({}),
    'videos.cannotBeShown': () => ({}),
    'videos.savePicture': ({ id, kind }) =>
      this.#changeVideo(id, kind === 'poster' ? { hasPoster: true } : { hasStrip: true }),
    'videos.forgetPicture': ({ id, kind }) =>
      this.#changeVideo(id, kind === 'poster' ? { hasPoster: false } : { hasStrip: false }),
    'frames.save': () => ({ fileName: 'clip 00-00-01-00.png' }),
    'frames.reveal': () => ({}),
    'sending.setPaused': ({ paused }) => this.#set({ sending: { ...this.state.sending, paused } }),
    'names.sample': ({ template }) => ({ name: `${template}.mp4` }),
    'names.plan': () => ({ count: 0, names: [], handedOff: 0, inEdits: 0, undoable: 0 }),
    'names.rename': () => ({ renamed: 0, left: 0, leftNames: [] }),
    'names.undoRename': () => ({ renamed: 0, left: 0, leftNames: [] }),
    'handoff.saveCopies': ({ ids }) => ({ saved: ids.length, left: 0, leftNames: [], isCancelled: false }),
    'handoff.cancelCopies': () => ({}),
    'handoff.revealCopies': () => ({}),
    'handoff.copyFiles': () => ({ copied: 'files' }),
    'handoff.copyPath': () => ({}),
    'handoff.copyPrompt': () => ({}),
    'handoff.copyLink': () => ({}),
    'handoff.copyReport': () => ({}),
    'updates.check': () => ({}),
    'updates.openPage': () => ({}),
    'updates.download': () => ({}),
    'updates.install': () => ({}),
    'updates.dismiss': () => ({}),
    'help.showLog': () => ({}),
    'help.showCrashReports': () => ({}),
    'help.diagnostics': () => this.diagnostics,
    'help.copyDiagnostics': () => ({}),
    'handoff.copyRequest': () => ({}),
    'handoff.copyEnhancedPrompt': () => ({}),
    'handoff.reveal': () => ({})
  }

  async #answer(name: CallName, input: unknown): Promise<Envelope<unknown>> {
    this.calls.push({ name, input })
    await this.#gates.get(name)
    const failure = this.#failures.get(name)
    if (failure) {
      this.#failures.delete(name)
      return { ok: false, error: failure }
    }
    try {
      const handler = this.#handlers[name] as ((input: unknown) => unknown) | undefined
      if (!handler) throw new Error(`The fake has no answer to ${name}`)
      return { ok: true, value: structuredClone(handler(input)) }
    } catch (error) {
      if (error instanceof ProblemError) return { ok: false, error: error.problem }
      throw error
    }
  }

  /** One function for each name of the contract, created on first use. */
  #each<Name extends string, Value>(make: (name: Name) => Value): Readonly<Record<Name, Value>> {
    return new Proxy({} as Record<Name, Value>, { get: (_target, name) => make(name as Name) })
  }

  #find(id: string): GenerationView {
    const row = this.rows.find((candidate) => candidate.id === id)
    if (row) return row
    throw new ProblemError({ code: 'not_found', message: 'It is not there any more.', retryable: false })
  }

  #set(changes: Partial<AppState>): Record<string, never> {
    this.setState(changes)
    return {}
  }

  #change(id: string, changes: Partial<GenerationView>): Record<string, never> {
    this.update(id, changes)
    return {}
  }

  #changeVideo(id: string, changes: Partial<VideoView>): Record<string, never> {
    const row = this.rows.find(({ videos }) => videos.some((video) => video.id === id))
    if (!row) return {}
    const videos = row.videos.map((video) => (video.id === id ? { ...video, ...changes } : video))
    return this.#change(row.id, { videos })
  }

  #changeAll(ids: readonly string[], changes: Partial<GenerationView>): Record<string, never> {
    for (const id of ids) this.update(id, changes)
    return {}
  }

  /** Returns how many were cancelled, and wait for a click. */
  #restore(ids: readonly string[]): number {
    const cancelled = ids.filter((id) => this.#find(id).state === 'cancelled')
    this.#changeAll(cancelled, { state: 'queued', waitingFor: 'click' })
    this.#changeAll(ids, { deletedAtMs: null })
    return cancelled.length
  }

  #undoable(name: string, ids: readonly string[]): void {
    this.curation.steps.push({
      name,
      undo: () => {
        const restored = ids.flatMap((id) => (this.#find(id).deletedAtMs === null ? [] : this.#find(id).id))
        return { changed: ids.length, unsent: this.#restore(ids), restored }
      }
    })
    this.setState({ undo: { undo: name, redo: null } })
  }

  #counts(): AppState['counts'] {
    const counts = viewNames.map((view) => [view, this.rows.filter(views[view].matches).length])
    return Object.fromEntries(counts) as AppState['counts']
  }
}
