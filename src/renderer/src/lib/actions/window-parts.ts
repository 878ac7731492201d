/** A part of the window is marked with its name: `data-part`. */
const focusable = 'button:not(:disabled), [href], input, select, textarea, summary, [tabindex="0"]'

/**
 * Moves the focus to the next part that is shown, and from the last one to the first.
 *
 * @param own How to focus parts that know better than their first control.
 */
export function focusNextPart(own: Readonly<Record<string, () => void>>): void {
  const parts = [...document.querySelectorAll<HTMLElement>('[data-part]')]
  const current = parts.findIndex((part) => part.contains(document.activeElement))
  const next = parts[(current + 1) % parts.length]
  if (!next) return
  const focus = own[next.dataset['part'] ?? '']
  if (focus) focus()
  else next.querySelector<HTMLElement>(focusable)?.focus()
}
