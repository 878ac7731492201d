import type { AppState } from '@shared/app-state'
import type { UndoState } from '@shared/library/undo'
import type { Credentials } from '../credentials/credentials'
import type { createDatabase } from '../db/create'
import type { Account } from '../generations/account/account'
import type { GenerationStore } from '../generations/domain/ports'
import type { Connectivity } from '../generations/engine/connectivity'
import type { Engine } from '../generations/engine/engine'
import type { HeldPresses } from '../generations/engine/held-presses'
import type { HotFolders } from '../hot-folder/hot-folders'
import type { FolderWatch } from '../library/folder/folder-watch'
import type { Library } from '../library/library'
import type { SettingsStore } from '../settings/settings-store'
import type { Sidecars } from '../sidecars/sidecars'
import type { Spending } from '../spending/spending'
import type { Updates } from '../updates/updates'
import type { AppPlatform } from './platform'

/** Returns everything small that the window shows, as it is now. */
export function gatherAppState(
  deps: Pick<AppPlatform, 'version' | 'name' | 'demo' | 'developmentBuild'> & {
    readonly credentials: Credentials
    readonly account: Account
    readonly spending: Spending
    readonly connectivity: Connectivity
    readonly settings: SettingsStore
    readonly watch: FolderWatch
    readonly library: Library
    readonly store: GenerationStore
    readonly engine: Engine
    readonly presses: HeldPresses
    readonly hotFolders: Pick<HotFolders, 'states'>
    readonly sidecars: Pick<Sidecars, 'progress' | 'left'>
    readonly updates: Pick<Updates, 'view'> | null
    readonly undoState: () => UndoState
    readonly database: Pick<ReturnType<typeof createDatabase>, 'writeHealth' | 'searchIndexing'>
  }
): Omit<AppState, 'revision' | 'notices'> {
  return {
    version: deps.version,
    platform: deps.name,
    demo: deps.demo,
    developmentBuild: deps.developmentBuild,
    key: deps.credentials.view(),
    balance: deps.account.balance(),
    committed: deps.spending.committed(),
    offline: deps.connectivity.offline,
    settings: deps.settings.current,
    library: {
      ...deps.watch.view(),
      reading: deps.library.reading,
      checking: deps.library.checking,
      indexing: deps.database.searchIndexing.progress,
      sidecars: { writing: deps.sidecars.progress, left: deps.sidecars.left }
    },
    counts: deps.store.counts(),
    undo: deps.undoState(),
    sending: { ...deps.engine.sending(), held: deps.presses.current() },
    hotFolders: [...deps.hotFolders.states],
    notWritable: deps.database.writeHealth.problem,
    updates: deps.updates?.view() ?? null
  }
}
