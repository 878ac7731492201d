import type { AppState } from '@shared/app-state'
import type { GenerationView, VideoId } from '@shared/generation'
import type { SettingsPatch } from '@shared/settings'
import type { CallInput, CallOutput, links } from '@shared/contract'
import type { Preset, Snippet } from '@shared/prompts/prompt-work'
import type { MeasuredPrice, SpendSummary } from '@shared/money/spend'
import type { Generation } from '../generations/domain/generation'
import type { Generations } from '../generations/commands'
import type { Handoff } from '../handoff/handoff'
import type { Posters } from '../library/folder/posters'
import type { Logger } from '../logging/logger'
import type { Models } from '../models/models'
import type { Handlers, MessageHandlers, Received } from './router'

/** What the calls of the window are answered with. */
export interface HandlerNeeds {
  readonly generations: Generations
  readonly handoff: Handoff
  readonly posters: Posters
  readonly logger: Logger
  readonly view: (generation: Generation) => GenerationView
  /** What pays, after whoever has to was asked. */
  readonly purchases: {
    create(input: Received<'generations.create'>): Promise<readonly Generation[]>
    release(input: Received<'generations.release'>): Promise<void>
    sendAgain(input: Received<'generations.sendAgain'>): Promise<Generation>
  }
  readonly appState: { current(): AppState; dismissNotice(code: string): void }
  readonly keys: {
    set(key: string): Promise<void>
    test(): Promise<void>
    remove(): Promise<void>
    retryKeychain(): Promise<void>
  }
  readonly settings: { update(patch: SettingsPatch): Promise<void> }
  readonly library: {
    choose(): Promise<boolean>
    open(): Promise<void>
    rebuild(): Promise<CallOutput<'library.rebuild'>>
    stopReading(): void
    locate(id: VideoId): Promise<boolean>
  }
  readonly models: Models
  readonly promptWork: {
    history(query: CallInput<'prompts.history'>): CallOutput<'prompts.history'>
    saved(): CallOutput<'presets.list'>
    savePreset(preset: Preset): void
    saveSnippet(snippet: Snippet): void
    remove(id: string): void
  }
  readonly spending: {
    summary(by: CallInput<'spend.summary'>['by']): SpendSummary
    measuredPrices(): MeasuredPrice[]
  }
  readonly draft: { get(): CallOutput<'draft.get'>; save(draft: CallInput<'draft.save'>): void }
  readonly app: {
    openLink(link: keyof typeof links): Promise<void>
    setDemo(demo: boolean): Promise<void>
    networkReturned(): void
    setPaused(paused: boolean): void
    posterSaved(generation: Generation): void
    /** A file is about to be shown. */
    fileIsUsed(id: VideoId): Promise<void>
  }
}

