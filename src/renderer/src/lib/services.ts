import { createContext } from 'svelte'
import type { PlannedRequest } from '@shared/batch/batch-plan'
import type { Bridge } from '@shared/contract'
import { coverageOf, type Coverage } from '@shared/money/funds'
import type { UserActions } from './actions/user-actions'
import { createClient, type Client } from './api/client'
import { Announcer } from './state/window/announcer.svelte'
import { AppManager } from './state/window/app-manager.svelte'
import { BatchManager } from './state/library/batch-manager.svelte'
import { Clock } from './state/window/clock'
import { ComposerManager } from './state/composer/composer-manager.svelte'
import { AnnotationActions } from './state/curation/annotation-actions'
import { BoardManager } from './state/curation/board-manager.svelte'
import { EditsManager } from './state/curation/edits-manager.svelte'
import { ItemsManager } from './state/curation/items-manager.svelte'
import { TagsManager } from './state/curation/tags-manager.svelte'
import { UndoActions } from './state/curation/undo-actions'
import { ConfirmManager } from './state/window/confirm-manager.svelte'
import { EditorCopyManager } from './state/editor-copies/editor-copy-manager.svelte'
import { ErrorReporter } from './state/window/error-reporter'
import { FirstPaint } from './state/window/first-paint.svelte'
import { FinishedManager } from './state/library/queue/finished-manager.svelte'
import { GenerationActions } from './state/library/generation-actions'
import { HandoffManager } from './state/player/handoff-manager.svelte'
import { HoverPreview } from './state/pictures/hover-preview'
import { ImportManager } from './state/library/import-manager.svelte'
import { LibraryManager } from './state/library/library-manager.svelte'
import { ModelsManager } from './state/models/models-manager.svelte'
import { PlayerManager } from './state/player/player-manager.svelte'
import { PictureCapture } from './state/pictures/capture/picture-capture'
import { PictureMaker } from './state/pictures/picture-maker'
import { PressManager } from './state/composer/press/press-manager.svelte'
import { PriceManager } from './state/models/price-manager.svelte'
import { ProgressManager } from './state/library/queue/progress-manager'
import { PromptHistory } from './state/composer/prompt-history.svelte'
import { ReviewManager } from './state/composer/press/review-manager.svelte'
import { SavedManager } from './state/composer/saved-manager.svelte'
import { SavedSearches } from './state/curation/saved-searches.svelte'
import { SearchManager } from './state/search/search-manager.svelte'
import { SelectionManager } from './state/library/selection-manager.svelte'
import { CopyManager } from './state/library/copy-manager.svelte'
import { RenameManager } from './state/library/rename-manager.svelte'
import { TrashManager } from './state/library/trash-manager.svelte'
import { ToastManager } from './state/window/toast-manager.svelte'
import { ClipMarks } from './state/player/clip-marks.svelte'
import { FrameSaver } from './state/player/frame-saver'
import { CompareManager } from './state/compare/compare-manager.svelte'
import { TimelineManager } from './state/timelines/timeline-manager.svelte'
import { ViewerManager } from './state/viewer/viewer-manager.svelte'
import { ViewMemory } from './state/library/view-memory'
import { WindowManager } from './state/window/window-manager.svelte'

/** State and commands that live as long as the window. */
export interface Services {
  readonly client: Client
  readonly app: AppManager
  readonly library: LibraryManager
  readonly batches: BatchManager
  readonly search: SearchManager
  readonly selection: SelectionManager
  readonly models: ModelsManager
  readonly prices: PriceManager
  readonly composer: ComposerManager
  readonly press: PressManager
  readonly review: ReviewManager
  readonly history: PromptHistory
  readonly saved: SavedManager
  readonly progress: ProgressManager
  readonly finished: FinishedManager
  readonly player: PlayerManager
  readonly marks: ClipMarks
  readonly frames: FrameSaver
  readonly viewer: ViewerManager
  readonly timelines: TimelineManager
  readonly compare: CompareManager
  readonly hover: HoverPreview
  readonly pictures: PictureMaker
  readonly handoff: HandoffManager
  readonly savedSearches: SavedSearches
  readonly actions: GenerationActions
  readonly items: ItemsManager
  readonly edits: EditsManager
  readonly annotations: AnnotationActions
  readonly undo: UndoActions
  readonly tags: TagsManager
  readonly trash: TrashManager
  readonly rename: RenameManager
  readonly copies: CopyManager
  readonly editorCopies: EditorCopyManager
  readonly imports: ImportManager
  readonly board: BoardManager
  readonly toasts: ToastManager
  readonly errors: ErrorReporter
  readonly announcer: Announcer
  readonly confirm: ConfirmManager
  readonly window: WindowManager
  readonly firstPaint: FirstPaint
  readonly viewMemory: ViewMemory
  readonly clock: Clock
}

export const [getServices, setServices] = createContext<Services>()
export const [getUserActions, setUserActions] = createContext<UserActions>()

