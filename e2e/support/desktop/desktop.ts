import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDisplay } from './display'
import { startKeyring } from './keyring'
import { Helper, type Environment } from './processes'
import { startSessionBus } from './session-bus'

export interface Desktop {
  readonly env: Environment
  stop(): Promise<void>
}

/** Returns the XDG folders of a desktop session below one folder, so that the developer's own are not touched. */
export async function sessionFolders(folder: string): Promise<Environment> {
  const runtime = join(folder, 'run')
  await mkdir(runtime, { recursive: true, mode: 0o700 })
  return {
    HOME: folder,
    XDG_RUNTIME_DIR: runtime,
    XDG_CONFIG_HOME: join(folder, '.config'),
    XDG_DATA_HOME: join(folder, '.local/share'),
    XDG_CACHE_HOME: join(folder, '.cache'),
    XDG_STATE_HOME: join(folder, '.local/state')
  }
}

/**
 * A headless desktop: a session bus, an unlocked keyring, an X server and, for drags between
 * windows, a window manager. The bus has no display, so that no password prompt can open.
 */
export async function startDesktop({ windowManager = false } = {}): Promise<Desktop> {
  const folder = await mkdtemp(join(tmpdir(), 'dailies-desktop-'))
  const stops: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })]
  const stop = async (): Promise<void> => {
    for (const next of stops.splice(0).reverse()) await next()
  }
  const base: Environment = { ...process.env, ...(await sessionFolders(folder)) }
  for (const name of ['DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'XDG_CURRENT_DESKTOP'])
    base[name] = undefined
  try {
    const bus = await startSessionBus(join(folder, 'run'), base)
    stops.push(() => bus.stop())
    const onBus = { ...base, DBUS_SESSION_BUS_ADDRESS: bus.address }
    const keyring = await startKeyring(join(folder, 'run'), onBus)
    stops.push(() => keyring.stop())
    const display = await startDisplay(base)
    stops.push(() => display.stop())
    const env = { ...onBus, DISPLAY: display.name, XDG_SESSION_TYPE: 'x11' }
    if (windowManager) {
      const manager = new Helper('openbox', ['--startup', 'echo ready'], { env })
      stops.push(() => manager.stop())
      // A window that opens while it starts may never be shown.
      await manager.firstLine(1)
    }
    return { env, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
