import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { ProblemError } from '@shared/problem'
import { FakeClock, settle } from '../../base/testing/fake-clock'
import { silentLogger, type Logger } from '../../logging/logger'
import { Shutdown } from './shutdown'

/** Returns a fake process with the events that a shutdown causes in it. */
function fakeProgram(
  answers: {
    close?: () => Promise<void>
    mayQuit?: () => Promise<boolean>
    afterFailure?: () => Promise<'restart' | 'quit'>
    isNativeCallHung?: boolean
  } = {}
) {
  const events: string[] = []
  const errors: unknown[] = []
  const clock = new FakeClock()
  const app = Object.assign(new EventEmitter(), {
    exit: (code?: number) => void events.push(`exit ${code}`)
  })
  const process = Object.assign(new EventEmitter(), {
    pid: 7,
    kill: (pid: number, signal?: string | number) => {
      events.push(`${signal} to ${pid}`)
      return true as const
    }
  })
  const logger: Logger = { ...silentLogger, error: (_message, error) => void errors.push(error) }
  const noted = <T>(event: string, answer: (() => Promise<T>) | undefined, otherwise: T) => {
    return (): Promise<T> => {
      events.push(event)
      return answer ? answer() : Promise.resolve(otherwise)
    }
  }
  const shutdown = new Shutdown({
    app,
    process,
    clock,
    logger,
    close: noted('closed', answers.close, undefined),
    relaunch: () => void events.push('relaunched'),
    isNativeCallHung: () => answers.isNativeCallHung ?? false,
    mayQuit: noted('asked to quit', answers.mayQuit, true),
    askAfterFailure: noted('asked after the failure', answers.afterFailure, 'quit')
  })
  shutdown.register()
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
  const begin = async (last?: () => Promise<void>): Promise<void> => {
    shutdown.begin(last)
    await settle()
  }
  return { events, errors, clock, quit, signal, fail, begin }
}

const never = <T>(): Promise<T> => new Promise(() => undefined)

it('asks once before quitting, and keeps running when the user says no [F66]', async () => {
  const answers = [false, true]
  const program = fakeProgram({ mayQuit: () => Promise.resolve(answers.shift()!) })
  expect(await program.quit()).toBe(true)
  expect(program.events).toEqual(['asked to quit'])
  await program.quit()
  expect(program.events).toEqual(['asked to quit', 'asked to quit', 'closed', 'exit 0'])
})

it('does not ask twice when a second quit arrives during the question [F66]', async () => {
  let answer: (may: boolean) => void = () => undefined
  const program = fakeProgram({ mayQuit: () => new Promise((resolve) => (answer = resolve)) })
  await program.quit()
  await program.quit()
  answer(true)
  await settle()
  await program.quit()
  expect(program.events).toEqual(['asked to quit', 'closed', 'exit 0'])
})

it.each(['SIGTERM', 'SIGINT', 'SIGHUP'])('closes everything on %s without asking [F65]', async (name) => {
  const program = fakeProgram()
  await program.signal(name)
  expect(program.events).toEqual(['closed', 'exit 0'])
})

it('runs an installer once everything is closed, and lets that quit the program', async () => {
  const program = fakeProgram()
  await program.begin(() => {
    program.events.push('installing')
    return never()
  })
  expect(program.events).toEqual(['closed', 'installing'])
  expect(await program.quit()).toBe(false)
  expect(program.events).toEqual(['closed', 'installing'])
})

it('exits after an installer, also one that fails', async () => {
  const program = fakeProgram()
  await program.begin(() => Promise.reject(new Error('no such file')))
  expect(program.events).toEqual(['closed', 'exit 0'])
  expect(program.errors).toHaveLength(1)
})

it('limits the time for closing, and kills itself when the process does not exit [F65]', async () => {
  const program = fakeProgram({ close: never })
  await program.signal('SIGTERM')
  await program.clock.run(2_400)
  expect(program.events).toEqual(['closed'])
  await program.clock.run(200)
  expect(program.events).toEqual(['closed', 'exit 0'])
  await program.clock.run(2_000)
  expect(program.events).toEqual(['closed', 'exit 0', 'SIGKILL to 7'])
})

it('does not wait for a hung native call [F63]', async () => {
  const program = fakeProgram({ isNativeCallHung: true })
  await program.quit()
  expect(program.events).toEqual(['asked to quit', 'closed', 'SIGKILL to 7'])
})

it('logs an uncaught exception, closes everything and asks the user once [F60]', async () => {
  const program = fakeProgram({ afterFailure: never })
  const [first, second] = [new Error('from a timer'), new Error('from a half-closed part')]
  await program.fail('uncaughtException', first)
  await program.fail('unhandledRejection', second)
  expect(program.errors).toEqual([first, second])
  expect(program.events).toEqual(['closed', 'asked after the failure'])
  // The window is gone by then, and the user must still be able to read the dialog.
  expect(await program.quit()).toBe(true)
  expect(program.events).toEqual(['closed', 'asked after the failure'])
  await program.signal('SIGTERM')
  expect(program.events.at(-1)).toBe('exit 0')
})

it.each([
  ['restart', ['closed', 'asked after the failure', 'relaunched', 'exit 1']],
  ['quit', ['closed', 'asked after the failure', 'exit 1']]
] as const)('lets the user %s after an uncaught exception [F60]', async (choice, events) => {
  const program = fakeProgram({ afterFailure: () => Promise.resolve(choice) })
  await program.fail('unhandledRejection', new Error('unhandled'))
  expect(program.events).toEqual(events)
})

it('only logs an unhandled failure of an expected kind [F60]', async () => {
  const program = fakeProgram()
  const full = new ProblemError({ code: 'disk_full', message: 'The disk is full.', retryable: true })
  await program.fail('unhandledRejection', full)
  expect([program.errors, program.events]).toEqual([[full], []])
})

it('logs an exception during the shutdown and still exits [F60]', async () => {
  const broken = new Error('could not be closed')
  const program = fakeProgram({ close: () => Promise.reject(broken) })
  await program.signal('SIGTERM')
  await program.fail('uncaughtException', new Error('on the way out'))
  expect(program.events).toEqual(['closed', 'exit 0'])
  expect(program.errors).toHaveLength(2)
})