export function createServices(bridge: Bridge): Services {
  const client = createClient(bridge)
  const toasts = new ToastManager()
  const errors = new ErrorReporter(client, toasts)
  const app = new AppManager(client, errors)
  const firstPaint = new FirstPaint(client)
  const library: LibraryManager = new LibraryManager({
    client,
    painted: firstPaint.done,
    onError: (error) => errors.report(error, 'Couldn’t read the clips'),
    priceOf: (request) => prices.of(request),
    isTable: () => app.isLoaded && app.state.settings.tileSize === 'list'
  })
  const selection = new SelectionManager(() => library.clips)
  const models = new ModelsManager(client, () => app.isLoaded && app.state.demo)
  const prices = new PriceManager(client, errors, models)
  const composer = new ComposerManager({
    client,
    errors,
    models,
    prices,
    hasKey: () => app.canSend,
    isLibraryNewer: () => app.isLibraryNewer
  })
  const parts = new WindowManager()
  const coverage = (requests: readonly PlannedRequest[]): Coverage | null =>
    coverageOf(
      requests.map(({ price }) => price),
      app.funds
    )
  const review = new ReviewManager({
    plan: () => (composer.plan.batch.ok ? composer.plan.batch.value : null),
    coverage
  })
  const press = new PressManager({
    client,
    errors,
    composer,
    limits: () => app.state.settings,
    openPreview: () => parts.open('preview'),
    created: (generations) => library.take(generations),
    held: () => (app.isLoaded ? app.state.sending.held : []),
    toasts,
    review,
    coverage
  })
  const confirm = new ConfirmManager()
  const undo = new UndoActions({
    client,
    errors,
    toasts,
    state: () => (app.isLoaded ? app.state.undo : null),
    // The viewer goes through what was selected when it opened.
    select: (ids) => viewer.isOpen || selection.selectThese(ids)
  })
  const items = new ItemsManager(client, errors)
  const annotations = new AnnotationActions({ client, errors, items, undo })
  const actions = new GenerationActions({
    client,
    errors,
    confirm,
    toasts,
    selection,
    undo
  })
  const board = new BoardManager({
    client,
    errors,
    items,
    project: () => (app.isLoaded ? app.state.settings.currentProject : null)
  })
  const pictures = new PictureMaker({
    client,
    capturer: new PictureCapture((error) => errors.log(error)),
    candidates: () => [...board.visible, ...library.rows.wanted],
    onError: (error) => errors.log(error)
  })
  const reducedMotion = window.matchMedia('(prefers-reduced-motion: reduce)')
  const hover = new HoverPreview({
    onUnreadableStrip: (id) => pictures.remake(id, 'strip'),
    reducesMotion: () => reducedMotion.matches
  })
  const player = new PlayerManager()
  const viewer = new ViewerManager({
    clips: () => library.clips,
    find: (id) => library.find(id),
    selection,
    readBatch: async (id) => {
      const { items } = await client.call('generations.batch', { id })
      return items.filter(({ deletedAtMs }) => deletedAtMs === null)
    },
    onOpen: () => hover.leave(),
    onClose: () => parts.callGrid(),
    setFullScreen: (isFull) =>
      void errors.attempt('Couldn’t change to full screen', () =>
        client.call('app.setFullScreen', { isFull })
      ),
    onError: (error) => errors.log(error)
  })
  return {
    client,
    app,
    library,
    batches: new BatchManager(client, (error) => errors.log(error)),
    search: new SearchManager({ library, selection, errors, leaveBoard: () => app.leaveBoard() }),
    selection,
    models,
    prices,
    composer,
    press,
    review,
    history: new PromptHistory(client, errors),
    saved: new SavedManager(client),
    actions,
    items,
    edits: new EditsManager({ client, errors, toasts, undo }),
    savedSearches: new SavedSearches({ client, items, undo, openDialog: () => parts.open('saved_searches') }),
    annotations,
    undo,
    tags: new TagsManager(client, errors),
    trash: new TrashManager({ client, errors, toasts }),
    copies: new CopyManager({ client, errors, toasts }),
    editorCopies: new EditorCopyManager({
      client,
      errors,
      toasts,
      openDialog: () => parts.open('editor_copies')
    }),
    rename: new RenameManager({
      client,
      errors,
      toasts,
      openDialog: () => parts.open('rename'),
      closeDialog: () => parts.panel === 'rename' && parts.close()
    }),
    imports: new ImportManager({
      client,
      errors,
      toasts,
      show: ([id]) => id && selection.select(id),
      showProblems: () => parts.open('import_problems')
    }),
    board,
    toasts,
    errors,
    pictures,
    progress: new ProgressManager(client),
    finished: new FinishedManager(client),
    player,
    marks: new ClipMarks({
      stored: (id) => library.find(id)?.annotations,
      write: (id, { inMs, outMs }) => annotations.set([id], { inMs, outMs })
    }),
    frames: new FrameSaver({ client, errors, player, toasts }),
    viewer,
    timelines: new TimelineManager({
      client,
      errors,
      toasts,
      options: () => app.state.settings.timeline,
      saveOptions: (timeline) => app.saveSettings({ timeline }),
      onOpen: () => parts.open('timeline'),
      onSaved: () => parts.close()
    }),
    compare: new CompareManager({
      find: (id) => library.find(id),
      isLooping: () => app.state.settings.loop,
      onOpen: () => hover.leave(),
      onClose: () => viewer.isOpen || parts.callGrid()
    }),
    hover,
    handoff: new HandoffManager(client),
    announcer: new Announcer(),
    confirm,
    window: parts,
    firstPaint,
    viewMemory: new ViewMemory(window.sessionStorage),
    clock: new Clock()
  }
}
