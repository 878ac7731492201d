import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { SimulatedClock } from '../clock'
import type { LayeredFaults } from '../faults/fault-switches'
import type { FaultName, Stage } from '../faults/faults'
import { numberOr } from '../api/numbers'
import { numberForm, withOddNumbers } from './odd-numbers'
import { deliver, writeHead, type Delivery, type Reply } from './reply'

/** Largest answer that is built in memory. */
const mostMegabytes = 512

/** Sends an answer; late, slowly or padded where a fault asks for it. Returns that fault. */
export async function decorate(
  stage: Stage,
  response: ServerResponse,
  clock: SimulatedClock,
  faults: LayeredFaults,
  plain: Delivery
): Promise<FaultName | null> {
  const delivery = withNumbers(stage, faults, plain)
  const slow = faults.take(`${stage}-slow`)
  if (slow) await clock.wait(numberOr(slow.value, 15))
  const struck =
    delivery.kind === 'whole'
      ? faults.take(`${stage}-huge`, `${stage}-bomb`, `${stage}-headers`, `${stage}-drip`)
      : undefined
  if (!struck || delivery.kind !== 'whole') {
    deliver(response, delivery)
    return slow?.name ?? null
  }
  const { reply } = delivery
  switch (struck.name.slice(stage.length + 1)) {
    case 'huge':
      deliver(response, { kind: 'whole', reply: swollen(reply, numberOr(struck.value, 8)) })
      break
    case 'bomb':
      sendBomb(response, swollen(reply, numberOr(struck.value, 100)))
      break
    case 'headers':
      writeHead(response, reply, { 'x-padding': 'x'.repeat(numberOr(struck.value, 1000) * 1000) })
      response.end(reply.body)
      break
    default:
      await sendByteByByte(response, reply, clock, numberOr(struck.value, 10))
  }
  return struck.name
}

function withNumbers(stage: Stage, faults: LayeredFaults, delivery: Delivery): Delivery {
  if (delivery.kind !== 'whole' && delivery.kind !== 'half') return delivery
  const numbers = faults.take(`${stage}-numbers`)
  return numbers
    ? { ...delivery, reply: withOddNumbers(delivery.reply, numberForm(numbers.value)) }
    : delivery
}

async function sendByteByByte(
  response: ServerResponse,
  reply: Reply,
  clock: SimulatedClock,
  secondsBetween: number
): Promise<void> {
  writeHead(response, reply)
  response.flushHeaders()
  for (const byte of Buffer.from(reply.body)) {
    if (response.destroyed) break
    response.write(Buffer.of(byte))
    await clock.wait(secondsBetween)
  }
  response.end()
}

function sendBomb(response: ServerResponse, reply: Reply): void {
  const packed = gzipSync(reply.body)
  writeHead(response, reply, { 'content-encoding': 'gzip', 'content-length': String(packed.length) })
  response.end(packed)
}

/** Pads JSON with a field of this size. */
function swollen(reply: Reply, megabytes: number): Reply {
  const padding = 'x'.repeat(Math.min(mostMegabytes, megabytes) * 1_000_000)
  return { ...reply, body: reply.body.replace(/\}\s*$/, `,"padding":"${padding}"}`) }
}
