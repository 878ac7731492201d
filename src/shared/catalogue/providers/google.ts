import type { Model } from '../model'
import { modelPage, pricingPage, selectionGuide, unmeasuredSeconds } from './sources'

const provider = 'Google'

/** Common to the pages of the Veo 3 family. */
const veoSwitches = {
  generateAudio: true,
  enhancePrompt: true,
  negativePrompt: true,
  nullNegativePrompt: true
} as const

/** Google's own dates; whether ModelsLab still runs the models is not documented. */
const closed = (since: string): NonNullable<Model['mayBeGone']> => ({
  since,
  by: provider,
  source: 'https://ai.google.dev/gemini-api/docs/deprecations'
})
const veo2And3 = closed('2026-06-30')
const veo31Previews = closed('2026-10-22')

export const google: readonly Model[] = [
  {
    id: 'veo-3.1-fast',
    name: 'Veo 3.1 Fast',
    provider,
    status: { kind: 'documented' },
    mayBeGone: veo31Previews,
    durations: { choices: [4, 6, 8], initial: 8 },
    aspectRatios: { choices: ['16:9', '9:16'], initial: '16:9' },
    ...veoSwitches,
    price: { microdollars: 240_000, per: 'second', ...pricingPage },
    usualSeconds: 100,
    source: modelPage('google/Veo-3.1-fast')
  },
  {
    id: 'veo-3.1',
    name: 'Veo 3.1',
    provider,
    status: { kind: 'documented' },
    mayBeGone: veo31Previews,
    durations: { choices: [4, 6, 8], initial: 8 },
    aspectRatios: { choices: ['16:9', '9:16'], initial: '16:9' },
    ...veoSwitches,
    price: { microdollars: 480_000, per: 'second', ...pricingPage },
    usualSeconds: 150,
    source: modelPage('google/Veo-3.1')
  },
  {
    id: 'veo-3.1-lite-t2v',
    name: 'Veo 3.1 Lite',
    provider,
    status: { kind: 'from_client_code' },
    mayBeGone: veo31Previews,
    durations: { choices: [6, 8], initial: 8 },
    aspectRatios: { choices: ['16:9', '9:16'], initial: '16:9' },
    generateAudio: true,
    enhancePrompt: true,
    // Only ever seen as null; whether a text is accepted is not known.
    nullNegativePrompt: true,
    usualSeconds: unmeasuredSeconds,
    source: 'public client code'
  },
  {
    id: 'veo-3.0-fast-generate',
    name: 'Veo 3 Fast',
    provider,
    status: { kind: 'documented' },
    mayBeGone: veo2And3,
    durations: { choices: [8], initial: 8 },
    aspectRatios: { choices: ['16:9'], initial: '16:9' },
    ...veoSwitches,
    price: { microdollars: 180_000, per: 'second', ...pricingPage },
    usualSeconds: unmeasuredSeconds,
    source: modelPage('google/veo3-fast')
  },
  {
    id: 'veo-3.0-fast-generate-preview',
    name: 'Veo 3 Fast Preview',
    provider,
    status: { kind: 'from_client_code' },
    mayBeGone: veo2And3,
    price: { microdollars: 120_000, per: 'second', ...pricingPage },
    usualSeconds: unmeasuredSeconds,
    source: pricingPage.source
  },
  {
    id: 'veo3',
    name: 'Veo 3',
    provider,
    status: { kind: 'documented' },
    mayBeGone: veo2And3,
    price: { microdollars: 830_000, per: 'second', ...pricingPage },
    usualSeconds: unmeasuredSeconds,
    source: selectionGuide
  },
  {
    id: 'veo2',
    name: 'Veo 2',
    provider,
    status: { kind: 'documented' },
    mayBeGone: veo2And3,
    price: { microdollars: 660_000, per: 'second', ...pricingPage },
    usualSeconds: unmeasuredSeconds,
    source: selectionGuide
  }
]
