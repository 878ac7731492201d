import type { GenerationView, VideoId } from '@shared/generation'
import type { AppPlatform } from './platform'
import type { AppStateSource } from './app-state'
import { composePurchases } from './compose-purchases'
import { Confirmations } from '../consent/confirmations'
import { keyQuestions, leaveDemoQuestion } from '../consent/questions'
import type { Credentials } from '../credentials/credentials'
import type { WritableDatabase } from '../db/connection/database'
import { recallDraft, rememberDraft } from '../db/tables/draft-memory'
import { promptHistory } from '../db/tables/prompt-queries'
import { removeSavedItem, savedItems, savePreset, saveSnippet } from '../db/tables/saved-item-table'
import { measuredPrices } from '../db/tables/spend-queries'
import type { Engine } from '../generations/engine/engine'
import type { Generation } from '../generations/domain/generation'
import type { Generations } from '../generations/commands'
import type { KeyEntry } from '../generations/account/key-entry'
import type { Handoff } from '../handoff/handoff'
import type { HandlerNeeds } from '../ipc/handlers'
import type { BelongingsFile } from '../library/journal/belongings'
import type { FileLocator } from '../library/recovery/locator'
import type { Library } from '../library/library'
import type { Posters } from '../library/folder/posters'
import type { Logger } from '../logging/logger'
import type { Models } from '../models/models'
import type { SettingsStore } from '../settings/settings-store'
import { capChangeQuestion } from '../spending/cap-change'
import type { Spending } from '../spending/spending'

/** Gives the handlers of the contract what they call. */
export function composeHandlerNeeds(needs: {
  readonly platform: Pick<AppPlatform, 'clock' | 'demo' | 'desktop' | 'restart'>
  readonly database: WritableDatabase
  readonly settings: SettingsStore
  readonly credentials: Credentials
  readonly engine: Engine
  readonly generations: Generations
  readonly keyEntry: KeyEntry
  readonly models: Models
  readonly belongings: BelongingsFile
  readonly spending: Spending
  readonly library: Library
  readonly locator: FileLocator
  readonly handoff: Handoff
  readonly posters: Posters
  readonly fileIsUsed: (id: VideoId) => Promise<void>
  readonly state: AppStateSource
  readonly view: (generation: Generation) => GenerationView
  readonly announce: (generation: Generation) => void
  readonly logger: Logger
}): HandlerNeeds {
  const { platform, database, settings, credentials, engine, keyEntry, belongings, spending, library } = needs
  const confirmations = new Confirmations({
    ask: (confirmation) => platform.desktop.confirm(confirmation),
    clock: platform.clock
  })
  return {
    generations: needs.generations,
    models: needs.models,
    handoff: needs.handoff,
    posters: needs.posters,
    logger: needs.logger,
    view: needs.view,
    purchases: composePurchases({ ...needs, confirmations, isFree: platform.demo, clock: platform.clock }),
    appState: needs.state,
    keys: {
      set: async (key) => {
        if (credentials.view().status === 'present') await confirmations.require(keyQuestions.replace)
        await keyEntry.set(key)
      },
      test: () => keyEntry.test(),
      remove: async () => {
        await confirmations.require(keyQuestions.remove)
        await keyEntry.remove()
      },
      retryKeychain: () => credentials.retryKeychain()
    },
    settings: {
      update: async (patch) => {
        const question = capChangeQuestion(settings.current, patch)
        if (question) await confirmations.require(question)
        settings.update(patch)
        engine.wake()
      }
    },
    library: {
      choose: () => library.choose(),
      open: () => library.open(),
      rebuild: async () => {
        const report = await library.rebuild()
        engine.wake()
        return { ...report, unreadableNames: [...report.unreadableNames] }
      },
      stopReading: () => library.stopReading(),
      locate: (id) => needs.locator.locate(id)
    },
    promptWork: {
      history: (query) => promptHistory(database, query),
      saved: () => savedItems(database),
      savePreset: (preset) => belongings.change(() => savePreset(database, preset)),
      saveSnippet: (snippet) => belongings.change(() => saveSnippet(database, snippet)),
      remove: (id) => belongings.change(() => removeSavedItem(database, id))
    },
    spending: {
      summary: (by) => spending.summary(by),
      measuredPrices: () => measuredPrices(database)
    },
    draft: {
      get: () => recallDraft(database),
      save: (draft) => rememberDraft(database, draft)
    },
    app: {
      openLink: (link) => platform.desktop.openLink(link),
      setDemo: async (demo) => {
        if (platform.demo && !demo) await confirmations.require(leaveDemoQuestion)
        platform.restart(demo)
      },
      networkReturned: () => engine.retryNow(),
      setPaused: (sendingPaused) => {
        settings.update({ sendingPaused })
        engine.wake()
      },
      posterSaved: needs.announce,
      fileIsUsed: needs.fileIsUsed
    }
  }
}
