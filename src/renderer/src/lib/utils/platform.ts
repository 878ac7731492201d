/** Only for the names of keys and of the file manager; use the app's state for anything else. */
export const isMac = navigator.userAgent.includes('Macintosh')
