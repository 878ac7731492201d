/** Takes the place of Electron's roads in the fault build: the same, with a note of each paid POST. */
import type { Clock } from '../../src/main/clock'
import type { Http } from '../../src/main/modelslab/http'
import { electronPaidHttp as paidHttp } from '../../src/main/platform/http'
import { notedHttp } from '../wire-log'

export { electronHttp, prepareNetwork } from '../../src/main/platform/http'

export const electronPaidHttp = (clock: Clock): Http =>
  notedHttp(paidHttp(clock), process.env['DAILIES_WIRE_LOG'] ?? '')
