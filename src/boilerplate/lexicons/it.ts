import type { LexiconWords } from '../lexicon'

export const it: LexiconWords = {
  asks: `
    iscriviti | abbonati | registrati | ricevi | sostieni | sostienici | dona | fai una donazione | seguici |
    unisciti | clicca qui | scarica | condividi | scrivici | accedi | diventa | aiutaci | leggi senza`,
  pleas: `
    il tuo sostegno | il tuo aiuto | la tua donazione | nella tua casella | nella tua mail | sei già abbonato |
    riservato agli abbonati | per commentare devi | informativa sulla privacy | grazie ai lettori |
    la nostra newsletter | il nostro canale`,
  openers: 'cari lettori | caro lettore | care lettrici',
  offers: `
    newsletter | abbonamento | abbonati | giornalismo | donazione | donazioni | casella di posta | e mail | email |
    al mese | gratis | canale | app | privacy | ogni settimana`,
  you: 'tu | tuo | tua | tuoi | tue | ti | vostro | vostra',
  we: 'noi | nostro | nostra | nostri | nostre',
  cries: 'sostieni | seguici | abbonati',
  buttons: `
    iscriviti | abbonati | abbonati ora | registrati | accedi | login | dona | dona ora | sostienici |
    sono già abbonato | sei già abbonato accedi | più tardi`,
  tools: `
    ascolta l'articolo | ascolta questo articolo | # min di lettura | # minuti di lettura | condividi su |
    condividi l'articolo | copia link | copia il link | invia per | stampa l'articolo | vai al contenuto |
    vai ai commenti | salva articolo | torna su | tempo di lettura #`,
  goes: 'leggi | guarda | ascolta',
  there: 'qui',
  parts: `
    # min | condividi | segnala | mi piace | commenti | commenta | stampa | salva | invia | cerca | menu | chiudi |
    continua | accetta | accetta tutti | altro | pubblicità | la tua email`,
  lists: `
    leggi anche | leggi tutto | leggi di più | per approfondire | articoli correlati | correlati |
    notizie correlate | i più letti | più letti | le più lette | ultime notizie | consigliati |
    potrebbe interessarti | ti potrebbe interessare | potrebbero interessarti | argomenti | tag | temi |
    contenuti sponsorizzati | indice | sommario | in questo articolo | vedi anche | guarda anche | altri articoli`,
  leads: 'leggi anche | vedi anche | guarda anche | per approfondire',
  comments: `
    commenti | # commenti | # commento | commenti # | i commenti dei lettori | i commenti | lascia un commento`,
  threads: '# commenti su | # risposte a | # pensieri su',
  replies: 'rispondi',
  ago: "# minuti fa | # ore fa | # ora fa | un'ora fa | # giorni fa | # giorno fa | ieri",
  says: 'dice | ha scritto | scrive',
  notices: 'riproduzione riservata | tutti i diritti riservati',
  consents: 'cookie | cookies | la tua privacy | accetta tutti | i nostri partner',
  ads: 'pubblicità | annuncio | contenuto sponsorizzato | continua a leggere dopo la pubblicità',
  sections: `
    cronaca | politica | mondo | esteri | economia | cultura | sport | spettacoli | società | opinioni | scienza |
    tecnologia | italia | attualità`,
  saying: `
    ha detto | dice | ha raccontato | racconta | ha negato | ha dichiarato | ha spiegato | spiega | ha aggiunto |
    sostiene | secondo | afferma | ha affermato | ha promesso | replica | ha replicato`,
  bylines: 'di | testo di',
  authors: 'è giornalista | è una giornalista | è un giornalista | è corrispondente | è inviato | è inviata',
  describes: 'è | scrive | si occupa',
}
