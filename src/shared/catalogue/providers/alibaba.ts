import type { FurtherField, Model, Price } from '../model'
import { modelPage, pricingPage, unmeasuredSeconds } from './sources'

const provider = 'Alibaba'

const initAudio: FurtherField = {
  kind: 'url',
  label: 'Sound track',
  hint: 'Address of a WAV or MP3 file; cut to the duration, silent after its end.'
}

const perVideo: Price = {
  microdollars: 500_000,
  per: 'video',
  ...pricingPage,
  note: 'The source says 0.50 without a unit; taken as the price of one video.'
}

export const alibaba: readonly Model[] = [
  {
    id: 'wan2.5-t2v',
    name: 'Wan 2.5',
    provider,
    status: { kind: 'documented' },
    durations: { choices: [5, 10], initial: 5 },
    resolutions: { choices: ['720'], initial: '720' },
    generateAudio: true,
    enhancePrompt: true,
    further: { init_audio: initAudio },
    price: perVideo,
    usualSeconds: unmeasuredSeconds,
    source: modelPage('alibaba_cloud/wan25-text-to-video-audioSupport')
  },
  {
    id: 'wan2.6-t2v',
    name: 'Wan 2.6',
    provider,
    status: { kind: 'documented' },
    durations: { choices: [5], initial: 5 },
    resolutions: { choices: ['720p'], initial: '720p' },
    further: { init_audio: initAudio },
    price: perVideo,
    usualSeconds: unmeasuredSeconds,
    source: modelPage('alibaba_cloud/wan-2.6-text-to-video')
  },
  {
    id: 'wan2.7-t2v',
    name: 'Wan 2.7',
    provider,
    status: { kind: 'from_client_code' },
    durations: { choices: [5, 10, 15], initial: 5 },
    resolutions: { choices: ['720p', '1080p'], initial: '720p' },
    price: {
      microdollars: 100_000,
      byResolution: { '720p': 100_000, '1080p': 150_000 },
      per: 'second',
      ...pricingPage
    },
    usualSeconds: unmeasuredSeconds,
    source: 'third-party copy of the model page alibaba_cloud/wan-2.7-text-to-video'
  }
]
