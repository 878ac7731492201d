import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
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
