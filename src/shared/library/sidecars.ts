/** Returns the name of the sidecar of a file in the library folder. */
export const sidecarName = (fileName: string): string => `${fileName}.xmp`
