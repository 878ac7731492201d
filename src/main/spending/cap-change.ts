import { exactDollars, type Microdollars } from '@shared/money/money'
import type { Settings, SettingsPatch } from '@shared/settings'
import type { PurchaseQuestion } from './purchase-limit'

const caps = { dayCapMicrodollars: 'a day', batchCapMicrodollars: 'per batch' } as const

/** Returns what to ask before a change of the settings lifts a cap; null where it lifts none. */
export function capChangeQuestion(current: Settings, patch: SettingsPatch): PurchaseQuestion | null {
  const sentences = (Object.keys(caps) as (keyof typeof caps)[]).flatMap((name) => {
    const sentence = liftedSentence(current[name], patch[name], caps[name])
    return sentence === null ? [] : [sentence]
  })
  if (sentences.length === 0) return null
  return {
    message:
      sentences.length === 1
        ? 'Raise or remove your spending limit?'
        : 'Raise or remove your spending limits?',
    detail: sentences.join('\n'),
    button: sentences.length === 1 ? 'Change limit' : 'Change limits'
  }
}

function liftedSentence(
  from: Microdollars | null,
  to: Microdollars | null | undefined,
  what: string
): string | null {
  if (from === null || to === undefined) return null
  if (to === null) return `Remove the limit of ${exactDollars(from)} ${what}.`
  return to > from ? `From ${exactDollars(from)} to ${exactDollars(to)} ${what}.` : null
}
