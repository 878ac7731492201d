import { findModel } from '@shared/catalogue/models'
import { aboutPrice, estimatedPrice } from '@shared/catalogue/request-body'
import type { GenerationView } from '@shared/generation'
import type { Services } from '$lib/services'

/** `(about $1.92)`, or nothing where the price is not known. */
export function priceWords(generation: GenerationView): string {
  const price = estimatedPrice(generation.request, findModel(generation.request.modelId))
  return price === null ? '' : `(${aboutPrice(price)})`
}

/** Asks with the cost spelled out, and then sends the same request as a new generation. */
export async function confirmSendAgain(
  { actions, confirm }: Services,
  generation: GenerationView,
  why: 'make' | 'unconfirmed'
): Promise<void> {
  const price = estimatedPrice(generation.request, findModel(generation.request.modelId))
  const cost = price === null ? 'what the model costs' : aboutPrice(price)
  const isSure = await confirm.ask(
    why === 'unconfirmed'
      ? {
          title: 'Send it again?',
          text: `If the first one was taken, you pay twice: this one costs ${cost} more.`,
          confirm: 'Send again anyway',
          tone: 'warn'
        }
      : {
          title: 'Make it again?',
          text: `The same request is sent once more and costs ${cost}. The result will be another one.`,
          confirm: 'Make again'
        }
  )
  if (isSure) await actions.sendAgain(generation.id)
}
