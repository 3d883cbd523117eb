import type { LexiconWords } from '../lexicon'

/** What pages of every language have. */
export const everywhere: LexiconWords = {
  offers: `
    newsletter | newsletters | podcast | whatsapp | telegram | instagram | facebook | itunes | apple podcasts |
    spotify | soundcloud`,
  notices: 'copyright © | copyright # | © # | all rights reserved | creative commons | cc by',
  parts: `
    # | facebook | twitter | x | whatsapp | telegram | instagram | linkedin | reddit | email | e mail | pdf | vk |
    ok`,
}
