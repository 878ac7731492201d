/**
 * Replaces the app's shutdown in the fault build: closing takes as long as it does, and on the fast clock a busy
 * machine would have no time for it.
 */
import { systemClock } from '../../src/main/base/clock'
import { Shutdown as AppShutdown } from '../../src/main/platform/start/shutdown'

export class Shutdown extends AppShutdown {
  constructor(deps: ConstructorParameters<typeof AppShutdown>[0]) {
    super({ ...deps, clock: systemClock })
  }
}
