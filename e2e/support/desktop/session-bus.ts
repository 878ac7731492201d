import { join } from 'node:path'
import { writeFile } from 'node:fs/promises'
import { Helper, type Environment } from './processes'

export interface SessionBus {
  readonly address: string
  stop(): Promise<void>
}

/** Configuration without service folders: nothing is started on demand, neither a keyring nor a password prompt. */
const configuration = (folder: string): string => `<busconfig>
  <type>session</type>
  <listen>unix:dir=${folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

/** Starts an empty D-Bus session. `folder` holds its configuration and socket. */
export async function startSessionBus(folder: string, env: Environment): Promise<SessionBus> {
  const file = join(folder, 'bus.conf')
  await writeFile(file, configuration(folder))
  const daemon = new Helper('dbus-daemon', [`--config-file=${file}`, '--nofork', '--print-address=1'], {
    env
  })
  const address = await daemon.firstLine(1)
  return { address, stop: () => daemon.stop() }
}
