/**
 * Frequent words that say which language a text is in. Words that another language has too (`in`, `de`, `на`) are left out,
 * save among the relatives that are never told apart.
 */
const WORDS: Readonly<Record<string, string>> = {
  en: "the and with from that this has have are were been by which their they after said says will not its about how could would against more than it you your when what who why new into our be if but just she him there these those them some get first two now like only other using use",
  de: "der und dem ist nicht von mit für auf ein eine einen einer wurde werden wird sich auch nach über zum zur sind haben durch wegen",
  fr: "est une du dans pour sur qui avec sont aux cette ont été après plusieurs selon leur nous vous être",
  es: "el los las y fue más como está según pero sus también desde muy hasta tras fueron puede pueden hoy ayer nuevo nueva nuevos nuevas estos estas hace otro otros quien quienes estaba estaban siendo han sido datos",
  pt: "os dos em um uma não com foi ao pelo pela são mais depois também segundo nos seu sua",
  it: "il che gli della dei delle è sono nel nella stato dopo alla dal degli più anche dell",
  nl: "het een van dat niet zijn wordt voor met uit bij naar ook werd worden aan hebben heeft door deze over",
  pl: "w się nie że jest przez oraz który które która przed są został jak dla",
  cs: "že bude budou který která které pro při podle byl byla jako také jsou nebo když kvůli byly",
  sk: "že bude budú sa ktorý ktorá ktoré pre podľa bol bola ako aj sú alebo keď boli vo čo",
  sv: "och är att ett inte för från till också många flera mellan",
  da: "og ikke af til fra ved også blev mange flere mellem hvor bliver blevet",
  no: "og ikke til etter fra ved også ble mange flere mellom hvor blir blitt",
  fi: "että joka myös mukaan ovat sekä kun mutta ole hän jotka jälkeen kuin",
  hu: "az és hogy nem egy meg volt miatt után szerint által mint több vagy",
  ro: "și şi în din cu care pentru mai fost după sunt că unui unei prin lui",
  hr: "tijekom tko tisuća tisuće tjedan tjedna tjednu tvrtka tvrtke tvrtki općine uvjeti vlastiti",
  tr: "bir bu olan daha sonra için ile olarak gibi çok kadar ise göre tarafından nedeniyle oldu",
  vi: "và của là có được cho các những trong với không đã này một người khi từ đang",
  id: "saat bisa serta usai pekan perusahaan yaitu hingga sehingga peretas yang dan dari dengan untuk pada ini itu tidak akan bahwa karena telah oleh dalam kepada adalah juga",
  ms: "boleh ialah berkata manakala syarikat penggodam akaun isnin semasa yang dan dari dengan untuk pada ini itu tidak akan bahawa kerana telah oleh dalam kepada adalah juga",
  ru: "что как это из или после был были его также чтобы только если они который которые которая об уже со под при",
  uk: "та що це із після був була були його також щоб тільки якщо вони який яка про від під",
  be: "гэта пасля быў былі яго таксама каб толькі калі яны якія пра ад",
  bg: "че са е като след беше които който това също ще но",
  sr: "је су од који која које након ће би као али",
  fa: "که این را با است برای آن بر شد شده می خود های تا کرد اعلام گفت بود نیز",
  ar: "في من على إلى أن التي عن الذي هذا هذه مع بعد كما قد كان التى قال بين أو ما",
  ur: "کے کی میں ہے کہ سے کا نے اور کو پر ہیں تھا گئی گیا ایک اس بھی کر دیا",
  hi: "के में है से और को पर हैं था कि एक इस भी कर गया लिए",
};

const TABLE: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(WORDS).map(([language, words]) => [language, new Set(words.split(" "))]),
);

/** How many of the words are frequent in the language; 0 for a language that is not in the table. */
export function countFunctionWords(words: readonly string[], language: string): number {
  const frequent = TABLE.get(language);
  if (!frequent) return 0;
  return words.reduce((count, word) => count + Number(frequent.has(word)), 0);
}

/** Languages of each word. */
const LANGUAGES: ReadonlyMap<string, readonly string[]> = languagesOfWords();

/** How many of the words are frequent in each language that has any of them. */
export function countInEveryLanguage(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words)
    for (const language of LANGUAGES.get(word) ?? []) counts.set(language, (counts.get(language) ?? 0) + 1);
  return counts;
}

function languagesOfWords(): Map<string, string[]> {
  const languages = new Map<string, string[]>();
  for (const [language, words] of TABLE)
    for (const word of words) languages.set(word, [...(languages.get(word) ?? []), language]);
  return languages;
}
