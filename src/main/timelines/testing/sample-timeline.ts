import { basename } from 'node:path'
import type { FrameRate } from '@shared/media/frame-rate'
import type { VideoTiming } from '../../media/timing/read-timing'
import { buildTimeline, type ClipSource } from '../build-timeline'
import type { ClipNotes, Timeline } from '../timeline'

/** Names that are difficult somewhere: in URLs, XML, on Windows, in a shell. */
export const oddNames = [
  '2026-11-22 balcony first sip k3f9.mp4',
  "Sally's & Co, 50 % #1 (take 2)=+;!.mp4",
  '夜の街 – 10%20 k3f8.mp4',
  '🎬 Ärger “quoted” k3f7.mp4'
] as const

export const sampleNotes: ClipNotes = {
  id: '0f8e6a52-5f0e-4a3c-9d0b-4b7d7c9a1f11',
  createdAtMs: Date.UTC(2026, 10, 22, 9, 30),
  prompt: 'A woman on a balcony, first sip of coffee: <warm> & "slow"',
  negativePrompt: null,
  model: 'veo-3.1-fast',
  seed: 42,
  title: null,
  notes: '',
  stars: 4,
  isFavourite: false,
  isRejected: false,
  isCircled: true,
  take: 2,
  tags: ['dusk', 'hand, close'],
  project: 'Morning',
  shot: 'SC01 Balcony',
  collections: [],
  chargedMicrodollars: 400_000
}

export const timingAt = (
  { numerator, denominator }: FrameRate,
  frames: number,
  changes: Partial<VideoTiming> = {}
): VideoTiming => ({
  frames,
  framesPerSecond: numerator / denominator,
  isVariable: false,
  seconds: (frames * denominator) / numerator,
  startTimecode: null,
  audio: { channels: 2, sampleRate: 48_000 },
  ...changes
})

export const clipSource = (path: string, changes: Partial<ClipSource> = {}): ClipSource => ({
  path,
  relativePath: null,
  fileName: basename(path),
  width: 1280,
  height: 720,
  timing: timingAt({ numerator: 24, denominator: 1 }, 96),
  marks: { inMs: null, outMs: null },
  notes: sampleNotes,
  ...changes
})

/** Timeline of three clips: a whole one, one between marks, and one without sound. */
export const sampleTimeline = (rate: FrameRate = { numerator: 24, denominator: 1 }): Timeline =>
  buildTimeline('Morning & night', [
    clipSource(`/Kino/${oddNames[0]}`, { timing: timingAt(rate, 96) }),
    clipSource(`/Kino/${oddNames[1]}`, { timing: timingAt(rate, 120), marks: { inMs: 1000, outMs: 3000 } }),
    clipSource(`/Kino/${oddNames[2]}`, {
      timing: timingAt(rate, 48, { audio: null }),
      notes: { ...sampleNotes, shot: null, stars: 0, tags: [], prompt: '夜の街 🌃' }
    })
  ])
