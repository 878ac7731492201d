import type { RunningApp } from '../app/app'
import type { Simulator } from '../servers/simulator'
import { expectPhase, order, select, signIn, unconfirmedPhase } from './window'

/** Requests a clip that is accepted and charged, or dropped, without an answer, and selects it. */
export async function orderWithoutAnswer(
  app: RunningApp,
  simulator: Simulator,
  prompt: string,
  fate: 'taken' | 'thrown away'
): Promise<void> {
  simulator.fault({ fault: fate === 'taken' ? 'submit-reset-created' : 'submit-reset', times: 1 })
  await signIn(app)
  await order(app, { prompt })
  await expectPhase(app, prompt, unconfirmedPhase)
  await select(app, prompt)
}
