/** A write that the database refuses, such as one of a wrong type: repeating it changes nothing. */
export class RefusedWrite extends Error {
  constructor(message: string, deps?: ErrorOptions) {
    super(message, deps)
    this.name = 'RefusedWrite'
  }
}
