/** Preloaded into the main process: measures the delays of its event loop, and tells them when it is asked to. */
const { monitorEventLoopDelay } = require('node:perf_hooks')

const resolutionMs = 10
const delays = monitorEventLoopDelay({ resolution: resolutionMs })
delays.enable()

process.on('message', (message) => {
  if (message !== 'loop delay') return
  // What the timer waits for anyway is no delay.
  const ms = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - resolutionMs)
  process.send({ longest: ms(delays.max), p99: ms(delays.percentile(99)) })
  delays.reset()
})
// The channel must not keep a process alive that wants to end.
process.channel?.unref()
