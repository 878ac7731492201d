import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { GenerationId } from '@shared/generation'
import type { ClipNews, Hold } from './news'
import { wordsFor } from './words'

const clip = (kind: ClipNews['kind'], prompt = 'a gull over the sea'): ClipNews => ({
  kind,
  id: randomUUID() as GenerationId,
  prompt
})
const brief = { withPrompt: false, mayParseMarkup: true }
const withPrompt = { withPrompt: true, mayParseMarkup: true }
const words = (clips: readonly ClipNews[], hold: Hold | null = null) => wordsFor({ clips, hold }, brief)

it('tells of one clip without its prompt', () => {
  expect(words([clip('ready')])).toEqual({ title: 'Your clip is ready', body: 'Click to see it.' })
  expect(words([clip('needs_you')])).toEqual({ title: 'A clip needs you', body: 'Click to see why.' })
})

it.each([
  [['ready', 'ready'], '2 clips are ready'],
  [['needs_you', 'needs_you', 'needs_you'], '3 clips need you'],
  [['ready', 'needs_you'], '1 clip is ready, 1 needs you'],
  [['ready', 'ready', 'needs_you', 'needs_you'], '2 clips are ready, 2 need you']
] as const)('counts several clips: %j', (kinds, title) => {
  expect(words(kinds.map((kind) => clip(kind))).title).toBe(title)
})

it('says why nothing is sent', () => {
  expect(words([], 'credit')).toEqual({
    title: 'Sending is on hold',
    body: 'You’re out of credit. Add some to go on.'
  })
  expect(words([clip('ready')], 'key')).toEqual({
    title: 'Your clip is ready',
    body: 'Sending is on hold. Enter your ModelsLab key to go on.'
  })
})

it('shows the start of the prompt where the user wants it, never as markup', () => {
  const news = { clips: [clip('ready', `R&D <b>lab</b>\n${'long '.repeat(30)}`)], hold: null }
  const { title, body } = wordsFor(news, withPrompt)
  expect(title).toMatch(/^R＆D ‹b›lab‹\/b› long long.*…$/)
  expect(body).toBe('Your clip is ready.')
  expect(wordsFor(news, { ...withPrompt, mayParseMarkup: false }).title).toMatch(/^R&D <b>lab<\/b> long/)
})

it('puts nothing but its own words into the body, which daemons parse', () => {
  const odd = clip('ready', '<a href="x">&')
  for (const hold of [null, 'key', 'credit', 'library'] as const) {
    for (const clips of [[], [odd], [odd, clip('needs_you')]]) {
      expect(wordsFor({ clips, hold }, withPrompt).body).not.toMatch(/[<>&]/)
    }
  }
})
