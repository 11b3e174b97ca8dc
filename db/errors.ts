/** The records of one document break a rule of the schema; nothing of them was written, and the run can go on. */
export class RecordsRejected extends Error {
  constructor(cause: Error) {
    super(`the records break a rule of the store (${cause.message})`, { cause })
    this.name = 'RecordsRejected'
  }
}
