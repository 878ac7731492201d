import type { GenerationRequest } from '../../request'

type Body = Readonly<Record<string, unknown>>

export interface DocumentedBody {
  readonly id: string
  /** Body of the initial request, as the source of the model shows it. */
  readonly standard: Body
  /** Choices in the form, and the fields of the body that each changes. */
  readonly choices: readonly (readonly [Partial<GenerationRequest>, Body])[]
}

const prompt = 'a paper boat'

const veoSwitches: DocumentedBody['choices'] = [
  [{ generateAudio: false }, { generate_audio: false }],
  [{ enhancePrompt: false }, { enhance_prompt: false }]
]
const rain: DocumentedBody['choices'][number] = [{ negativePrompt: 'rain' }, { negative_prompt: 'rain' }]
const wide: DocumentedBody['choices'][number] = [{ aspectRatio: '16:9' }, { aspect_ratio: '16:9' }]
const tall: DocumentedBody['choices'][number] = [{ aspectRatio: '9:16' }, { aspect_ratio: '9:16' }]
const square: DocumentedBody['choices'][number] = [{ aspectRatio: '1:1' }, { aspect_ratio: '1:1' }]
/** Every whole second from 1 to `most`. */
const wholeSeconds = (most: number): DocumentedBody['choices'] =>
  Array.from({ length: most }, (_, index) => [{ durationSeconds: index + 1 }, { duration: `${index + 1}` }])
const track = 'https://example.org/track.mp3'

