import type {
  Bridge,
  CallInput,
  CallName,
  CallOutput,
  EventName,
  EventPayload,
  MessageInput,
  MessageName
} from '@shared/contract'
import { ProblemError } from '@shared/problem'

/** Calls and events of the main process, typed by the contract. */
export interface Client {
  /** Sends a call. Rejects with a `ProblemError` when the main process answers with a failure. */
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>>
  send<Name extends MessageName>(name: Name, input: MessageInput<Name>): void
  /** Passes dropped files on to the main process. */
  dropped(files: readonly File[]): void
  /** Subscribes to an event. Returns a function that ends the subscription. */
  on<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void
}

export function createClient(bridge: Bridge): Client {
  return {
    async call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallOutput<Name>> {
      const envelope = await bridge.call[name](input)
      if (!envelope.ok) throw new ProblemError(envelope.error)
      return envelope.value as CallOutput<Name>
    },
    send: (name, input) => bridge.send[name](input),
    dropped: (files) => bridge.dropped(files),
    on: <Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void) =>
      bridge.on[name]((payload) => listener(payload as EventPayload<Name>))
  }
}
