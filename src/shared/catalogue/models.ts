import type { Model } from './model'
import { alibaba } from './providers/alibaba'
import { byteplus } from './providers/byteplus'
import { google } from './providers/google'
import { kuaishou } from './providers/kuaishou'
import { lightricks } from './providers/lightricks'
import { minimax } from './providers/minimax'
import { openai } from './providers/openai'
import { xai } from './providers/xai'

/** The text-to-video models Dailies describes, by provider, the default first. */
export const models: readonly Model[] = [
  ...google,
  ...kuaishou,
  ...alibaba,
  ...byteplus,
  ...minimax,
  ...lightricks,
  ...xai,
  ...openai
]

/** The same for the simulator, where withdrawn models still work. */
export const simulatedModels: readonly Model[] = models.map((model) =>
  model.status.kind === 'withdrawn' ? { ...model, status: { kind: 'documented' } } : model
)

export const defaultModel: Model = models[0] as Model

export const findModel = (id: string): Model | undefined => models.find((model) => model.id === id)
