import { webFrame } from 'electron'

/**
 * Removes web APIs that the page never uses and that no Chromium policy closes: WebRTC resolves names and connects
 * anywhere, storage fills the disk, and `paste` reads the clipboard. Runs before the page's first script. A frame would
 * restore them all, so frames cannot be created.
 */
export function takeAwayUnused(): void {
  void webFrame.executeJavaScript(`(${takeAway.toString()})()`)
}

/** Runs in the page's world, and must not use anything from outside its body. */
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
    // Creates elements, frames included.
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

  // Kept before the page can replace them.
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

  // The only command that the form needs. Ctrl+V in a field does not use execCommand.
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
