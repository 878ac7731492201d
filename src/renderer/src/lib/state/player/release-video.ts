/** Gives back decoder, buffers and connection: Chromium keeps them until the source is taken away. */
export function releaseVideo(video: HTMLVideoElement): void {
  video.pause()
  video.removeAttribute('src')
  video.load()
}
