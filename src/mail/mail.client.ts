import { createTransport } from 'nodemailer'
import type { Logger } from 'pino'

/** A mail in plain text. */
export interface Mail {
  to: string
  subject: string
  text: string
}

/** Sends mails where a mail server is set; what is mailed is always to be seen in the product too. */
export interface Mailer {
  /** Whether a mail server is set at all. */
  isSet: boolean
  /** Hands a mail to the server. Whether it took it; a failure is logged, never thrown. */
  send(mail: Mail): Promise<boolean>
}

/** A mail server that doesn't answer may hold a request this long (ms), and no longer. */
const PATIENCE = 10_000

/**
 * @param settings null is no mail server: nothing is sent
 * @param patience for a test, which has less
 */
export function mailer(settings: { url: string; from: string } | null, log: Logger, patience = PATIENCE): Mailer {
  if (settings === null) return { isSet: false, send: async () => false }
  const transport = createTransport(
    {
      url: settings.url,
      dnsTimeout: patience,
      connectionTimeout: patience,
      greetingTimeout: patience,
      socketTimeout: patience,
      // Addresses and texts are data here, never paths or addresses to read an attachment from.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from: settings.from },
  )
  return {
    isSet: true,
    async send({ to, subject, text }) {
      try {
        await within(patience, transport.sendMail({ to: { name: '', address: to }, subject, text }))
        return true
      } catch (error) {
        // Without the mail itself: it may hold a one-time link.
        log.error({ reason: error instanceof Error ? error.message : String(error) }, 'a mail was not sent')
        return false
      }
    },
  }
}

/** The timeouts above are of each step and begin anew with each byte; this one is of the whole. */
async function within<Result>(patience: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patience} ms`)), patience)
  })
  try {
    return await Promise.race([work, tooLong])
  } finally {
    clearTimeout(timer)
  }
}
