import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { ProblemError } from '@shared/problem'
import { FakeClock, settle } from '../../base/testing/fake-clock'
import { silentLogger, type Logger } from '../../logging/logger'
import { Ending } from './ending'

/** The program from outside: what was asked of it, and what became of it. */
function fakeProgram(
  answers: {
    putAway?: () => Promise<void>
    mayQuit?: () => Promise<boolean>
    afterFailure?: () => Promise<'restart' | 'quit'>
    isNativeCallHung?: boolean
  } = {}
) {
  const events: string[] = []
  const errors: unknown[] = []
  const clock = new FakeClock()
  const app = Object.assign(new EventEmitter(), {
    exit: (code?: number) => void events.push(`exit ${code}`),
    relaunch: () => void events.push('started again')
  })
  const process = Object.assign(new EventEmitter(), {
    pid: 7,
    kill: (pid: number, signal?: string | number) => {
      events.push(`${signal} to ${pid}`)
      return true as const
    }
  })
  const logger: Logger = { ...silentLogger, error: (_message, error) => void errors.push(error) }
  const told = <T>(event: string, answer: (() => Promise<T>) | undefined, otherwise: T) => {
    return (): Promise<T> => {
      events.push(event)
      return answer ? answer() : Promise.resolve(otherwise)
    }
  }
  new Ending({
    app,
    process,
    clock,
    logger,
    putAway: told('put away', answers.putAway, undefined),
    isNativeCallHung: () => answers.isNativeCallHung ?? false,
    mayQuit: told('asked to quit', answers.mayQuit, true),
    afterFailure: told('told of the failure', answers.afterFailure, 'quit')
  }).watch()
  const quit = async (): Promise<boolean> => {
    let isPrevented = false
    app.emit('before-quit', { preventDefault: () => (isPrevented = true) })
    await settle()
    return isPrevented
  }
  const signal = async (name: string): Promise<void> => {
    process.emit(name)
    await settle()
  }
  const fail = async (kind: 'uncaughtException' | 'unhandledRejection', error: unknown): Promise<void> => {
    process.emit(kind, error)
    await settle()
  }
  return { events, errors, clock, quit, signal, fail }
}

const never = <T>(): Promise<T> => new Promise(() => undefined)

it('asks once before it quits, and stays where the user says so [F66]', async () => {
  const answers = [false, true]
  const program = fakeProgram({ mayQuit: () => Promise.resolve(answers.shift()!) })
  expect(await program.quit()).toBe(true)
  expect(program.events).toEqual(['asked to quit'])
  await program.quit()
  expect(program.events).toEqual(['asked to quit', 'asked to quit', 'put away', 'exit 0'])
})

it('is not asked twice by a quit that comes while the first is answered [F66]', async () => {
  let answer: (may: boolean) => void = () => undefined
  const program = fakeProgram({ mayQuit: () => new Promise((resolve) => (answer = resolve)) })
  await program.quit()
  await program.quit()
  answer(true)
  await settle()
  await program.quit()
  expect(program.events).toEqual(['asked to quit', 'put away', 'exit 0'])
})

it.each(['SIGTERM', 'SIGINT', 'SIGHUP'])(
  'puts everything away at %s and asks nothing [F65]',
  async (name) => {
    const program = fakeProgram()
    await program.signal(name)
    expect(program.events).toEqual(['put away', 'exit 0'])
  }
)

it('waits no longer than a logout does, and ends itself where the system does not [F65]', async () => {
  const program = fakeProgram({ putAway: never })
  await program.signal('SIGTERM')
  await program.clock.run(2_400)
  expect(program.events).toEqual(['put away'])
  await program.clock.run(200)
  expect(program.events).toEqual(['put away', 'exit 0'])
  await program.clock.run(2_000)
  expect(program.events).toEqual(['put away', 'exit 0', 'SIGKILL to 7'])
})

it('does not wait for a native call that never returns [F63]', async () => {
  const program = fakeProgram({ isNativeCallHung: true })
  await program.quit()
  expect(program.events).toEqual(['asked to quit', 'put away', 'SIGKILL to 7'])
})

it('an error that nothing expected is logged, everything is put away, and the user is told once [F60]', async () => {
  const program = fakeProgram({ afterFailure: never })
  const [first, second] = [new Error('from a timer'), new Error('from what was half alive')]
  await program.fail('uncaughtException', first)
  await program.fail('unhandledRejection', second)
  expect(program.errors).toEqual([first, second])
  expect(program.events).toEqual(['put away', 'told of the failure'])
  // The window is gone by then, which is no reason to leave before the user has read it.
  expect(await program.quit()).toBe(true)
  expect(program.events).toEqual(['put away', 'told of the failure'])
  await program.signal('SIGTERM')
  expect(program.events.at(-1)).toBe('exit 0')
})

it.each([
  ['restart', ['put away', 'told of the failure', 'started again', 'exit 1']],
  ['quit', ['put away', 'told of the failure', 'exit 1']]
] as const)('after a failure the user can %s [F60]', async (choice, events) => {
  const program = fakeProgram({ afterFailure: () => Promise.resolve(choice) })
  await program.fail('unhandledRejection', new Error('nobody waited for it'))
  expect(program.events).toEqual(events)
})

it('a failure of a kind that is expected, which nobody waited for, is logged and no more [F60]', async () => {
  const program = fakeProgram()
  const full = new ProblemError({ code: 'disk_full', message: 'The disk is full.', retryable: true })
  await program.fail('unhandledRejection', full)
  expect([program.errors, program.events]).toEqual([[full], []])
})

it('a failure while it ends, or in putting away, is logged and keeps nothing open [F60]', async () => {
  const broken = new Error('could not be closed')
  const program = fakeProgram({ putAway: () => Promise.reject(broken) })
  await program.signal('SIGTERM')
  await program.fail('uncaughtException', new Error('on the way out'))
  expect(program.events).toEqual(['put away', 'exit 0'])
  expect(program.errors).toHaveLength(2)
})
