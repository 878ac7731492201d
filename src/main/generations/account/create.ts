import type { BalanceView } from '@shared/app-state'
import { priceTogether } from '@shared/batch/batch-plan'
import type { PriceSpan } from '@shared/money/learned-price'
import type { Problem } from '@shared/problem'
import type { GenerationRequest } from '@shared/request'
import type { Clock } from '../../base/clock'
import type { Disposables } from '../../base/disposables'
import { Signal } from '../../base/signal'
import type { Installation } from '../../installation/installation'
import type { Logger } from '../../logging/logger'
import type { Generation } from '../domain/generation'
import type { GenerationStore, Keys } from '../domain/ports'
import type { Provider } from '../domain/provider'
import type { SendingGate } from '../engine/gate'
import { Leftovers } from '../engine/leftovers'
import { Account } from './account'
import { Charges } from './charges'

/** The last known balance, kept for the next start. */
interface BalanceRows {
  read(): BalanceView | null
  write(balance: BalanceView): void
  remove(): void
}

export interface AccountRows {
  readonly balance: BalanceRows
  readonly mayHaveBeenChargedSince: (sinceMs: number) => readonly GenerationRequest[]
  /** Holds back what was queued when the app started. */
  readonly holdLeftovers: (problem: Problem) => void
}

export interface AccountParts {
  readonly account: Account
  readonly charges: Charges
  readonly leftovers: Leftovers
}

/** Creates the account's balance, and whatever draws a conclusion from each reading of it. */
export function createAccount(deps: {
  readonly provider: Provider
  readonly keys: Keys
  readonly gate: SendingGate
  readonly store: GenerationStore
  readonly installation: Pick<Installation, 'doubt' | 'settle'>
  readonly rows: AccountRows
  readonly prices: () => (request: GenerationRequest) => PriceSpan | null
  readonly clock: Clock
  readonly logger: Logger
  readonly disposables: Disposables
  /** Aborted when the app begins to quit. */
  readonly shutdown: AbortSignal
  readonly announce: (generation: Generation) => void
  readonly wake: Signal
  readonly onRowsAdded: () => void
  readonly onChange: () => void
}): AccountParts {
  const { provider, keys, gate, store, rows, prices, clock, logger, shutdown } = deps
  const { announce, wake, onChange } = deps
  const lastBalance = rows.balance.read()
  const writeBalance = (write: () => void): void => {
    try {
      if (!shutdown.aborted) write()
    } catch (error) {
      logger.warn('Writing the balance failed', error)
    }
  }

  const rereadDue = new Signal()
  const charges = new Charges({
    store,
    clock,
    logger: logger.child('charges'),
    estimate: (request) => prices()(request)?.about ?? null,
    announce,
    reread: rereadDue.fire
  })
  const leftovers = new Leftovers({
    hold: (problem) => {
      store.closeMeasurements()
      rows.holdLeftovers(problem)
      deps.onRowsAdded()
      onChange()
    },
    installation: deps.installation,
    lastBalance: lastBalance?.microdollars ?? null,
    chargedSince: () => {
      const requests = rows.mayHaveBeenChargedSince(lastBalance?.atMs ?? 0)
      const { most, unknownCount } = priceTogether(requests.map(prices()))
      return unknownCount > 0 ? null : most
    }
  })
  const account = new Account({
    provider,
    keys,
    clock,
    onChange,
    notes: {
      turn: () => charges.turn,
      read: (balance, turn) => {
        leftovers.balanceRead(balance.microdollars)
        if (!shutdown.aborted) charges.balanceRead(balance.microdollars, turn)
        if (gate.balanceRead(balance.microdollars)) wake.fire()
        writeBalance(() => rows.balance.write(balance))
      },
      forgotten: () => {
        leftovers.balanceForgotten()
        charges.forget()
        writeBalance(() => rows.balance.remove())
      }
    }
  })
  rereadDue.on(() => {
    const key = keys.key()
    if (key === null) return
    account.readAgain(key).catch((error: unknown) => logger.warn('Reading the balance failed', error))
  })
  deps.disposables.add(() => charges.stop())
  return { account, charges, leftovers }
}
