import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { LoadSecretStore } from './secret-store'

/** Contract of every secret store; run for each of them. */
export function describeSecretStore(name: string, load: LoadSecretStore): void {
  describe(`a secret store: ${name}`, () => {
    const account = (): string => `https://example.com|${randomUUID()}`

    it('returns null for a missing entry, and false when asked to delete it', async () => {
      const store = await load()
      const unknown = account()
      expect([await store.get(unknown), await store.delete(unknown)]).toEqual([null, false])
    })

    it.each([
      ['a key', 'mlab-0123456789'],
      ['every printable character', ' !"#$%&\'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~'],
      ['512 characters', 'x'.repeat(512)],
      ['other scripts', 'ключ 鍵 🔑']
    ])('returns %s unchanged', async (_name, secret) => {
      const store = await load()
      const own = account()
      await store.set(own, secret)
      const readBack = await store.get(own)
      await store.delete(own)
      expect([readBack, await store.get(own)]).toEqual([secret, null])
    })

    it('overwrites an entry, and keeps accounts separate', async () => {
      const store = await load()
      const [one, other] = [account(), account()]
      await store.set(one, 'first')
      await store.set(one, 'second')
      await store.set(other, 'third')
      const readBack = [await store.get(one), await store.get(other)]
      const deleted = [await store.delete(one), await store.delete(one), await store.delete(other)]
      expect([readBack, deleted]).toEqual([
        ['second', 'third'],
        [true, false, true]
      ])
    })

    it('keeps an entry for the next process', async () => {
      const own = account()
      await (await load()).set(own, 'kept')
      const next = await load()
      expect([await next.get(own), await next.delete(own)]).toEqual(['kept', true])
    })
  })
}
