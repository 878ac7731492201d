/**
 * Downloads from a host with an IPv6 and an IPv4 address and prints the outcome. Runs in a network
 * where the first is unreachable: `two-addresses <ipv6> <ipv4>`.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PinnedTransport } from '../../src/main/downloads/transport/pinned-transport'

const [ipv6 = '', ipv4 = ''] = process.argv.slice(2)

const server = createServer((_request, response) => response.end('came over IPv4'))
await new Promise<void>((resolve) => server.listen(0, ipv4, resolve))
const { port } = server.address() as AddressInfo

const transport = new PinnedTransport({
  resolver: () =>
    Promise.resolve([
      { address: ipv6, family: 6 },
      { address: ipv4, family: 4 }
    ])
})
const { body } = await transport.request({
  url: new URL(`http://videos.example:${port}/a`),
  headers: {},
  loopbackAllowed: false,
  signal: new AbortController().signal
})
for await (const chunk of body) process.stdout.write(chunk)
server.close()
