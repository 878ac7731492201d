import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeAlone, type BatchPlace } from '@shared/batch/batch-place'
import { nameFieldNames, problemOfTemplate } from '@shared/names/name-template'
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
    ['{seed} {shot}-{variation}', 'dusk-wide-shot.mp4'],
    ['a/b {words}', 'a-b balcony-first-sip.mp4'],
    ['{colour} {id}', '2026-11-22 balcony-first-sip dusk-wide-shot t2 veo-3.1-fast 16x9 8s k3f9.mp4'],
    ['con{seed}', 'k3f9.mp4'],
    ['con {shot}', 'k3f9.mp4'],
    ['{shot or seed or aspect}', '16x9.mp4'],
    ['{prompt:9} {prompt}', 'balcony-f balcony-first-sip.mp4'],
    ['{prompt:8} {id:2}', 'balcony k3.mp4'],
    ['{time} {project} {shot} {take}', '09-14-00 2.mp4']
  ])('follows another template: %j', (template, name) => {
    expect(clipFileName(placed({}), 0, '.mp4', 120, template)).toBe(name)
  })

  it('adds the id where a name is taken and its template has none', () => {
    expect(clipFileName(placed({}), 1, '.mp4', 120, '{words}')).toBe('balcony-first-sip k3f90000.mp4')
  })

  it('names project, shot and take that the user put the clip into', () => {
    const inShot = { ...placed({}), project: 'Night/Film', shot: 'SC 1', take: 12 }
    const seeded = { ...inShot, request: { ...inShot.request, further: { seed: 4711 } } }
    expect(clipFileName(seeded, 0, '.mp4', 120, '{project} {shot} t{take} s{seed} {id}')).toBe(
      'Night-Film SC-1 t12 s4711 k3f9.mp4'
    )
  })

  it('adds the id where a name is taken and the template cuts it', () => {
    expect(clipFileName(placed({}), 1, '.mp4', 120, '{words} {id:2}')).toBe(
      'balcony-first-sip k3 k3f90000.mp4'
    )
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

  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom('CON', 'aux.', 'a. ', '..')
  )
  const piece = fc.oneof(
    fc
      .tuple(fc.constantFrom(...nameFieldNames), fc.option(fc.integer({ min: 1, max: 100 })))
      .map(([name, most]) => `{${name}${most === null ? '' : `:${most}`}}`),
    fc.string({ unit: 'binary', maxLength: 8 }).map((some) => some.replace(/[{}]/g, ''))
  )
  const template = fc
    .array(piece, { minLength: 1, maxLength: 12 })
    .map((pieces) => pieces.join(' '))
    .filter((some) => problemOfTemplate(some) === null)

  it('is legal on every system and unique by its attempt, whatever the template and the clip [D07]', () => {
    fc.assert(
      fc.property(
        template,
        fc.record({ prompt: text, project: text, shot: text, take: fc.integer({ min: 1, max: 999 }) }),
        fc.integer({ min: 24, max: 120 }),
        (some, { prompt, ...said }, most) => {
          const names = [0, 1, 2].map((attempt) =>
            clipFileName({ ...clip(prompt), ...said }, attempt, '.mp4', most, some)
          )
          for (const name of names) {
            expect(Buffer.byteLength(name)).toBeLessThanOrEqual(most)
            // eslint-disable-next-line no-control-regex -- control characters are what must not be there
            expect(name).not.toMatch(/[<>:"/\\|?*\u0000-\u001f]|^[. -]|[. ]\.mp4$/)
            expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d) *(\.|$)/i)
            expect(name.normalize('NFC')).toBe(name)
            expect(name.endsWith('.mp4')).toBe(true)
          }
          expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(3)
        }
      )
    )
  })
})
