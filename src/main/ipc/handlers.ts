import type { z } from 'zod'
import type { CallName, calls, messages, preloadMessages } from '@shared/contract'

/** The parsed input of a call. */
export type Received<Name extends CallName> = z.output<(typeof calls)[Name]['input']>
type Output<Name extends CallName> = z.input<(typeof calls)[Name]['output']>

/** A call with an empty answer needs no return. */
type Handler<Name extends CallName> =
  Output<Name> extends Record<string, never>
    ? (input: Received<Name>) => void | Promise<void>
    : (input: Received<Name>) => Output<Name> | Promise<Output<Name>>

/** One handler for each call of the contract, no more and no fewer. */
export type Handlers = { readonly [Name in CallName]: Handler<Name> }
/** Messages of the page and of its preload. */
type Messages = typeof messages & typeof preloadMessages
export type ReceivedMessageName = keyof Messages
export type MessageHandlers = {
  readonly [Name in ReceivedMessageName]: (input: z.output<Messages[Name]>) => void
}

/** Handlers of every call whose name begins with `Area.`. */
export type HandlersOf<Area extends string> = Pick<Handlers, Extract<CallName, `${Area}.${string}`>>
export type MessageHandlersOf<Area extends string> = Pick<
  MessageHandlers,
  Extract<ReceivedMessageName, `${Area}.${string}`>
>

type KeysOfEach<Sets> = Sets extends unknown ? keyof Sets : never
type Intersection<Sets> = (Sets extends unknown ? (sets: Sets) => void : never) extends (
  all: infer All
) => void
  ? All
  : never

/** The sets themselves, where no call is in two of them; otherwise a type that nothing fits. */
type Disjoint<Sets extends readonly unknown[]> = Sets extends readonly [infer First, ...infer Rest]
  ? [keyof First & KeysOfEach<Rest[number]>] extends [never]
    ? readonly [First, ...Disjoint<Rest>]
    : readonly [{ readonly handledTwice: keyof First & KeysOfEach<Rest[number]> }, ...Rest]
  : readonly []

/** Joins the handlers of all capabilities. A call handled twice does not compile; nor does a missing one, at `serve`. */
export function joinHandlers<const Sets extends readonly Partial<Handlers>[]>(
  ...sets: Sets & Disjoint<Sets>
): Intersection<Sets[number]> {
  return Object.assign({}, ...sets) as Intersection<Sets[number]>
}
