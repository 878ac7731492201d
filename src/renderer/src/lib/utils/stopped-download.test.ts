import { describe, expect, it } from 'vitest'
import type { Problem } from '@shared/problem'
import { fakeGeneration, fakeVideo } from '../api/fake-rows'
import { describePhase, isRefused, whyNotDraggable } from './phase'

const problem = (message: string): Problem => ({ code: 'download_interrupted', message, retryable: true })
const refused = fakeVideo({ state: 'refused', problem: problem('What arrived is not a video.') })
const pending = fakeVideo({
  state: 'pending',
  problem: problem('The download stopped at 63 %.'),
  attempts: 1
})

describe('a download that does not go on', () => {
  it('says why while it waits for its next try', () => {
    const generation = fakeGeneration({ state: 'downloading', videos: [pending] })
    expect(describePhase(generation, undefined, 0)).toMatchObject({
      label: 'Download stopped',
      tone: 'warn',
      sentence: 'The download stopped at 63 %. Trying again, attempt 2.'
    })
  })

  it('waits for the user when what arrived was refused', () => {
    const generation = fakeGeneration({ state: 'downloading', videos: [refused] })
    expect(isRefused(generation)).toBe(true)
    expect(describePhase(generation, undefined, 0)).toMatchObject({
      label: 'Not saved',
      tone: 'warn',
      sentence: 'What arrived is not a video.'
    })
    expect(whyNotDraggable(generation, undefined)).toBe('There is no file to drag.')
  })

  it('goes on while another video is still on its way', () => {
    const generation = fakeGeneration({ state: 'downloading', videos: [refused, pending] })
    expect(isRefused(generation)).toBe(false)
  })
})
