import type { Page } from '@playwright/test'
import type { Bridge, CallInput, CallName, CallOutput, Envelope } from '../../../src/shared/contract'

/** Calls the app as its window does. Throws a refusal with the app's message. */
export async function callApp<Name extends CallName>(
  page: Page,
  name: Name,
  input: CallInput<Name>
): Promise<CallOutput<Name>> {
  const envelope = await page.evaluate(
    ([callName, callInput]) =>
      (window as unknown as { readonly dailies: Bridge }).dailies.call[callName](callInput),
    [name, input] as const
  )
  if (!envelope.ok) throw new Error(`${name}: ${envelope.error.message}`)
  return (envelope as Extract<Envelope<CallOutput<Name>>, { ok: true }>).value
}
