import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import type { Settings } from '@shared/settings'
import { FakeClock } from '../base/testing/fake-clock'
import type { ClipNews } from './news'
import { Notifier } from './notifier'

/** A desktop that shows one notification at a time. */
class FakeNotifications {
  isFront = false
  isLocked = false
  shown: { readonly title: string; readonly isSilent: boolean; readonly click: () => void } | null = null
  count = 0
  isInFront = (): boolean => this.isFront
  isScreenLocked = (): boolean => this.isLocked
  notify = ({ title, isSilent }: { title: string; isSilent: boolean }, click: () => void): void => {
    this.shown = { title, isSilent, click }
    this.count += 1
  }
  closeNotification = (): void => {
    this.shown = null
  }
}

let clock: FakeClock
let desktop: FakeNotifications
let mode: Settings['notifications']
let notifier: Notifier
let followed: GenerationId[]
beforeEach(() => {
  clock = new FakeClock()
  desktop = new FakeNotifications()
  mode = 'brief'
  followed = []
  notifier = new Notifier({
    clock,
    desktop,
    mode: () => mode,
    mayParseMarkup: true,
    showClip: (id) => followed.push(id)
  })
})

const clip = (kind: ClipNews['kind'] = 'ready'): ClipNews => ({
  kind,
  id: randomUUID() as GenerationId,
  prompt: 'a gull'
})
const later = (): void => clock.advance(5_000)

it('shows a notification, and a click on it goes to the clip', () => {
  const ready = clip()
  notifier.noteClip(ready)
  later()
  expect(desktop.shown).toMatchObject({ title: 'Your clip is ready', isSilent: false })
  desktop.shown?.click()
  expect(followed).toEqual([ready.id])
})

it('is quiet while the window is in front', () => {
  desktop.isFront = true
  notifier.noteClip(clip())
  expect(clock.pending).toBe(0)
  expect(desktop.count).toBe(0)
})

it('is quiet when the user comes back before it is shown', () => {
  notifier.noteClip(clip())
  desktop.isFront = true
  later()
  expect(desktop.count).toBe(0)
  desktop.isFront = false
  notifier.noteClip(clip())
  later()
  expect(desktop.shown?.title).toBe('Your clip is ready')
})

it('makes one notification of several clips', () => {
  for (let index = 0; index < 64; index += 1) notifier.noteClip(clip())
  later()
  expect(desktop.count).toBe(1)
  expect(desktop.shown?.title).toBe('64 clips are ready')
})

it('replaces a notification without another sound, and counts on', () => {
  notifier.noteClip(clip())
  later()
  notifier.noteClip(clip())
  later()
  expect(desktop.shown).toMatchObject({ title: '2 clips are ready', isSilent: true })
})

it('goes to the clip that needs the user before the one that is ready', () => {
  const needing = clip('needs_you')
  notifier.noteClip(needing)
  notifier.noteClip(clip())
  later()
  desktop.shown?.click()
  expect(followed).toEqual([needing.id])
})

it('counts a clip that needed the user and became ready once', () => {
  const ready = clip()
  notifier.noteClip({ ...ready, kind: 'needs_you' })
  notifier.noteClip(ready)
  later()
  expect(desktop.shown?.title).toBe('Your clip is ready')
})

it('takes the notification back and forgets the news when the user comes back', () => {
  notifier.noteClip(clip())
  later()
  notifier.clear()
  expect(desktop.shown).toBeNull()
  notifier.noteClip(clip())
  later()
  expect(desktop.shown?.title).toBe('Your clip is ready')
})

it('shows nothing where the user turned notifications off', () => {
  mode = 'off'
  notifier.noteClip(clip())
  notifier.noteHold('credit')
  later()
  expect(desktop.count).toBe(0)
})

it('shows a prompt only where the user wants it, and never on a locked screen', () => {
  mode = 'prompt'
  notifier.noteClip(clip())
  later()
  expect(desktop.shown?.title).toBe('a gull')
  notifier.clear()
  desktop.isLocked = true
  notifier.noteClip(clip())
  later()
  expect(desktop.shown?.title).toBe('Your clip is ready')
})

it('brings only the window to the front where sending is held', () => {
  notifier.noteHold('credit')
  later()
  expect(desktop.shown?.title).toBe('Sending is on hold')
  desktop.shown?.click()
  expect(followed).toEqual([])
})
