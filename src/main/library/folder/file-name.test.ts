import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeAlone, type BatchPlace } from '@shared/batch/batch-place'
import { clipFileName } from './file-name'

const clip = (prompt: string, more: object = {}) => ({
  videoId: 'k3f90000-0000-4000-8000-000000000000',
  createdAtMs: new Date(2026, 10, 22, 9, 14).getTime(),
  request: { modelId: 'veo-3.1-fast', prompt, aspectRatio: '16:9', durationSeconds: 8, ...more }
})

describe('clipFileName', () => {
  it('follows the template', () => {
    expect(clipFileName(clip('Balcony, first sip'), 0)).toBe(
      '2026-11-22 balcony-first-sip veo-3.1-fast 16x9 8s k3f9.mp4'
    )
  })

  const place = { ...placeAlone, variation: ['dusk', 'wide shot'], take: 2, takes: 4 }
  const placed = (change: Partial<BatchPlace>) => ({
    ...clip('Balcony, first sip'),
    place: { ...place, ...change }
  })

  it.each<[Partial<BatchPlace>, string]>([
    [{}, '2026-11-22 balcony-first-sip dusk-wide-shot t2 veo-3.1-fast 16x9 8s k3f9.mp4'],
    [{ variation: [''], takes: 1 }, '2026-11-22 balcony-first-sip veo-3.1-fast 16x9 8s k3f9.mp4'],
    [{ shot: 'SC 01/010' }, '2026-11-22 SC-01-010 dusk-wide-shot t2 veo-3.1-fast 16x9 8s k3f9.mp4'],
    [
      {
        shot: '1A',
        variation: [],
        row: {
          line: 2,
          cells: [
            { column: 'shot', text: '1A' },
            { column: 'city', text: 'Rome' }
          ]
        }
      },
      '2026-11-22 1A rome t2 veo-3.1-fast 16x9 8s k3f9.mp4'
    ]
  ])('tells the clips of a batch apart: %j', (change, name) => {
    expect(clipFileName(placed(change), 0)).toBe(name)
  })

  it('shortens the words before the variation, and keeps the take longest', () => {
    const names = [66, 54, 40, 24].map((most) => clipFileName(placed({}), 0, '.mp4', most))
    expect(names).toEqual([
      '2026-11-22 balcony dusk-wide-shot t2 veo-3.1-fast 16x9 8s k3f9.mp4',
      '2026-11-22 dusk-wide t2 veo-3.1-fast 16x9 8s k3f9.mp4',
      '2026-11-22 dusk-wide t2 16x9 8s k3f9.mp4',
      '2026-11-22 d t2 k3f9.mp4'
    ])
  })

  it.each([
    ['{model}_{take} {words}', 'veo-3.1-fast_2 balcony-first-sip.mp4'],
    ['{nothing} {shot}-{variation}', 'dusk-wide-shot.mp4'],
    ['a/b {words}', 'a-b balcony-first-sip.mp4'],
    ['', 'k3f9.mp4'],
    ['con', 'k3f9.mp4'],
    ['{shot or nothing or aspect}', '16x9.mp4']
  ])('follows another template: %j', (template, name) => {
    expect(clipFileName(placed({}), 0, '.mp4', 120, template)).toBe(name)
  })

  it('adds the id where a name is taken and its template has none', () => {
    expect(clipFileName(placed({}), 1, '.mp4', 120, '{words}')).toBe('balcony-first-sip k3f90000.mp4')
  })

  it('keeps letters of any script', () => {
    expect(clipFileName(clip('雨の中の紙の舟'), 0)).toBe(
      '2026-11-22 雨の中の紙の舟 veo-3.1-fast 16x9 8s k3f9.mp4'
    )
  })

  it('uses more of the id if a name is taken', () => {
    expect(clipFileName(clip('boat'), 1)).toBe('2026-11-22 boat veo-3.1-fast 16x9 8s k3f90000.mp4')
  })

  it.each([
    [100, '2026-11-22 balcony-first-sip veo-3.1-fast 16x9 8s k3f9.mp4'],
    [50, '2026-11-22 balcony-f veo-3.1-fast 16x9 8s k3f9.mp4'],
    [40, '2026-11-22 veo-3.1-fast 16x9 8s k3f9.mp4'],
    [24, '2026-11-22 b 8s k3f9.mp4'],
    [20, '2026-11-22 k3f9.mp4']
  ])('fits a disk that allows %i bytes', (most, expected) => {
    expect(clipFileName(clip('Balcony, first sip'), 0, '.mp4', most)).toBe(expected)
  })

  it('is a legal name of at most 120 bytes on every system, whatever the prompt [D07]', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.string({ maxLength: 40 }),
        (prompt, modelId) => {
          const name = clipFileName(clip(prompt, { modelId }), 0)
          expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120)
          // eslint-disable-next-line no-control-regex -- control characters are what must not be there
          expect(name).not.toMatch(/[<>:"/\\|?*\u0000-\u001f]/)
          expect(name).toMatch(/^2026-11-22 .*k3f9\.mp4$/)
          expect(name.normalize('NFC')).toBe(name)
        }
      )
    )
  })
})
