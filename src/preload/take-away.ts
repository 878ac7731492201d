import { webFrame } from 'electron'

/**
 * Takes away what the page never uses and what no policy of Chromium closes: WebRTC asks DNS for names and talks to
 * anybody, storage fills the disk, and `paste` reads the clipboard. It runs before the first script of the page. A
 * frame would bring all of it back, so none can be made.
 */
export function takeAwayUnused(): void {
  void webFrame.executeJavaScript(`(${takeAway.toString()})()`)
}

/** Runs in the page's own world; must not use anything from around it. */
function takeAway(): void {
  const globals = [
    'RTCPeerConnection',
    'webkitRTCPeerConnection',
    'WebTransport',
    'SharedWorker',
    'indexedDB',
    'caches',
    'showOpenFilePicker',
    'showSaveFilePicker',
    'showDirectoryPicker',
    'webkitRequestFileSystem',
    'webkitResolveLocalFileSystemURL',
    // Makes elements of its own, frames as well.
    'XSLTProcessor'
  ]
  for (const name of globals) Reflect.deleteProperty(globalThis, name)
  const members: readonly (readonly [string, string])[] = [
    ['StorageManager', 'getDirectory'],
    ['Navigator', 'serviceWorker'],
    ['Navigator', 'storageBuckets'],
    ['Navigator', 'webkitPersistentStorage'],
    ['Navigator', 'webkitTemporaryStorage']
  ]
  for (const [owner, name] of members) {
    const constructor = Reflect.get(globalThis, owner) as { readonly prototype: object } | undefined
    if (constructor) Reflect.deleteProperty(constructor.prototype, name)
  }

  // Whatever the page changes later, these stay what they are now.
  const { apply, defineProperty } = Reflect
  const toText = String
  type Method = (...words: readonly unknown[]) => unknown
  const prototypeOf = (owner: string): object =>
    (Reflect.get(globalThis, owner) as { readonly prototype: object }).prototype
  const replace = (name: string, made: (own: Method) => Method): void => {
    const prototype = prototypeOf('Document')
    const value = made(Reflect.get(prototype, name) as Method)
    defineProperty(prototype, name, { value, configurable: false, writable: false })
  }

  // All that the form needs. Ctrl+V in a field does not come this way.
  replace(
    'execCommand',
    (own) =>
      function (this: unknown, command: unknown, ...rest: readonly unknown[]) {
        return toText(command) === 'insertText' && apply(own, this, ['insertText', ...rest])
      }
  )
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called on an element below
  const localName = Object.getOwnPropertyDescriptor(prototypeOf('Element'), 'localName')?.get as Method
  const refuseFrames = (own: Method): Method =>
    function (this: unknown, ...words: readonly unknown[]) {
      const element = apply(own, this, words)
      switch (apply(localName, element, [])) {
        case 'iframe':
        case 'frame':
        case 'object':
        case 'embed':
        case 'fencedframe':
        case 'portal':
          throw new TypeError('This page has no frames')
        default:
          return element
      }
    }
  replace('createElement', refuseFrames)
  replace('createElementNS', refuseFrames)
}
