import type { Choices, FurtherField, Model } from '../model'
import { pricingPage, unmeasuredSeconds } from './sources'

const provider = 'Lightricks'

/** The shape of an LTX video follows from its resolution: an aspect ratio is refused. */
const resolutions: Choices<string> = {
  choices: ['1920x1080', '2560x1440', '3840x2160'],
  initial: '1920x1080'
}
const further: Readonly<Record<string, FurtherField>> = {
  fps: { kind: 'number', label: 'Frames per second', choices: [25, 50] }
}

export const lightricks: readonly Model[] = [
  {
    id: 'ltx-2-pro-t2v',
    name: 'LTX-2 Pro',
    provider,
    status: { kind: 'from_client_code' },
    durations: { choices: [6, 8, 10], initial: 6 },
    resolutions,
    generateAudio: true,
    further,
    price: {
      microdollars: 70_000,
      per: 'second',
      ...pricingPage,
      note: 'A later copy says 0.014, which is probably a mistake in it.'
    },
    usualSeconds: unmeasuredSeconds,
    source: 'third-party copy of the model page, and public client code'
  },
  {
    id: 'ltx-2-3-pro-t2v',
    name: 'LTX-2.3 Pro',
    provider,
    status: { kind: 'from_client_code' },
    durations: { choices: [6, 8, 10], initial: 6 },
    resolutions,
    generateAudio: true,
    further,
    usualSeconds: unmeasuredSeconds,
    source: 'third party quoting the model page'
  }
]
