import { getSystemErrorName } from 'node:util'
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
  /**
   * Hands a mail to the server. Whether it took it, or null when it refuses the recipient for good, so that trying again
   * makes no sense. A failure is logged, never thrown.
   */
  send(mail: Mail): Promise<boolean | null>
}

/** A mail server that doesn't answer may hold a request this long (ms), and no longer. */
const PATIENCE = 10_000

/**
 * @param settings null is no mail server: nothing is sent
 * @param patience for a test, which has less
 */
export function mailer(settings: { url: string; from: string } | null, log: Logger, patience = PATIENCE): Mailer {
  if (settings === null) return { isSet: false, send: async () => false }
  const transport = transportOf(settings, patience)
  return {
    isSet: true,
    async send({ to, subject, text }) {
      try {
        await within(patience, transport.sendMail({ to: { name: '', address: to }, subject, text }))
        return true
      } catch (error) {
        const isFinal = isRefusedRecipient(error)
        // Neither the mail, which may hold a one-time link, nor the server's words: they name the recipient.
        if (isFinal) log.warn(codesOf(error), 'a recipient of a mail was refused')
        else log.error(codesOf(error), 'a mail was not sent')
        return isFinal ? null : false
      }
    },
  }
}

/** Why the mail server would take nothing; null where it greets, and lets us in. Sends nothing. */
export async function mailServerProblem(settings: { url: string; from: string }): Promise<string | null> {
  const transport = transportOf(settings, PATIENCE)
  try {
    await within(PATIENCE, transport.verify())
    return null
  } catch (error) {
    const { code, responseCode } = codesOf(error)
    return [code, responseCode].filter((one) => one !== undefined).join(', ') || 'no reason given'
  } finally {
    transport.close()
  }
}

const transportOf = ({ url, from }: { url: string; from: string }, patience: number) =>
  createTransport(
    {
      url,
      dnsTimeout: patience,
      connectionTimeout: patience,
      greetingTimeout: patience,
      socketTimeout: patience,
      // Addresses and texts are data here, never paths or addresses to read an attachment from.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  )

/** What nodemailer says of a failure. */
interface Failure {
  code?: string
  /** SMTP's. */
  responseCode?: number
  /** The SMTP command that failed. */
  command?: string
  /** The operating system's, of a connection that failed. */
  errno?: number
}

/** A 5xx for the recipient says that no later try will do (RFC 5321, section 4.2.1); for the sender it is our settings'. */
function isRefusedRecipient(error: unknown): boolean {
  const { command, responseCode = 0 } = (error ?? {}) as Failure
  return command === 'RCPT TO' && responseCode >= 500
}

function codesOf(error: unknown) {
  const { code, responseCode, errno } = (error ?? {}) as Failure
  return { code: typeof errno === 'number' ? getSystemErrorName(errno) : code, responseCode }
}

/** The timeouts above are of each step and begin anew with each byte; this one is of the whole. */
async function within<Result>(patience: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })), patience)
  })
  try {
    return await Promise.race([work, tooLong])
  } finally {
    clearTimeout(timer)
  }
}
