import type { Socket } from 'node:net'
import { keepAlive, startRawServer, type RawServer } from './raw-server'

export const submitPath = '/api/v7/video-fusion/text-to-video'
const remoteId = 176_445_190
export const fetchPath = `/api/v7/video-fusion/fetch/${remoteId}`

const takenAnswer = {
  status: 'processing',
  id: remoteId,
  eta: 1,
  message: 'Try to fetch request',
  output: []
}
const runningAnswer = { status: 'processing', id: remoteId, output: [] }
const balanceAnswer = { status: 'success', data: { balance: 25, currency: 'USD' } }

/** Starts an API on raw sockets that accepts the first request, which never ends, and cuts off all later ones. */
export function startCutOffApi(cutOff: (socket: Socket) => void): Promise<RawServer> {
  let orders = 0
  return startRawServer(({ path }, socket) => {
    if (path === submitPath) {
      orders += 1
      if (orders > 1) return cutOff(socket)
    }
    const answer = path === submitPath ? takenAnswer : path === fetchPath ? runningAnswer : balanceAnswer
    socket.write(keepAlive(JSON.stringify(answer)))
  })
}
