/** Inserts text at the cursor, over the selection, as if it was typed, so that Ctrl Z undoes it. */
export function insertText(field: HTMLTextAreaElement, text: string): void {
  field.focus()
  // The only way into a field's own undo history; setting its value clears it.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing has replaced it
  document.execCommand('insertText', false, text)
}

/** Replaces all text in the same way. */
export function replaceText(field: HTMLTextAreaElement, text: string): void {
  field.focus()
  field.select()
  insertText(field, text)
}
