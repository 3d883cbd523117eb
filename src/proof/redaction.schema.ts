import { z } from 'zod'

const line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, 'It is empty.')
    .max(longest, `It is longer than ${longest} characters.`)
    .refine((text) => !/\p{Cc}/u.test(text), 'It has line ends or other control characters.')

/** Why something was redacted, as the public reads it. */
export const PublicReason = line(900)

/** Under what law, as the public reads it. */
export const LegalBasis = line(300)
