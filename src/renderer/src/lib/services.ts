import { createContext } from 'svelte'
import type { Bridge } from '@shared/contract'
import type { UserActions } from './actions/user-actions'
import { createClient, type Client } from './api/client'
import { Announcer } from './managers/announcer.svelte'
import { AppManager } from './managers/app-manager.svelte'
import { Clock } from './managers/clock'
import { ComposerManager } from './managers/composer-manager.svelte'
import { ConfirmManager } from './managers/confirm-manager.svelte'
import { ErrorReporter } from './managers/error-reporter'
import { FinishedManager } from './managers/finished-manager.svelte'
import { GenerationActions } from './managers/generation-actions'
import { HandoffManager } from './managers/handoff-manager.svelte'
import { HoverPreview } from './managers/hover-preview'
import { LibraryManager } from './managers/library-manager.svelte'
import { PlayerManager } from './managers/player-manager.svelte'
import { PosterMaker } from './managers/poster-maker'
import { ProgressManager } from './managers/progress-manager'
import { SearchManager } from './managers/search-manager.svelte'
import { SelectionManager } from './managers/selection-manager.svelte'
import { ToastManager } from './managers/toast-manager.svelte'
import { WindowManager } from './managers/window-manager.svelte'
import { capturePoster } from './utils/capture-poster'

/** Everything that lives as long as the window does. */
export interface Services {
  readonly client: Client
  readonly app: AppManager
  readonly library: LibraryManager
  readonly search: SearchManager
  readonly selection: SelectionManager
  readonly composer: ComposerManager
  readonly progress: ProgressManager
  readonly finished: FinishedManager
  readonly player: PlayerManager
  readonly hover: HoverPreview
  readonly posters: PosterMaker
  readonly handoff: HandoffManager
  readonly actions: GenerationActions
  readonly toasts: ToastManager
  readonly errors: ErrorReporter
  readonly announcer: Announcer
  readonly confirm: ConfirmManager
  readonly window: WindowManager
  readonly clock: Clock
}

export const [getServices, setServices] = createContext<Services>()
export const [getUserActions, setUserActions] = createContext<UserActions>()

export function createServices(bridge: Bridge): Services {
  const client = createClient(bridge)
  const toasts = new ToastManager()
  const errors = new ErrorReporter(client, toasts)
  const app = new AppManager(client)
  const library = new LibraryManager(client)
  const selection = new SelectionManager(() => library.ids)
  const composer = new ComposerManager({
    client,
    errors,
    hasKey: () => app.canSend,
    created: (generations) => library.take(generations)
  })
  const actions = new GenerationActions({ client, errors, toasts, selection, find: (id) => library.find(id) })
  const posters = new PosterMaker({
    client,
    capture: capturePoster,
    candidates: () => library.list.rows
  })
  return {
    client,
    app,
    library,
    search: new SearchManager(library, selection, errors),
    selection,
    composer,
    actions,
    toasts,
    errors,
    posters,
    progress: new ProgressManager(client),
    finished: new FinishedManager(client),
    player: new PlayerManager(),
    hover: new HoverPreview(),
    handoff: new HandoffManager(client),
    announcer: new Announcer(),
    confirm: new ConfirmManager(),
    window: new WindowManager(),
    clock: new Clock()
  }
}
