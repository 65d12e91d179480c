import { foldText } from "./fold-text.ts";

/**
 * January to December, with what each is called: the forms of CLDR (alone, in a date, short) and those of the press.
 * Written as people do; compared as {@link foldText} leaves them, so that accents and case need no second spelling.
 * Names that a date ends (`maja`) stand beside those that stand alone (`maj`).
 */
export const MONTH_NAMES: Record<string, string> = {
  en: "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|november nov|december dec",
  de: "januar jänner jan|februar feber feb|märz maerz mär mrz|april apr|mai|juni jun|juli jul|august aug|september sept sep|oktober okt|november nov|dezember dez",
  fr: "janvier janv|février févr fév|mars|avril avr|mai|juin|juillet juil|août aout|septembre sept|octobre oct|novembre nov|décembre déc",
  es: "enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago|septiembre setiembre sept sep|octubre oct|noviembre nov|diciembre dic",
  ca: "gener|febrer|març|abril|maig|juny|juliol|agost|setembre|octubre|novembre|desembre",
  pt: "janeiro jan|fevereiro fev|março mar|abril abr|maio mai|junho jun|julho jul|agosto ago|setembro set|outubro out|novembro nov|dezembro dez",
  it: "gennaio gen genn|febbraio febbr|marzo mar|aprile apr|maggio mag magg|giugno giu|luglio lug|agosto ago|settembre sett set|ottobre ott|novembre nov|dicembre dic",
  ro: "ianuarie ian|februarie feb|martie mar|aprilie apr|mai|iunie iun|iulie iul|august aug|septembrie sept|octombrie oct|noiembrie noi nov|decembrie dec",
  nl: "januari|februari|maart mrt|april|mei|juni|juli|augustus|september|oktober okt|november|december",
  sv: "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
  no: "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember des",
  da: "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december",
  fi: "tammikuuta tammikuu tammi|helmikuuta helmikuu helmi|maaliskuuta maaliskuu maalis|huhtikuuta huhtikuu huhti|toukokuuta toukokuu touko|kesäkuuta kesäkuu kesä|heinäkuuta heinäkuu heinä|elokuuta elokuu elo|syyskuuta syyskuu syys|lokakuuta lokakuu loka|marraskuuta marraskuu marras|joulukuuta joulukuu joulu",
  et: "jaanuar|veebruar|märts|aprill|mai|juuni|juuli|august|september|oktoober|november|detsember",
  hu: "január jan|február febr|március márc|április ápr|május máj|június jún|július júl|augusztus aug|szeptember szept|október okt|november nov|december dec",
  tr: "ocak oca|şubat şub|mart mar|nisan nis|mayıs may|haziran haz|temmuz tem|ağustos ağu|eylül eyl|ekim eki|kasım kas|aralık ara",
  pl: "stycznia styczeń sty|lutego luty lut|marca marzec mar|kwietnia kwiecień kwi|maja maj|czerwca czerwiec cze|lipca lipiec lip|sierpnia sierpień sie|września wrzesień wrz|października październik paź|listopada listopad lis|grudnia grudzień gru",
  cs: "ledna leden led|února únor úno|března březen bře|dubna duben dub|května květen kvě|června červen|července červenec|srpna srpen srp|září zář|října říjen říj|listopadu listopad|prosince prosinec pro",
  sk: "januára|februára|marca marec|apríla|mája máj|júna jún|júla júl|augusta|septembra|októbra|novembra|decembra",
  sl: "januarja|februarja|marca marec|aprila|maja|junija junij|julija julij|avgusta avgust|septembra|oktobra|novembra|decembra",
  hr: "siječnja siječanj|veljače veljača|ožujka ožujak|travnja travanj|svibnja svibanj|lipnja lipanj|srpnja srpanj|kolovoza kolovoz|rujna rujan|listopada listopad|studenoga studenog studeni|prosinca prosinac",
  el: "Ιανουαρίου Ιανουάριος Ιαν|Φεβρουαρίου Φεβρουάριος Φεβ|Μαρτίου Μάρτιος Μαρ|Απριλίου Απρίλιος Απρ|Μαΐου Μάιος Μαΐ Μάη|Ιουνίου Ιούνιος Ιουν|Ιουλίου Ιούλιος Ιουλ|Αυγούστου Αύγουστος Αυγ|Σεπτεμβρίου Σεπτέμβριος Σεπ|Οκτωβρίου Οκτώβριος Οκτ|Νοεμβρίου Νοέμβριος Νοε|Δεκεμβρίου Δεκέμβριος Δεκ",
  ru: "января январь янв|февраля февраль февр фев|марта март мар|апреля апрель апр|мая май|июня июнь июн|июля июль июл|августа август авг|сентября сентябрь сент сен|октября октябрь окт|ноября ноябрь нояб ноя|декабря декабрь дек",
  uk: "січня січень січ|лютого лютий лют|березня березень бер|квітня квітень квіт кві|травня травень трав тра|червня червень черв чер|липня липень лип|серпня серпень серп сер|вересня вересень вер|жовтня жовтень жовт жов|листопада листопад лист лис|грудня грудень груд гру",
  bg: "януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември",
  mn: "нэгдүгээр|хоёрдугаар|гуравдугаар|дөрөвдүгээр|тавдугаар|зургаадугаар|долоодугаар|наймдугаар|есдүгээр|аравдугаар|арваннэгдүгээр|арванхоёрдугаар",
  id: "januari jan|februari feb|maret mar|april apr|mei|juni jun|juli jul|agustus agu agt|september sep|oktober okt|november nopember nov nop|desember des",
  ms: "januari|februari|mac|april|mei|jun|julai|ogos ogo|september|oktober|november|disember dis",
  ar: "يناير|فبراير|مارس|أبريل|مايو|يونيو يونية|يوليو يولية|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
  // The Levant and Iraq; names of two words are written as one here.
  "ar-levant": "كانونالثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرينالأول|تشرينالثاني|كانونالأول",
  "ar-maghreb": "جانفي|فيفري|مارس|أفريل|ماي|جوان|جويلية|أوت|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
  fa: "ژانویه ژانویهٔ|فوریه فوریهٔ|مارس|آوریل|مه مهٔ می|ژوئن|ژوئیه ژوئیهٔ جولای|اوت آگوست|سپتامبر|اکتبر|نوامبر|دسامبر",
  he: "ינואר בינואר ינו|פברואר בפברואר פבר|מרץ במרץ מרס במרס|אפריל באפריל אפר|מאי במאי|יוני ביוני|יולי ביולי|אוגוסט באוגוסט אוג|ספטמבר בספטמבר ספט|אוקטובר באוקטובר אוק|נובמבר בנובמבר נוב|דצמבר בדצמבר דצמ",
  hi: "जनवरी जन|फ़रवरी फरवरी फ़र|मार्च|अप्रैल|मई|जून|जुलाई जुल|अगस्त अग|सितंबर सितम्बर सित|अक्टूबर अक्तूबर अक्टू|नवंबर नवम्बर नव|दिसंबर दिसम्बर दिस",
};

