/** Replaces Electron's HTTP clients in the fault build: the same, with a log of each paid POST. */
import type { Clock } from '../../src/main/base/clock'
import type { Http } from '../../src/main/modelslab/transport/http'
import { electronPaidHttp as paidHttp } from '../../src/main/platform/network/http'
import { notedHttp } from '../audit/wire-log'

export { electronHttp, prepareNetwork } from '../../src/main/platform/network/http'

export const electronPaidHttp = (clock: Clock): Http =>
  notedHttp(paidHttp(clock), process.env['DAILIES_WIRE_LOG'] ?? '')
