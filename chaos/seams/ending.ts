/**
 * Replaces the app's own in the fault build: shutting down takes real time, and on the
 * fast clock a busy machine would run out of time.
 */
import { systemClock } from '../../src/main/base/clock'
import { Ending as AppEnding } from '../../src/main/platform/start/ending'

export class Ending extends AppEnding {
  constructor(needs: ConstructorParameters<typeof AppEnding>[0]) {
    super({ ...needs, clock: systemClock })
  }
}
