import type { GenerationId } from '@shared/generation'
import type { Settings } from '@shared/settings'
import type { Clock } from '../base/clock'
import type { Logger } from '../logging/logger'
import { clipToShow, noNews, withClip, type ClipNews, type Hold, type News } from './news'
import { wordsFor, type NotificationWords } from './words'

/** News within this time is one notification: the clips of a press often end together. */
const gatherMs = 2_000
/** Longest time for showing one. On Linux the program stands still until the notification daemon answers. */
const patienceMs = 1_000

/** Notifications of the system. */
export interface NotificationDesktop {
  /** Returns whether the user is looking at the window. */
  isInFront(): boolean
  isScreenLocked(): boolean
  /** Returns whether the system can show one without holding up the program. */
  canNotify(): Promise<boolean>
  /** Shows a notification in place of the last one. A click brings the window to the front, then calls `onClick`. */
  notify(words: NotificationWords & { readonly isSilent: boolean }, onClick: () => void): void
  closeNotification(): void
}

export interface NotifierDeps {
  readonly clock: Clock
  readonly logger: Pick<Logger, 'warn'>
  readonly desktop: NotificationDesktop
  readonly mode: () => Settings['notifications']
  readonly mayParseMarkup: boolean
  readonly showClip: (id: GenerationId) => void
}

/** Notifies the user while the window is not in front: at most one notification, for everything since it was. */
export class Notifier {
  #news: News = noNews
  #isShown = false
  /** Asking the system again would hold up the program again. */
  #isTooSlow = false
  #cancelTimer: (() => void) | null = null

  constructor(private readonly deps: NotifierDeps) {}

  noteClip(clip: ClipNews): void {
    this.#note(withClip(this.#news, clip))
  }

  noteHold(hold: Hold): void {
    this.#note({ ...this.#news, hold })
  }

  /** Forgets all news: the user is looking at the window, or wants no notifications. */
  readonly clear = (): void => {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    this.#news = noNews
    if (this.#isShown && !this.#isTooSlow) this.deps.desktop.closeNotification()
    this.#isShown = false
  }

  #note(news: News): void {
    const { clock, desktop, mode } = this.deps
    if (this.#isTooSlow || mode() === 'off' || desktop.isInFront()) return
    this.#news = news
    this.#cancelTimer ??= clock.setTimer(gatherMs, () => {
      this.#cancelTimer = null
      void this.#show()
    })
  }

  async #show(): Promise<void> {
    const { clock, logger, desktop, mode, mayParseMarkup, showClip } = this.deps
    const canNotify = await desktop.canNotify()
    const news = this.#news
    if (news === noNews) return
    if (mode() === 'off' || desktop.isInFront()) return this.clear()
    if (!canNotify) return logger.warn('The system does not answer, so no notification is shown')
    const withPrompt = mode() === 'prompt' && !desktop.isScreenLocked()
    // Only the first makes a sound.
    const isSilent = this.#isShown
    this.#isShown = true
    const askedAtMs = clock.now()
    desktop.notify({ ...wordsFor(news, { withPrompt, mayParseMarkup }), isSilent }, () => {
      const id = clipToShow(news)
      if (id !== null) showClip(id)
    })
    const tookMs = clock.now() - askedAtMs
    if (tookMs <= patienceMs) return
    this.#isTooSlow = true
    logger.warn(`Showing a notification took ${tookMs} ms: none is shown before the next start`)
  }
}
