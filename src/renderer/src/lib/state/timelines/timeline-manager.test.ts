import { beforeEach, describe, expect, it } from 'vitest'
import type { CallInput, CallOutput } from '@shared/contract'
import type { GenerationId } from '@shared/generation'
import { ProblemError, type Problem } from '@shared/problem'
import { defaultTimelineOptions, mostTimelineClips, type TimelineOptions } from '@shared/timelines/targets'
import type { Client } from '$lib/api/client'
import { ErrorReporter } from '../window/error-reporter'
import { ToastManager } from '../window/toast-manager.svelte'
import { TimelineManager, type TimelineChoice } from './timeline-manager.svelte'

type Saved = CallOutput<'timelines.save'>['saved']
const plan: CallOutput<'timelines.plan'> = {
  clips: 2,
  lengthMs: 8000,
  width: 1280,
  height: 720,
  rate: '24',
  bytes: 1000,
  marked: 0,
  warnings: []
}
const nothing: Problem = { code: 'not_possible_now', message: 'Nothing', retryable: false }
const ids = (count: number): GenerationId[] =>
  Array.from({ length: count }, () => crypto.randomUUID() as GenerationId)
const choices = (count = 2): readonly TimelineChoice[] => [
  { name: 'Selected', source: { kind: 'clips', ids: ids(count) } },
  { name: 'All clips', source: { kind: 'list', view: 'all', text: '', sort: 'newest' } }
]

let planned: CallInput<'timelines.plan'>[]
let answerPlan: (input: CallInput<'timelines.plan'>) => Promise<typeof plan>
let answerSave: () => Promise<{ saved: Saved }>
let stored: TimelineOptions
let revealed: unknown[]
let toasts: ToastManager
let isOpen: boolean
let listener: (payload: unknown) => void
let manager: TimelineManager

beforeEach(() => {
  planned = []
  revealed = []
  isOpen = false
  stored = defaultTimelineOptions
  answerPlan = () => Promise.resolve(plan)
  answerSave = () => Promise.resolve({ saved: null })
  const client = {
    call: (name: string, input: unknown) => {
      if (name === 'timelines.plan') {
        planned.push(input as CallInput<'timelines.plan'>)
        return answerPlan(input as CallInput<'timelines.plan'>)
      }
      if (name === 'timelines.save') return answerSave()
      revealed.push(input)
      return Promise.resolve({})
    },
    on: (_name: string, listen: (payload: unknown) => void) => {
      listener = listen
      return () => undefined
    }
  } as unknown as Client
  toasts = new ToastManager()
  manager = new TimelineManager({
    client,
    toasts,
    errors: new ErrorReporter(client, toasts),
    options: () => stored,
    saveOptions: (options) => {
      stored = options
      return Promise.resolve(true)
    },
    onOpen: () => (isOpen = true),
    onSaved: () => (isOpen = false)
  })
})

describe('exporting a timeline', () => {
  it('reads what would be saved when it opens, and again with each choice', async () => {
    await manager.open(choices(), 0)
    expect([isOpen, manager.plan]).toEqual([true, plan])
    await manager.choose(1)
    await manager.change({ target: 'shotcut' })
    expect(planned.map(({ source, options }) => [source.kind, options.target])).toEqual([
      ['clips', 'resolve'],
      ['list', 'resolve'],
      ['list', 'shotcut']
    ])
    expect(stored.target).toBe('shotcut')
  })

  it('shows the plan of the last question alone', async () => {
    await manager.open(choices(), 0)
    const answers: ((answer: typeof plan) => void)[] = []
    answerPlan = () => new Promise((resolve) => answers.push(resolve))
    const [first, second] = [manager.choose(1), manager.choose(0)]
    answers[1]?.({ ...plan, clips: 5 })
    answers[0]?.({ ...plan, clips: 9 })
    await Promise.all([first, second])
    expect(manager.plan?.clips).toBe(5)
  })

  it('says why there is nothing to save', async () => {
    answerPlan = () => Promise.reject(new ProblemError(nothing))
    await manager.open(choices(), 0)
    expect([manager.plan, manager.problem]).toEqual([null, nothing])
    answerPlan = () => Promise.resolve(plan)
    await manager.choose(1)
    expect([manager.plan, manager.problem]).toEqual([plan, null])
  })

  it('asks for nothing with more clips than a timeline takes', async () => {
    await manager.open(choices(mostTimelineClips + 1), 0)
    expect(planned).toEqual([])
    expect(manager.problem?.message).toContain('up to 2000 clips')
  })

  it('stays open when the dialog was cancelled', async () => {
    await manager.open(choices(), 0)
    await manager.save()
    expect([isOpen, manager.isSaving, toasts.toasts]).toEqual([true, false, []])
  })

  it('closes once it is saved, says what was left out, and shows the file', async () => {
    await manager.open(choices(), 0)
    answerSave = () => Promise.resolve({ saved: { id: 'an-id', name: 'Film.xml', clips: 2, leftOut: 1 } })
    await manager.save()
    const [toast] = toasts.toasts
    expect([isOpen, toast?.text, toast?.detail]).toEqual([
      false,
      'Timeline of 2 clips saved · 1 clip left out',
      'Film.xml'
    ])
    toast?.action?.run()
    expect(revealed).toEqual([{ id: 'an-id' }])
  })

  it('shows the progress only while it is saved', async () => {
    await manager.open(choices(), 0)
    let finish: (answer: { saved: Saved }) => void = () => undefined
    answerSave = () => new Promise((resolve) => (finish = resolve))
    const saving = manager.save()
    listener({ phase: 'copying', done: 1, total: 2 })
    expect([manager.isSaving, manager.progress?.done]).toEqual([true, 1])
    finish({ saved: null })
    await saving
    listener({ phase: 'copying', done: 2, total: 2 })
    expect([manager.isSaving, manager.progress]).toEqual([false, null])
  })
})
