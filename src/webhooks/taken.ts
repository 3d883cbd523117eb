/** A delivery that is somebody’s to send now. */
export interface Taken {
  id: number
  webhookId: number
  linkId: number | null
  messageId: string
  /** Whose number of this try: another has another. */
  tries: number
  createdAt: Date
  accountId: number
  address: string
  secret: Buffer
  /** Whether it is known to answer quickly, as all of its account. */
  isProven: boolean
  /** While it signs along. */
  formerSecret: Buffer | null
}