/** Thai dates count years from the Buddha: 2564 is 2021. */
const THAI =
  "มกราคม มค|กุมภาพันธ์ กพ|มีนาคม มีค|เมษายน เมย|พฤษภาคม พค|มิถุนายน มิย|กรกฎาคม กค|สิงหาคม สค|กันยายน กย|ตุลาคม ตค|พฤศจิกายน พย|ธันวาคม ธค";

/** Iran's calendar, in Persian and as it is transliterated. */
const SOLAR_HIJRI =
  "فروردین farvardin|اردیبهشت ordibehesht|خرداد khordad|تیر tir|مرداد امرداد mordad|شهریور shahrivar|مهر mehr|آبان aban|آذر azar|دی dey|بهمن bahman|اسفند esfand";

/** The calendar that the name belongs to: Gregorian, Thai (Buddhist years), Solar Hijri. */
type Calendar = "g" | "b" | "s";

export interface MonthName {
  /** 1 to 12. */
  month: number;
  calendar: Calendar;
}

const NAMES = new Map<string, MonthName>([
  ...namesOf(SOLAR_HIJRI, "s"),
  ...Object.values(MONTH_NAMES).flatMap((names) => namesOf(names, "g")),
  ...namesOf(THAI, "b"),
]);

/** In Croatian, listopad is October; everywhere else that has the word, November. */
const LISTOPAD = new Set(["listopad", "listopada"]);
for (const name of LISTOPAD) NAMES.set(name, { month: 11, calendar: "g" });

/**
 * @param word folded
 * @param country of the publisher, for the one name that means two months
 */
export function monthOf(word: string, country: string | null): MonthName | null {
  if (LISTOPAD.has(word) && (country === "hr" || country === "ba")) return { month: 10, calendar: "g" };
  return NAMES.get(word) ?? null;
}

/** `Janaury` and `Febuary`: English months are told apart by three letters. */
export function misspeltMonthOf(word: string): MonthName | null {
  const isEnglish = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{1,7}$/.test(word);
  return isEnglish ? (NAMES.get(word.slice(0, 3)) ?? null) : null;
}

function namesOf(months: string, calendar: Calendar): [string, MonthName][] {
  return months
    .split("|")
    .flatMap((names, index) =>
      names.split(" ").map((name): [string, MonthName] => [foldText(name), { month: index + 1, calendar }]),
    );
}
