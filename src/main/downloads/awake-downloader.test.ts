import { expect, it } from 'vitest'
import { awakeDownloader } from './awake-downloader'
import type { DownloadJob, DownloadOutcome } from './download'

const start = () => {
  const ends: { resolve: (outcome: DownloadOutcome) => void; reject: (error: unknown) => void }[] = []
  const awake: boolean[] = []
  const downloader = awakeDownloader(
    {
      download: () => new Promise((resolve, reject) => ends.push({ resolve, reject })),
      whyBlocked: () => Promise.resolve(null)
    },
    (isNeeded) => awake.push(isNeeded)
  )
  const download = () =>
    downloader.download({ videoId: 'a' } as DownloadJob, () => undefined, new AbortController().signal)
  return { ends, awake, download, downloader }
}

it('keeps the computer awake from the first download to the end of the last', async () => {
  const { ends, awake, download } = start()
  const [one, other] = [download(), download()]
  expect(awake).toEqual([true])
  ends[0]!.resolve({ kind: 'cancelled' })
  await one
  expect(awake).toEqual([true])
  ends[1]!.resolve({ kind: 'cancelled' })
  await other
  expect(awake).toEqual([true, false])
})

it('lets it sleep after a download that failed', async () => {
  const { ends, awake, download } = start()
  const failing = download()
  ends[0]!.reject(new Error('the process ended'))
  await expect(failing).rejects.toThrow()
  expect(awake).toEqual([true, false])
})

it('lets it sleep while it only asks what blocks a download', async () => {
  const { awake, downloader } = start()
  await downloader.whyBlocked('https://example.com', false)
  expect(awake).toEqual([])
})
