const PASTE = 'Open the page and paste its text.'

const megabytes = (bytes: number) => `${Math.floor(bytes / 1024 / 1024)} MiB`

/** Why an address was not fetched, and what to do instead. */
export const fetching = {
  noAddress: 'This is no web address. It looks like https://news.example/story.',
  onlyWeb: 'Only addresses that begin with https:// or http:// are fetched.',
  onlyHttps: 'Only addresses that begin with https:// are sent to.',
  noCredentials: `There is a name or a password in this address; such pages are not fetched. ${PASTE}`,
  onlyUsualPorts: (port: string) => `Port ${port} is not one of the web’s usual ones; it is not fetched. ${PASTE}`,
  localName: (name: string) =>
    `“${name}” is a name within a network, not of a public site; it is not fetched. ${PASTE}`,
  privateAddress: (name: string) => `“${name}” leads into a private network; it is not fetched. ${PASTE}`,
  noSuchSite: (name: string) => `There is no site called “${name}”. Is the address spelled right?`,
  unreachable: (name: string) =>
    `“${name}” could not be reached. Try again later, or open the page and paste its text.`,
  tooSlow: (name: string) => `“${name}” took too long to answer. Try again later, or open the page and paste its text.`,
  badCertificate: (name: string) => `“${name}” could not prove that it is that site (its certificate). ${PASTE}`,
  broken: (name: string) => `The answer of “${name}” broke off or could not be read. ${PASTE}`,
  unknownEncoding: (encoding: string) =>
    `The page is compressed in a way that is not read here (${encoding}). ${PASTE}`,
  tooLarge: (most: number) =>
    `The page is larger than ${megabytes(most)}. Open it and paste the part that is the article.`,
  wrongType: (type: string) =>
    `This is ${type}, neither a page nor a document that is read here (HTML, plain text, Markdown, PDF, .docx). ${PASTE}`,
  noType: `The site does not say what kind of document this is. ${PASTE}`,
  notThere: (status: number) => `The site answered ${status}: there is no page at this address. Is it spelled right?`,
  wantsPerson: (status: number) => `The site answered ${status}: it may want a person. ${PASTE}`,
  wantsRest: 'The site answered 429: it was asked too often. Try again later, or open the page and paste its text.',
  otherStatus: (status: number) => `The site answered ${status}, without the page. ${PASTE}`,
  siteFails: (status: number) =>
    `The site answered ${status}: something is wrong there. Try again later, or open the page and paste its text.`,
  robotsForbid: (name: string) => `“${name}” asks programs not to fetch this page (robots.txt). ${PASTE}`,
  robotsUnknown: (name: string) =>
    `“${name}” could not say whether programs may fetch this page (robots.txt). Try again later, or open the page and paste its text.`,
  tooManyRedirects: (most: number) =>
    `The address led on more than ${most} times. Open the page, and give the address it has then.`,
  redirectsInCircle: `The address leads on in a circle. ${PASTE}`,
  redirectsNowhere: `The address leads on to one that is none. ${PASTE}`,
  losesEncryption: `The address leads from https to http, where anybody on the way could change the text. ${PASTE}`,
  ledTo: (address: string, problem: string) => `It leads to ${address}: ${problem}`,
  tooManyWaiting: 'Many addresses are being fetched just now. Try again in a minute.',
}