/** Written by hand from the documented fields, never computed from the catalogue. */
export const documentedBodies: readonly DocumentedBody[] = [
  {
    id: 'veo-3.1-fast',
    standard: {
      model_id: 'veo-3.1-fast',
      prompt,
      negative_prompt: null,
      aspect_ratio: '16:9',
      duration: '8',
      generate_audio: true,
      enhance_prompt: true
    },
    choices: [
      [{ durationSeconds: 4 }, { duration: '4' }],
      [{ durationSeconds: 6 }, { duration: '6' }],
      [{ durationSeconds: 8 }, { duration: '8' }],
      wide,
      tall,
      rain,
      ...veoSwitches
    ]
  },
  {
    id: 'veo-3.1',
    standard: {
      model_id: 'veo-3.1',
      prompt,
      negative_prompt: null,
      aspect_ratio: '16:9',
      duration: '8',
      generate_audio: true,
      enhance_prompt: true
    },
    choices: [
      [{ durationSeconds: 4 }, { duration: '4' }],
      [{ durationSeconds: 6 }, { duration: '6' }],
      [{ durationSeconds: 8 }, { duration: '8' }],
      wide,
      tall,
      rain,
      ...veoSwitches
    ]
  },
  {
    id: 'veo-3.1-lite-t2v',
    standard: {
      model_id: 'veo-3.1-lite-t2v',
      prompt,
      negative_prompt: null,
      aspect_ratio: '16:9',
      duration: '8',
      generate_audio: true,
      enhance_prompt: true
    },
    choices: [
      [{ durationSeconds: 6 }, { duration: '6' }],
      [{ durationSeconds: 8 }, { duration: '8' }],
      wide,
      tall,
      ...veoSwitches
    ]
  },
  {
    id: 'veo-3.0-fast-generate',
    standard: {
      model_id: 'veo-3.0-fast-generate',
      prompt,
      negative_prompt: null,
      aspect_ratio: '16:9',
      duration: '8',
      generate_audio: true,
      enhance_prompt: true
    },
    choices: [[{ durationSeconds: 8 }, { duration: '8' }], wide, rain, ...veoSwitches]
  },
  {
    id: 'veo-3.0-fast-generate-preview',
    standard: { model_id: 'veo-3.0-fast-generate-preview', prompt },
    choices: []
  },
  { id: 'veo3', standard: { model_id: 'veo3', prompt }, choices: [] },
  { id: 'veo2', standard: { model_id: 'veo2', prompt }, choices: [] },
  {
    id: 'sora-2',
    standard: { model_id: 'sora-2', prompt, aspect_ratio: '16:9', duration: '4' },
    choices: [
      [{ durationSeconds: 4 }, { duration: '4' }],
      [{ durationSeconds: 8 }, { duration: '8' }],
      [{ durationSeconds: 12 }, { duration: '12' }],
      wide,
      tall
    ]
  },
  {
    id: 'sora-2-pro-t2v',
    standard: { model_id: 'sora-2-pro-t2v', prompt, aspect_ratio: '1280x720', duration: '4' },
    choices: [
      [{ durationSeconds: 4 }, { duration: '4' }],
      [{ durationSeconds: 8 }, { duration: '8' }],
      [{ durationSeconds: 12 }, { duration: '12' }],
      [{ aspectRatio: '1280x720' }, { aspect_ratio: '1280x720' }],
      [{ aspectRatio: '720x1280' }, { aspect_ratio: '720x1280' }]
    ]
  },
  {
    id: 'wan2.5-t2v',
    standard: {
      model_id: 'wan2.5-t2v',
      prompt,
      duration: '5',
      resolution: '720',
      generate_audio: true,
      enhance_prompt: true
    },
    choices: [
      [{ durationSeconds: 5 }, { duration: '5' }],
      [{ durationSeconds: 10 }, { duration: '10' }],
      [{ resolution: '720' }, { resolution: '720' }],
      [{ further: { init_audio: track } }, { init_audio: track }],
      ...veoSwitches
    ]
  },
  {
    id: 'wan2.6-t2v',
    standard: { model_id: 'wan2.6-t2v', prompt, duration: '5', resolution: '720p' },
    choices: [
      [{ durationSeconds: 5 }, { duration: '5' }],
      [{ resolution: '720p' }, { resolution: '720p' }],
      [{ further: { init_audio: track } }, { init_audio: track }]
    ]
  },
  {
    id: 'wan2.7-t2v',
    standard: { model_id: 'wan2.7-t2v', prompt, duration: '5', resolution: '720p' },
    choices: [
      [{ durationSeconds: 5 }, { duration: '5' }],
      [{ durationSeconds: 10 }, { duration: '10' }],
      [{ durationSeconds: 15 }, { duration: '15' }],
      [{ resolution: '720p' }, { resolution: '720p' }],
      [{ resolution: '1080p' }, { resolution: '1080p' }]
    ]
  },
  {
    id: 'kling-v2-master-t2v',
    standard: { model_id: 'kling-v2-master-t2v', prompt, duration: '5' },
    choices: [
      [{ durationSeconds: 5 }, { duration: '5' }],
      [{ durationSeconds: 10 }, { duration: '10' }]
    ]
  },
  {
    id: 'kling-v2-1-master-t2v',
    standard: { model_id: 'kling-v2-1-master-t2v', prompt, duration: '5' },
    choices: [
      [{ durationSeconds: 5 }, { duration: '5' }],
      [{ durationSeconds: 10 }, { duration: '10' }]
    ]
  },
  {
    id: 'kling-v2-5-turbo-t2v',
    standard: { model_id: 'kling-v2-5-turbo-t2v', prompt, duration: '5', aspect_ratio: '16:9' },
    choices: [
      [{ durationSeconds: 5 }, { duration: '5' }],
      [{ durationSeconds: 10 }, { duration: '10' }],
      wide,
      tall,
      square
    ]
  },
  {
    id: 'kling-v3-t2v',
    standard: { model_id: 'kling-v3-t2v', prompt, duration: '5', aspect_ratio: '16:9' },
    choices: [
      [{ durationSeconds: 3 }, { duration: '3' }],
      [{ durationSeconds: 5 }, { duration: '5' }],
      [{ durationSeconds: 10 }, { duration: '10' }],
      [{ durationSeconds: 15 }, { duration: '15' }],
      wide,
      tall,
      square
    ]
  },
  {
    id: 'seedance-t2v',
    standard: { model_id: 'seedance-t2v', prompt, aspect_ratio: '16:9', resolution: '720p' },
    choices: [
      wide,
      [{ aspectRatio: '4:3' }, { aspect_ratio: '4:3' }],
      square,
      [{ aspectRatio: '9:21' }, { aspect_ratio: '9:21' }],
      [{ resolution: '480p' }, { resolution: '480p' }],
      [{ resolution: '720p' }, { resolution: '720p' }],
      rain,
      [{ further: { camera_fixed: true } }, { camera_fixed: true }],
      [{ further: { camera_fixed: false } }, { camera_fixed: false }]
    ]
  },
  {
    id: 'seedance-1.0-pro-fast-t2v',
    standard: { model_id: 'seedance-1.0-pro-fast-t2v', prompt },
    choices: []
  },
  {
    id: 'seedance-1-5-pro',
    standard: { model_id: 'seedance-1-5-pro', prompt, aspect_ratio: '16:9', resolution: '720p' },
    choices: [
      wide,
      tall,
      [{ resolution: '720p' }, { resolution: '720p' }],
      [{ resolution: '1080p' }, { resolution: '1080p' }]
    ]
  },
  { id: 'Hailuo-02-t2v', standard: { model_id: 'Hailuo-02-t2v', prompt }, choices: [] },
  { id: 'Hailuo-2.3-t2v', standard: { model_id: 'Hailuo-2.3-t2v', prompt }, choices: [] },
  {
    id: 'ltx-2-pro-t2v',
    standard: {
      model_id: 'ltx-2-pro-t2v',
      prompt,
      duration: '6',
      resolution: '1920x1080',
      generate_audio: true
    },
    choices: [
      [{ durationSeconds: 6 }, { duration: '6' }],
      [{ durationSeconds: 8 }, { duration: '8' }],
      [{ durationSeconds: 10 }, { duration: '10' }],
      [{ resolution: '1920x1080' }, { resolution: '1920x1080' }],
      [{ resolution: '2560x1440' }, { resolution: '2560x1440' }],
      [{ resolution: '3840x2160' }, { resolution: '3840x2160' }],
      [{ generateAudio: false }, { generate_audio: false }],
      [{ further: { fps: 25 } }, { fps: 25 }],
      [{ further: { fps: 50 } }, { fps: 50 }]
    ]
  },
  {
    id: 'ltx-2-3-pro-t2v',
    standard: {
      model_id: 'ltx-2-3-pro-t2v',
      prompt,
      duration: '6',
      resolution: '1920x1080',
      generate_audio: true
    },
    choices: [
      [{ durationSeconds: 6 }, { duration: '6' }],
      [{ durationSeconds: 8 }, { duration: '8' }],
      [{ durationSeconds: 10 }, { duration: '10' }],
      [{ resolution: '1920x1080' }, { resolution: '1920x1080' }],
      [{ resolution: '2560x1440' }, { resolution: '2560x1440' }],
      [{ resolution: '3840x2160' }, { resolution: '3840x2160' }],
      [{ generateAudio: false }, { generate_audio: false }],
      [{ further: { fps: 25 } }, { fps: 25 }],
      [{ further: { fps: 50 } }, { fps: 50 }]
    ]
  },
  {
    id: 'grok-imagine-video-t2v',
    standard: { model_id: 'grok-imagine-video-t2v', prompt, duration: '5', resolution: '720p' },
    choices: [...wholeSeconds(15), [{ resolution: '720p' }, { resolution: '720p' }]]
  }
]
