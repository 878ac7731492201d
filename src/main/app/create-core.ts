import type { AppState } from '@shared/app-state'
import type { GenerationView, VideoId } from '@shared/generation'
import type { Item } from '@shared/library/items'
import type { Problem } from '@shared/problem'
import { Disposables } from '../base/disposables'
import { Signal } from '../base/signal'
import { Confirmations } from '../consent/confirmations'
import { RecentProblems } from '../help/recent-problems'
import { awakeDownloader } from '../downloads/awake-downloader'
import { isLoopback } from '../modelslab/transport/origin'
import { AppStateSource } from './app-state'
import { FirstPaint } from './first-paint'
import { UnsavedInput } from './unsaved-input'
import type { AppPlatform } from './platform'

type Emit = AppPlatform['emit']

/** Creates what several capabilities need before any of them exists. */
export function createCore(platform: AppPlatform) {
  const { clock } = platform
  const clipChanged = new Signal<GenerationView>()
  const clipsChanged = new Signal()
  const itemChanged = new Signal<Item>()
  const rowsAdded = new Signal()
  const stateChanged = new Signal<AppState>()
  const emit: Emit = (name, payload) => {
    platform.emit(name, payload)
    if (name === 'generation.changed') clipChanged.fire(payload as GenerationView)
    if (name === 'item.changed' || name === 'library.changed') clipsChanged.fire()
    if (name === 'item.changed') itemChanged.fire(payload as Item)
    if (name === 'library.changed') rowsAdded.fire()
    if (name === 'app.changed') stateChanged.fire(payload as AppState)
  }
  const quitting = new AbortController()
  const state = new AppStateSource({ clock, emit: (current) => emit('app.changed', current) })
  const recentProblems = new RecentProblems(clock)
  const disposables = new Disposables()
  const firstPaint = new FirstPaint({ clock, isExpected: platform.showsWindow })
  disposables.add(firstPaint.dispose)
  return {
    ...platform,
    downloader: awakeDownloader(platform.downloader, (isNeeded) => platform.desktop.keepAwake(isNeeded)),
    emit,
    /** Fires with each clip that changed, once the window has it. */
    clipChanged,
    /** Fires when clips were imported, or an item changed that clips are in. */
    clipsChanged,
    itemChanged,
    /** Fires when clips were imported or removed. */
    rowsAdded,
    /** Fires with the app's state whenever the window gets it. */
    stateChanged,
    /** Fires when the user looks at the window. */
    cameToFront: new Signal(),
    disposables,
    firstPaint,
    unsavedInput: new UnsavedInput({ clock, askWindow: () => emit('app.closing', {}) }),
    /** Aborted when the app begins to quit. */
    shutdown: quitting.signal,
    beginShutdown: () => quitting.abort(),
    confirmations: new Confirmations({ ask: (question) => platform.desktop.confirm(question), clock }),
    state,
    recentProblems,
    notice: (notice: Problem) => {
      recentProblems.note(notice)
      state.addNotice(notice)
    },
    dismissNotice: state.dismissNotice,
    onChange: state.changed,
    onRowsAdded: () => emit('library.changed', {}),
    /** Fires when something may have become due. */
    wake: new Signal(),
    /** Skips all retry delays. */
    retryNow: new Signal(),
    videoUsed: new Signal<VideoId>(),
    loopbackAllowed: isLoopback(platform.apiOrigin)
  }
}
