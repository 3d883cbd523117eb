import type { LexiconWords } from '../lexicon'

export const de: LexiconWords = {
  asks: `
    jetzt anmelden | jetzt kostenlos anmelden | jetzt abonnieren | jetzt bestellen | jetzt testen | jetzt lesen |
    melden sie sich | melde dich | abonnieren sie | abonniere | unterstützen sie | unterstütze uns | spenden sie |
    spende jetzt | folgen sie uns | folge uns | folgen sie | klicken sie | hier klicken | erhalten sie |
    registrieren sie sich | schreiben sie uns | schicken sie uns | teilen sie | lesen sie weiter | weiterlesen |
    helfen sie | diskutieren sie | werden sie mitglied | testen sie | laden sie | verpassen sie | bleiben sie`,
  pleas: `
    ihre unterstützung | ihrer unterstützung | deine unterstützung | ihre hilfe | ihre spende |
    datenschutzerklärung gelesen | stimme ihr zu | in ihr postfach | ins postfach | per mail | kostenlos anmelden |
    kostenlos abonnieren | bereits abonnent | schon abonnent | jederzeit kündbar | jederzeit abbestellen |
    jederzeit wieder abbestellen | in eigener sache`,
  openers: 'liebe leserinnen | liebe leser | liebe leserinnen und leser | unser newsletter | in eigener sache',
  offers: `
    newsletter | abo | abonnement | journalismus | spende | spenden | e mail adresse | datenschutz |
    datenschutzerklärung | postfach | probemonat | monatlich | im monat | kostenlos | app | kanal | zugang |
    werbefrei | nachrichten`,
  you: 'Sie | Ihr | Ihre | Ihrem | Ihren | Ihrer | Ihnen | dich | dein | deine | du',
  we: 'wir | uns | unser | unsere | unserem | unseren | unserer',
  cries: 'unterstützen | unterstützt | folgt | abonniert',
  buttons: `
    abonnieren | jetzt abonnieren | anmelden | jetzt anmelden | registrieren | spenden | jetzt spenden |
    unterstützen | einloggen | jetzt testen | mitglied werden | zum abo | später erinnern | e mail adresse`,
  tools: `
    vorlesen | anhören | artikel anhören | artikel teilen | auf facebook teilen | auf twitter teilen |
    per mail teilen | link kopieren | kommentare anzeigen | zur startseite | nach oben | zum inhalt springen |
    artikel drucken | merken | zum kommentarbereich | zu den kommentaren | lesezeit # | lesedauer #`,
  goes: 'lesen sie | sehen sie | hören sie',
  there: 'hier',
  parts: `
    teilen | melden | gefällt mir | zitieren | drucken | kommentare | kommentieren | merken | speichern | senden |
    schließen | menü | suche | weiter | mehr | anzeige | datenschutz | impressum | akzeptieren | alle akzeptieren |
    einstellungen | ihre e mail adresse`,
  lists: `
    lesen sie auch | lesen sie mehr | lies auch | mehr zum thema | mehr zu | mehr aus | auch interessant |
    das könnte sie auch interessieren | meistgelesen | meistgelesene artikel | beliebt | empfohlen |
    weitere artikel | weitere nachrichten | zum thema | schlagworte | themen | verwandte artikel |
    aktuelle nachrichten | inhalt | inhaltsverzeichnis | top artikel | passend dazu | neueste artikel`,
  leads: 'lesen sie auch | lesen sie hier | lesen sie dazu | lies auch | mehr zum thema',
  comments: `
    kommentare | # kommentare | # kommentar | kommentare # | leserkommentare | diskussion | diskutieren sie mit |
    kommentar schreiben | ihre meinung`,
  threads: '# gedanken zu | # kommentare zu | # antworten zu',
  replies: 'antworten | antwort',
  ago: `
    vor # minuten | vor # minute | vor # stunden | vor # stunde | vor einer stunde | vor # tagen | vor # tag |
    vor # wochen | gestern`,
  says: 'sagt | schreibt | schrieb | meint',
  notices: 'alle rechte vorbehalten | hinweis der redaktion zum urheberrecht | nachdruck verboten',
  consents: 'cookies | ihre privatsphäre | alle akzeptieren | unsere partner',
  ads: 'anzeige | werbung | artikel wird nach der anzeige fortgesetzt',
  sections: `
    politik | wirtschaft | kultur | sport | panorama | lokales | ausland | inland | gesellschaft | wissen |
    meinung | nachrichten | regional`,
  saying: `
    sagte | sagt | sagten | erklärte | erklärt | teilte | betonte | so | laut | zufolge | schrieb | schreibt |
    bestätigt | bestritt | widerspricht | widersprach | heißt | hieß | berichtet | berichtete | meint | fragte |
    antwortete | kritisierte | forderte | warnte`,
  bylines: 'von',
  authors: `
    ist redakteur | ist redakteurin | ist reporter | ist reporterin | ist korrespondent | ist korrespondentin |
    ist freier journalist | ist freie journalistin | zur person`,
  describes: 'ist | war | schreibt | berichtet | arbeitet',
}
