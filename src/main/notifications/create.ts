import type { AppState } from '@shared/app-state'
import type { GenerationId, GenerationView } from '@shared/generation'
import type { Disposables } from '../base/disposables'
import type { Signal } from '../base/signal'
import type { Logger } from '../logging/logger'
import { AwaitedClips } from './awaited-clips'
import type { Hold } from './news'
import { Notifier, type NotifierDeps } from './notifier'

/** Creates the notifications of clips that end and of sending that is held. */
export function createNotifications(
  deps: Pick<NotifierDeps, 'clock' | 'desktop'> & {
    readonly logger: Logger
    readonly name: AppState['platform']
    readonly settings: { readonly current: Pick<AppState['settings'], 'notifications'> }
    readonly firstPaint: { readonly done: Promise<void> }
    /** Returns the clips that the last run left in progress. */
    readonly inProgress: () => readonly GenerationView[]
    readonly clipChanged: Signal<GenerationView>
    readonly stateChanged: Signal<AppState>
    readonly cameToFront: Signal
    readonly showClip: (id: GenerationId) => void
    readonly disposables: Disposables
  }
): void {
  const { settings, clipChanged, stateChanged } = deps
  const notifier = new Notifier({
    ...deps,
    logger: deps.logger.child('notifications'),
    mode: () => settings.current.notifications,
    mayParseMarkup: deps.name === 'linux'
  })
  const awaited = new AwaitedClips()
  const noteClip = (clip: GenerationView): void => {
    const news = awaited.take(clip)
    if (news) notifier.noteClip(news)
  }
  // Nothing ends before this: the engine starts after the window's first paint, too.
  void deps.firstPaint.done.then(() => deps.inProgress().forEach(noteClip))
  clipChanged.on(noteClip)

  let held: Hold | null | undefined
  stateChanged.on((state) => {
    const hold = holdOf(state)
    if (hold !== null && held === null) notifier.noteHold(hold)
    held = hold
  })
  deps.cameToFront.on(notifier.clear)
  deps.disposables.add(notifier.clear)
}

/** Returns why requests wait until the user does something; null where they don't. */
function holdOf({ key, sending: { waiting, waitingForClick, heldFor } }: AppState): Hold | null {
  if (waiting === waitingForClick || key.status === 'reading') return null
  return heldFor === 'key' || heldFor === 'credit' || heldFor === 'library' ? heldFor : null
}
