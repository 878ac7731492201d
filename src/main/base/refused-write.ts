/** A write that the database does not take as it stands, such as one of a wrong type: repeating it changes nothing. */
export class RefusedWrite extends Error {
  constructor(message: string, deps?: ErrorOptions) {
    super(message, deps)
    this.name = 'RefusedWrite'
  }
}
