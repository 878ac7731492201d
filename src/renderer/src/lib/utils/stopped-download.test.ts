import { describe, expect, it } from 'vitest'
import type { Problem } from '@shared/problem'
import { fakeGeneration, fakeVideo } from '../api/fake-rows'
import { describePhase, isRefused, waitsForFolder, whyNotDraggable } from './phase'

const problem = (message: string): Problem => ({ code: 'download_interrupted', message, retryable: true })
const refused = fakeVideo({ state: 'refused', problem: problem('What arrived is not a video.') })
const pending = fakeVideo({
  state: 'pending',
  problem: problem('The download stopped at 63 %.'),
  attempts: 1
})

describe('a stopped download', () => {
  it('shows the reason while it waits to retry', () => {
    const generation = fakeGeneration({ state: 'downloading', videos: [pending] })
    expect(describePhase(generation, undefined, 0)).toMatchObject({
      label: 'Download stopped',
      tone: 'wait',
      sentence: 'The download stopped at 63 %. Retrying (2).'
    })
  })

  it.each([
    ['disk_full', 'F35', 'No room on the disk', 'needs_you'],
    ['folder_read_only', 'F38', 'Folder is read-only', 'needs_you'],
    ['folder_missing', 'F39', 'Drive not connected', 'wait']
  ] as const)('names the reason to wait: %s (%s)', (code, _row, label, tone) => {
    const video = fakeVideo({ state: 'pending', problem: { code, message: 'Why.', retryable: true } })
    const generation = fakeGeneration({ state: 'downloading', videos: [video] })
    expect(waitsForFolder(generation)).toBe(true)
    expect(describePhase(generation, undefined, 0)).toMatchObject({ label, tone, sentence: 'Why.' })
  })

  it('shows a clip that is downloaded again as not safe on disk', () => {
    const generation = fakeGeneration({ state: 'ready', videos: [fakeVideo({ state: 'pending' })] })
    expect(describePhase(generation, undefined, 0).label).toBe('Downloading')
    expect(whyNotDraggable(generation, undefined)).toContain('Still downloading')
  })

  it('waits for the user when the downloaded file was rejected', () => {
    const generation = fakeGeneration({ state: 'downloading', videos: [refused] })
    expect(isRefused(generation)).toBe(true)
    expect(describePhase(generation, undefined, 0)).toMatchObject({
      label: 'Not saved',
      tone: 'needs_you',
      sentence: 'What arrived is not a video.'
    })
    expect(whyNotDraggable(generation, undefined)).toBe('There’s no file to drag.')
  })

  it('counts as running while another video still downloads', () => {
    const generation = fakeGeneration({ state: 'downloading', videos: [refused, pending] })
    expect(isRefused(generation)).toBe(false)
  })
})
