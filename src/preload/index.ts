import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import { sendDropped } from './send-dropped'
import { takeAwayUnused } from './take-away'

/** Names of the contract, inserted by the build: the schemas stay out of the preload. */
declare const CONTRACT_NAMES: {
  readonly calls: readonly string[]
  readonly messages: readonly string[]
  readonly events: readonly string[]
}

const record = <Value>(names: readonly string[], make: (name: string) => Value): Record<string, Value> =>
  Object.fromEntries(names.map((name) => [name, make(name)]))

takeAwayUnused()

contextBridge.exposeInMainWorld('dailies', {
  call: record(CONTRACT_NAMES.calls, (name) => (input: unknown) => ipcRenderer.invoke(name, input)),
  send: record(CONTRACT_NAMES.messages, (name) => (input: unknown) => ipcRenderer.send(name, input)),
  dropped: sendDropped,
  on: record(CONTRACT_NAMES.events, (name) => (listener: (payload: unknown) => void) => {
    const forward = (_event: IpcRendererEvent, payload: unknown): void => listener(payload)
    ipcRenderer.on(name, forward)
    return () => ipcRenderer.off(name, forward)
  })
})
