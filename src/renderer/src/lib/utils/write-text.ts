/** Puts text where the cursor stands, over what is selected, as if it was typed: Ctrl Z takes it back. */
export function insertText(field: HTMLTextAreaElement, text: string): void {
  field.focus()
  // The only way into a field's own undo history; setting its value would empty it.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing has replaced it
  document.execCommand('insertText', false, text)
}

/** Puts text in the place of all there is, in the same way. */
export function replaceText(field: HTMLTextAreaElement, text: string): void {
  field.focus()
  field.select()
  insertText(field, text)
}
