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

/** Where a window was placed. */
type Place = Point & { readonly size: number }

/** Starts a window that reports as lines of JSON. Debian's own Python has GTK. */
function startScript(
  env: Environment,
  name: string,
  args: readonly string[]
): { readonly next: () => Promise<unknown>; readonly stop: () => void } {
  const script = join(projectFolder, 'e2e/support/drag', name)
  const child = spawn('/usr/bin/python3', [script, ...args], {
    env: { ...env, GDK_BACKEND: 'x11' },
    stdio: ['ignore', 'pipe', 'ignore']
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<unknown> => {
    const line = await lines.next()
    if (line.done) throw new Error(`${name} ended. Is python3-gi installed?`)
    return JSON.parse(line.value) as unknown
  }
  return { next, stop: () => killAll([child.pid ?? 0]) }
}

/** Opens another program's window to drop files on. */
export async function openDropTarget(env: Environment, at: Point): Promise<DropTarget> {
  const { next, stop } = startScript(env, 'drop-target.py', [String(at.x), String(at.y)])
  const place = (await next()) as Place
  return {
    centre: { x: place.x + Math.round(place.size / 2), y: place.y + Math.round(place.size / 2) },
    dropped: next() as Promise<Drop>,
    stop
  }
}

export interface DragSource {
  readonly centre: Point
  stop(): void
}

/** Opens another program's window that files can be dragged out of. */
export async function openDragSource(
  env: Environment,
  at: Point,
  paths: readonly string[]
): Promise<DragSource> {
  const { next, stop } = startScript(env, 'drag-source.py', [String(at.x), String(at.y), ...paths])
  const { x, y, size } = (await next()) as Place
  return { centre: { x: x + Math.round(size / 2), y: y + Math.round(size / 2) }, stop }
}

/** A drag with the real pointer that was not let go yet. */
export interface RealDrag {
  readonly moveTo: (to: Point) => Promise<void>
  readonly release: () => Promise<void>
}

/** Presses the real pointer at one place and drags to another, in steps. */
export async function dragThrough(env: Environment, from: Point, to: Point): Promise<RealDrag> {
  const move = async (start: Point, end: Point, before: readonly string[] = []): Promise<void> => {
    const steps = 20
    const between = (step: number): string[] => [
      'mousemove',
      String(Math.round(start.x + ((end.x - start.x) * step) / steps)),
      String(Math.round(start.y + ((end.y - start.y) * step) / steps)),
      'sleep',
      '0.02'
    ]
    await point(env, [...before, ...Array.from({ length: steps }, (_, index) => between(index + 1)).flat()])
  }
  const nudge = [4, 8, 12].flatMap((by) => [
    'mousemove',
    String(from.x + by),
    String(from.y + by),
    'sleep',
    '0.05'
  ])
  // The drag begins in another process: wait for it before moving on and before releasing.
  const press = ['mousemove', String(from.x), String(from.y), 'sleep', '0.1', 'mousedown', '1', ...nudge]
  await move(from, to, [...press, 'sleep', '0.5'])
  let last = to
  return {
    moveTo: async (next) => {
      await move(last, next)
      last = next
    },
    release: () => point(env, ['sleep', '0.5', 'mouseup', '1'])
  }
}

/** Drags with the real pointer: presses at one place, moves in steps, and releases. */
export async function dragOnScreen(env: Environment, from: Point, to: Point): Promise<void> {
  await (await dragThrough(env, from, to)).release()
}

async function point(env: Environment, words: readonly string[]): Promise<void> {
  if ((await outputOf('xdotool', words, env)) === undefined)
    throw new Error('xdotool could not move the pointer.')
}
