/**
 * Runs in the page, before its own scripts where the page was not there yet: calls `firstTileShown` with the time at
 * which a tile has been painted.
 */
export const firstTileScript = `(() => {
  if (globalThis.benchWatches) return
  globalThis.benchWatches = true
  const look = () => {
    if (document.querySelector('[role="option"]') === null) return
    observer.disconnect()
    requestAnimationFrame(() =>
      requestAnimationFrame(() => firstTileShown(String(performance.timeOrigin + performance.now())))
    )
  }
  const observer = new MutationObserver(look)
  observer.observe(document, { childList: true, subtree: true })
  look()
})()`
