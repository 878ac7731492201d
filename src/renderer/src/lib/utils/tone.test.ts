import { describe, expect, it } from 'vitest'
import { GenerationState, VideoState, WaitingFor, type GenerationView } from '@shared/generation'
import { ProblemCode } from '@shared/problem'
import { fakeGeneration, fakeVideo } from '../api/fake-rows'
import { heldTone, libraryTone, noticeTone, toneOf } from './tone'

const problem = (code: ProblemCode) => ({ code, message: 'What happened.', retryable: true })

/** Returns the values for which a tone is `needs_you`. */
const needing = <Value>(values: readonly Value[], tone: (value: Value) => string): readonly Value[] =>
  values.filter((value) => tone(value) === 'needs_you')

describe('toneOf', () => {
  it('has a tone for every state, wait and problem', () => {
    for (const state of GenerationState.options) {
      for (const waitingFor of [...WaitingFor.options, null]) {
        for (const code of ProblemCode.options) {
          for (const video of VideoState.options) {
            const videos = [fakeVideo({ state: video, problem: problem(code) })]
            const generation = fakeGeneration({ state, waitingFor, problem: problem(code), videos })
            expect(['needs_you', 'wait', 'run', 'ok', 'quiet']).toContain(toneOf(generation))
          }
        }
      }
    }
  })

  it('needs the user for nothing but a failure or an unknown outcome, whatever else a row holds', () => {
    const bare = (state: GenerationState): GenerationView =>
      fakeGeneration({ state, problem: problem('provider_failed'), videos: [] })
    expect(needing(GenerationState.options, (state) => toneOf(bare(state)))).toEqual([
      'unconfirmed',
      'failed'
    ])
  })

  it('needs the user for a queued clip only without credit or key, or after a question', () => {
    const queued = (waitingFor: WaitingFor | null, code?: ProblemCode): GenerationView =>
      fakeGeneration({ state: 'queued', waitingFor, problem: code ? problem(code) : null })
    expect(needing([...WaitingFor.options, null], (reason) => toneOf(queued(reason)))).toEqual([
      'key',
      'credit'
    ])
    expect(needing(ProblemCode.options, (code) => toneOf(queued('click', code)))).toEqual([
      'model_withdrawn',
      'may_have_been_sent'
    ])
    for (const reason of ['slot', 'rate_limit', 'network', 'pause', 'library', 'downloads', null] as const)
      expect(toneOf(queued(reason, 'rate_limited'))).toBe('wait')
  })

  it('waits while a download is tried again, and needs the user where that cannot help', () => {
    const stopped = (code: ProblemCode): GenerationView => {
      const videos = [fakeVideo({ state: 'pending', problem: problem(code) })]
      return fakeGeneration({ state: 'downloading', videos })
    }
    expect(needing(ProblemCode.options, (code) => toneOf(stopped(code)))).toEqual([
      'disk_full',
      'folder_read_only'
    ])
    expect(toneOf(stopped('folder_missing'))).toBe('wait')
    expect(toneOf(stopped('disk_full'), true)).toBe('run')
  })

  it('needs the user for a missing or rejected file, and only mentions a changed one', () => {
    const tones = VideoState.options.map((state) => [
      state,
      toneOf(fakeGeneration({ state: 'ready', videos: [fakeVideo({ state })] }))
    ])
    expect(Object.fromEntries(tones)).toEqual({
      pending: 'run',
      saved: 'ok',
      missing: 'needs_you',
      changed: 'quiet',
      refused: 'needs_you'
    })
  })
})

it('needs the user for held sending only without credit or key', () => {
  const reasons = ['library', 'key', 'credit', 'network', 'rate_limit', 'downloads'] as const
  expect(needing(reasons, heldTone)).toEqual(['key', 'credit'])
})

it('waits for a library folder that is away, and needs the user where it cannot be written', () => {
  const statuses = ['ok', 'missing', 'other_library', 'read_only', 'in_use', 'not_safe'] as const
  expect(needing(statuses, libraryTone)).toEqual(['read_only', 'not_safe'])
})

it('needs the user for notices about the key only', () => {
  expect(needing(ProblemCode.options, noticeTone)).toEqual(['no_key', 'key_rejected', 'keychain_unavailable'])
})