/** One handler for each call; nothing is decided here that a service could decide. */
export function createHandlers(needs: HandlerNeeds): Handlers {
  const { generations, handoff, purchases, view } = needs
  return {
    'app.state': () => needs.appState.current(),
    'app.openLink': ({ link }) => needs.app.openLink(link),
    'app.setDemo': ({ demo }) => needs.app.setDemo(demo),
    'app.networkReturned': () => needs.app.networkReturned(),
    'app.dismissNotice': ({ code }) => needs.appState.dismissNotice(code),
    'app.reportError': ({ message, stack }) => needs.logger.error(`The window: ${message}`, stack),

    'key.set': ({ key }) => needs.keys.set(key),
    'key.test': () => needs.keys.test(),
    'key.remove': () => needs.keys.remove(),
    'key.retryKeychain': () => needs.keys.retryKeychain(),
    'balance.refresh': () => generations.refreshBalance(),

    'settings.update': (patch) => needs.settings.update(patch),

    'library.chooseFolder': async () => ({ changed: await needs.library.choose() }),
    'library.openFolder': () => needs.library.open(),
    'library.rebuild': () => needs.library.rebuild(),
    'library.stopReading': () => needs.library.stopReading(),

    'draft.get': () => needs.draft.get(),
    'draft.save': (draft) => needs.draft.save(draft),

    'models.list': () => needs.models.sources(),
    'models.add': (model) => needs.models.add(model),
    'models.reinstate': ({ id }) => needs.models.reinstate(id),
    'models.remove': ({ id }) => needs.models.remove(id),
    'models.confirm': ({ id }) => needs.models.confirm(id),
    'models.refresh': async () => {
      await needs.models.refresh()
      return needs.models.sources()
    },

    'generations.create': async (input) => ({ generations: (await purchases.create(input)).map(view) }),
    'generations.page': (query) => {
      const { items, next } = generations.page(query)
      return { items: items.map(view), next }
    },
    'generations.get': ({ id }) => {
      const generation = generations.get(id)
      // It was selected: its files are about to be shown.
      for (const video of generation.videos) void needs.app.fileIsUsed(video.id)
      return { generation: view(generation), ...generations.detail(id) }
    },
    'generations.cancel': ({ ids }) => ({ cancelled: generations.cancel(ids) }),
    'generations.undoPress': ({ pressId }) => generations.undoPress(pressId),
    'generations.setHidden': ({ id, hidden }) => generations.setHidden(id, hidden),
    'generations.release': (input) => purchases.release(input),
    'generations.checkAgain': ({ id }) => generations.checkAgain(id),
    'generations.sendAgain': async (input) => ({ id: (await purchases.sendAgain(input)).id }),
    'generations.checkAccount': ({ id }) => generations.checkAccount(id),
    'generations.attachRemoteId': ({ id, remoteId }) => generations.attachRemoteId(id, remoteId),
    'generations.markNotSent': ({ id }) => generations.markNotSent(id),
    'generations.trash': ({ ids }) => generations.trash(ids),
    'generations.restore': ({ ids }) => generations.restore(ids),

    'videos.downloadAgain': ({ id }) => generations.downloadAgain(id),
    'videos.keepAnyway': ({ id }) => generations.keepAnyway(id),
    'videos.cannotBeShown': async ({ id }) => {
      // What another program made of the file says nothing about the one that was saved.
      await needs.app.fileIsUsed(id)
      const generation = generations.ofVideo(id)
      const video = generation.videos.find((one) => one.id === id)
      if (!video?.file || video.state !== 'saved') return
      needs.posters.noteUndecodable(id, video.file.sha256)
      needs.app.posterSaved(generation)
    },
    'videos.locate': async ({ id }) => ({ located: await needs.library.locate(id) }),
    'videos.savePoster': ({ id, jpeg }) => {
      const generation = generations.ofVideo(id)
      needs.posters.save(id, jpeg)
      needs.app.posterSaved(generation)
    },

    'prompts.history': (query) => needs.promptWork.history(query),
    'presets.list': () => needs.promptWork.saved(),
    'presets.save': (preset) => needs.promptWork.savePreset(preset),
    'snippets.save': (snippet) => needs.promptWork.saveSnippet(snippet),
    'presets.remove': ({ id }) => needs.promptWork.remove(id),

    'spend.summary': ({ by }) => needs.spending.summary(by),
    'prices.measured': () => ({ prices: needs.spending.measuredPrices() }),

    'sending.setPaused': ({ paused }) => needs.app.setPaused(paused),

    'handoff.copyPath': ({ ids }) => handoff.copyPath(ids),
    'handoff.copyPrompt': ({ id }) => handoff.copyText(generations.get(id).request.prompt),
    'handoff.copyEnhancedPrompt': ({ id }) =>
      handoff.copyText(generations.detail(id).enhancedPrompt ?? generations.get(id).request.prompt),
    'handoff.copyRequest': ({ id }) => handoff.copyText(JSON.stringify(generations.get(id).request, null, 2)),
    'handoff.copyReport': ({ id }) => handoff.copyText(generations.report(id)),
    'handoff.reveal': ({ id }) => handoff.reveal(id)
  }
}

export function createMessageHandlers({ handoff }: Pick<HandlerNeeds, 'handoff'>): MessageHandlers {
  return { 'handoff.drag': ({ ids }) => handoff.dragSync(ids) }
}
