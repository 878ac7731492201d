/**
 * Calls back once what is in the page now is on screen; in a hidden window once it is shown. The returned function
 * prevents that.
 */
export function onceDrawn(then: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  // The frame after the first one begins when that one was drawn.
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(() => {
      timer = setTimeout(then, 0)
    })
  })
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}
