import type { GenerationId } from '@shared/generation'
import type { Settings } from '@shared/settings'
import type { Clock } from '../base/clock'
import { clipToShow, noNews, withClip, type ClipNews, type Hold, type News } from './news'
import { wordsFor, type NotificationWords } from './words'

/** News within this time is one notification: the clips of a press often end together. */
const gatherMs = 2_000

/** Notifications of the system. */
export interface NotificationDesktop {
  /** Returns whether the user is looking at the window. */
  isInFront(): boolean
  isScreenLocked(): boolean
  /** Shows a notification in place of the last one. A click brings the window to the front, then calls `onClick`. */
  notify(words: NotificationWords & { readonly isSilent: boolean }, onClick: () => void): void
  closeNotification(): void
}

export interface NotifierDeps {
  readonly clock: Clock
  readonly desktop: NotificationDesktop
  readonly mode: () => Settings['notifications']
  readonly mayParseMarkup: boolean
  readonly showClip: (id: GenerationId) => void
}

/** Notifies the user while the window is not in front: at most one notification, for everything since it was. */
export class Notifier {
  #news: News = noNews
  #isShown = false
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
    if (this.#isShown) this.deps.desktop.closeNotification()
    this.#isShown = false
  }

  #note(news: News): void {
    const { clock, desktop, mode } = this.deps
    if (mode() === 'off' || desktop.isInFront()) return
    this.#news = news
    this.#cancelTimer ??= clock.setTimer(gatherMs, () => {
      this.#cancelTimer = null
      this.#show()
    })
  }

  #show(): void {
    const { desktop, mode, mayParseMarkup, showClip } = this.deps
    if (mode() === 'off' || desktop.isInFront()) return this.clear()
    const news = this.#news
    const withPrompt = mode() === 'prompt' && !desktop.isScreenLocked()
    // Only the first makes a sound.
    const isSilent = this.#isShown
    this.#isShown = true
    desktop.notify({ ...wordsFor(news, { withPrompt, mayParseMarkup }), isSilent }, () => {
      const id = clipToShow(news)
      if (id !== null) showClip(id)
    })
  }
}
