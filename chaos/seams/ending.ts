/**
 * Takes the place of the app's own in the fault build: putting everything away takes as long as it does, and on the
 * quick clock a busy machine would have no time for it.
 */
import { systemClock } from '../../src/main/base/clock'
import { Ending as AppEnding } from '../../src/main/platform/start/ending'

export class Ending extends AppEnding {
  constructor(needs: ConstructorParameters<typeof AppEnding>[0]) {
    super({ ...needs, clock: systemClock })
  }
}
