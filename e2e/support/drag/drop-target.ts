import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { killAll, outputOf, type Environment } from '../desktop/processes'
import { projectFolder } from '../project'

interface Drop {
  readonly uris: readonly string[]
  readonly paths: readonly string[]
  readonly sizes: readonly (number | null)[]
  readonly action: readonly string[]
}

export interface Point {
  readonly x: number
  readonly y: number
}

export interface DropTarget {
  readonly centre: Point
  /** First drop on the window. */
  readonly dropped: Promise<Drop>
  stop(): void
}

/** Opens another program's window to drop files on. Debian's own Python has GTK. */
export async function openDropTarget(env: Environment, at: Point): Promise<DropTarget> {
  const script = join(projectFolder, 'e2e/support/drag/drop-target.py')
  const child = spawn('/usr/bin/python3', [script, String(at.x), String(at.y)], {
    env: { ...env, GDK_BACKEND: 'x11' },
    stdio: ['ignore', 'pipe', 'ignore']
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<unknown> => {
    const line = await lines.next()
    if (line.done) throw new Error('The drop target ended. Is python3-gi installed?')
    return JSON.parse(line.value) as unknown
  }
  const place = (await next()) as Point & { readonly size: number }
  return {
    centre: { x: place.x + Math.round(place.size / 2), y: place.y + Math.round(place.size / 2) },
    dropped: next() as Promise<Drop>,
    stop: () => killAll([child.pid ?? 0])
  }
}

/** Drags with the real pointer: presses at one place, moves in steps, and releases. */
export async function dragOnScreen(env: Environment, from: Point, to: Point): Promise<void> {
  const steps = 20
  const between = (step: number): string[] => [
    'mousemove',
    String(Math.round(from.x + ((to.x - from.x) * step) / steps)),
    String(Math.round(from.y + ((to.y - from.y) * step) / steps)),
    'sleep',
    '0.02'
  ]
  const moves = Array.from({ length: steps }, (_, index) => between(index + 1)).flat()
  const nudge = [4, 8, 12].flatMap((by) => [
    'mousemove',
    String(from.x + by),
    String(from.y + by),
    'sleep',
    '0.05'
  ])
  const start = ['mousemove', String(from.x), String(from.y), 'sleep', '0.1', 'mousedown', '1']
  // The drag begins in another process: wait for it before moving on and before releasing.
  const all = [...start, ...nudge, 'sleep', '0.5', ...moves, 'sleep', '0.5', 'mouseup', '1']
  if ((await outputOf('xdotool', all, env)) === undefined)
    throw new Error('xdotool could not move the pointer.')
}
