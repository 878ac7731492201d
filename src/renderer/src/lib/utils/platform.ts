/** Only for the names of keys and of the file manager; everything else asks the state of the app. */
export const isMac = navigator.userAgent.includes('Macintosh')
