import type { SendingView } from '../app-state'

/** Sending while nothing runs, waits or is held. */
export const quietSending: SendingView = {
  paused: false,
  heldFor: null,
  heldUntilMs: null,
  running: 0,
  waiting: 0,
  waitingForClick: 0,
  held: []
}
