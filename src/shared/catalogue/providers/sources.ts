/** Where the prices were read; ModelsLab's own list was not. */
export const pricingPage = { source: 'third-party copy of the pricing page', asOf: '2026-07-10' } as const

/** First guess of the usual time without a measurement: ModelsLab says 30 seconds to several minutes. */
export const unmeasuredSeconds = 120

/** The official Python client. */
export const pythonClient = (provider: string): string =>
  `https://github.com/ModelsLab/modelslab-py (providers/${provider})`

/** The one page of the documentation that names the video models. */
export const selectionGuide = 'https://docs.modelslab.com/guides/model-selection'

/** The page of a model that describes its fields. */
export const modelPage = (path: string): string => `https://modelslab.com/models/${path}/api`
