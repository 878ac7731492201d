import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import type { Settings } from '@shared/settings'
import { FakeClock, settle } from '../base/testing/fake-clock'
import type { ClipNews } from './news'
import { Notifier } from './notifier'

/** A desktop that shows one notification at a time. */
class FakeNotifications {
  isFront = false
  isLocked = false
  answer = Promise.resolve(true)
  shown: { readonly title: string; readonly isSilent: boolean; readonly click: () => void } | null = null
  count = 0
  closed = 0
  /** Time for which the daemon holds up the program. */
  takesMs = 0
  isInFront = (): boolean => this.isFront
  isScreenLocked = (): boolean => this.isLocked
  canNotify = (): Promise<boolean> => this.answer
  notify = ({ title, isSilent }: { title: string; isSilent: boolean }, click: () => void): void => {
    this.shown = { title, isSilent, click }
    this.count += 1
    clock.advance(this.takesMs)
  }
  closeNotification = (): void => {
    this.closed += 1
    this.shown = null
  }
}

let clock: FakeClock
let desktop: FakeNotifications
let mode: Settings['notifications']
let notifier: Notifier
let followed: GenerationId[]
let warnings: string[]
beforeEach(() => {
  clock = new FakeClock()
  desktop = new FakeNotifications()
  mode = 'brief'
  followed = []
  warnings = []
  notifier = new Notifier({
    clock,
    logger: { warn: (message) => void warnings.push(message) },
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
const later = (): Promise<void> => clock.run(5_000)

it('shows a notification, and a click on it goes to the clip', async () => {
  const ready = clip()
  notifier.noteClip(ready)
  await later()
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

it('is quiet when the user comes back before it is shown', async () => {
  notifier.noteClip(clip())
  desktop.isFront = true
  await later()
  expect(desktop.count).toBe(0)
  desktop.isFront = false
  notifier.noteClip(clip())
  await later()
  expect(desktop.shown?.title).toBe('Your clip is ready')
})

it('makes one notification of several clips', async () => {
  for (let index = 0; index < 64; index += 1) notifier.noteClip(clip())
  await later()
  expect(desktop.count).toBe(1)
  expect(desktop.shown?.title).toBe('64 clips are ready')
})

it('replaces a notification without another sound, and counts on', async () => {
  notifier.noteClip(clip())
  await later()
  notifier.noteClip(clip())
  await later()
  expect(desktop.shown).toMatchObject({ title: '2 clips are ready', isSilent: true })
})

it('goes to the clip that needs the user before the one that is ready', async () => {
  const needing = clip('needs_you')
  notifier.noteClip(needing)
  notifier.noteClip(clip())
  await later()
  desktop.shown?.click()
  expect(followed).toEqual([needing.id])
})

it('counts a clip that needed the user and became ready once', async () => {
  const ready = clip()
  notifier.noteClip({ ...ready, kind: 'needs_you' })
  notifier.noteClip(ready)
  await later()
  expect(desktop.shown?.title).toBe('Your clip is ready')
})

it('takes the notification back and forgets the news when the user comes back', async () => {
  notifier.noteClip(clip())
  await later()
  notifier.clear()
  expect(desktop.shown).toBeNull()
  notifier.noteClip(clip())
  await later()
  expect(desktop.shown?.title).toBe('Your clip is ready')
})

it('shows nothing where the user turned notifications off', async () => {
  mode = 'off'
  notifier.noteClip(clip())
  notifier.noteHold('credit')
  await later()
  expect(desktop.count).toBe(0)
})

it('shows a prompt only where the user wants it, and never on a locked screen', async () => {
  mode = 'prompt'
  notifier.noteClip(clip())
  await later()
  expect(desktop.shown?.title).toBe('a gull')
  notifier.clear()
  desktop.isLocked = true
  notifier.noteClip(clip())
  await later()
  expect(desktop.shown?.title).toBe('Your clip is ready')
})

it('brings only the window to the front where sending is held', async () => {
  notifier.noteHold('credit')
  await later()
  expect(desktop.shown?.title).toBe('Sending is on hold')
  desktop.shown?.click()
  expect(followed).toEqual([])
})

it('leaves a system alone that holds up the program [F69]', async () => {
  desktop.takesMs = 1_000
  notifier.noteClip(clip())
  await later()
  notifier.clear()
  expect([desktop.count, desktop.closed, warnings]).toEqual([1, 1, []])
  desktop.takesMs = 25_000
  notifier.noteClip(clip())
  await later()
  notifier.noteClip(clip())
  await later()
  notifier.clear()
  expect([desktop.count, desktop.closed]).toEqual([2, 1])
  expect(warnings).toEqual(['Showing a notification took 25000 ms: none is shown before the next start'])
})

it('asks no system that does not answer, and tells all once it does [F69]', async () => {
  desktop.answer = Promise.resolve(false)
  notifier.noteClip(clip())
  await later()
  expect([desktop.count, warnings.length]).toEqual([0, 1])
  desktop.answer = Promise.resolve(true)
  notifier.noteClip(clip())
  await later()
  expect(desktop.shown?.title).toBe('2 clips are ready')
})

it('shows nothing to a user who comes back before the system answers', async () => {
  let answer = (_canNotify: boolean): void => undefined
  desktop.answer = new Promise((resolve) => (answer = resolve))
  notifier.noteClip(clip())
  await later()
  notifier.clear()
  answer(true)
  await settle()
  expect(desktop.count).toBe(0)
})
