import { Helper, type Environment } from './processes'

export interface Display {
  readonly name: string
  stop(): Promise<void>
}

/** An X server without a screen. It picks a free display number and reports it once ready. */
export async function startDisplay(env: Environment, size = '1600x1000'): Promise<Display> {
  const server = new Helper(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-noreset'],
    { env }
  )
  const number = await server.firstLine(3)
  return { name: `:${number}`, stop: () => server.stop() }
}
