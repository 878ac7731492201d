import { fileURLToPath } from 'node:url'
import { helpText, readCommandLine } from './command-line'
import { startSimulator } from './server'

const clipsFolder = fileURLToPath(new URL('clips', import.meta.url))

async function run(): Promise<void> {
  const command = readCommandLine(process.argv.slice(2))
  if (!command.ok) throw new Error(command.error)
  if (command.value.kind === 'help') {
    console.log(helpText())
    return
  }
  const { url, proxyUrl } = await startSimulator({ ...command.value.options, clipsFolder })
  console.log(`The simulator listens at ${url}, and serves files at ${proxyUrl} too.

Any key that does not begin with "bad" is accepted, unless --key named some.
  curl -s ${url}/api/wallet_balance -H 'Content-Type: application/json' -d '{"key":"demo"}'
  curl -s ${url}/control/ledger
Write [sim: submit-500-created] into a prompt for a fault; ${url}/control/faults lists them all.
Ctrl+C ends it.`)
}

run().catch((cause: unknown) => {
  console.error(cause instanceof Error ? cause.message : String(cause))
  process.exit(1)
})
