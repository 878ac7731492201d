import type { Downloader } from './download'

/** Returns a downloader that keeps the computer awake while it downloads, and at no other time. */
export function awakeDownloader(downloader: Downloader, keepAwake: (isNeeded: boolean) => void): Downloader {
  let running = 0
  return {
    async download(...inputs) {
      running += 1
      if (running === 1) keepAwake(true)
      try {
        return await downloader.download(...inputs)
      } finally {
        running -= 1
        if (running === 0) keepAwake(false)
      }
    },
    whyBlocked: (...inputs) => downloader.whyBlocked(...inputs)
  }
}
