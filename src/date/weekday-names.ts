import { foldText } from "./fold-text.ts";

/** Monday to Sunday, in the forms of CLDR and the press. Some short names are two days in two languages (`so`). */
const WEEKDAYS: readonly string[] = [
  "monday mon|tuesday tues tue|wednesday wednes weds wed|thursday thurs thur thu|friday fri|saturday sat|sunday sun",
  "montag mo|dienstag di|mittwoch mi|donnerstag do|freitag fr|samstag sonnabend sa|sonntag so",
  "lundi lun|mardi mar|mercredi mer|jeudi jeu|vendredi ven|samedi sam|dimanche dim",
  "lunes lun|martes mar|miércoles mié|jueves jue|viernes vie|sábado sáb|domingo dom",
  "segunda seg|terça ter|quarta qua|quinta qui|sexta sex|sábado sáb|domingo dom",
  "lunedì lun|martedì mar|mercoledì mer|giovedì gio|venerdì ven|sabato sab|domenica dom",
  "luni lun|marți mar|miercuri mie|joi|vineri vin|sâmbătă sâm|duminică dum",
  "maandag ma|dinsdag di|woensdag wo|donderdag do|vrijdag vr|zaterdag za|zondag zo",
  "måndag mån|tisdag tis|onsdag ons|torsdag tors|fredag fre|lördag lör|söndag sön",
  "mandag man|tirsdag tir tirs|onsdag ons|torsdag tor|fredag fre|lørdag lør|søndag søn",
  "maanantai maanantaina ma|tiistai tiistaina ti|keskiviikko keskiviikkona ke|torstai torstaina to|perjantai perjantaina pe|lauantai lauantaina la|sunnuntai sunnuntaina su",
  "hétfő|kedd|szerda sze|csütörtök cs|péntek|szombat szo|vasárnap",
  "pazartesi pzt|salı sal|çarşamba çar|perşembe per|cuma cum|cumartesi cmt|pazar paz",
  "poniedziałek pon|wtorek wt|środa śr|czwartek czw|piątek pt|sobota sob|niedziela niedz nd",
  "pondělí po|úterý út|středa st|čtvrtek čt|pátek pá|sobota so|neděle ne",
  "Δευτέρα Δευ|Τρίτη Τρί|Τετάρτη Τετ|Πέμπτη Πέμ|Παρασκευή Παρ|Σάββατο Σάβ|Κυριακή Κυρ",
  "понедельник пн|вторник вт|среда ср|четверг чт|пятница пт|суббота сб|воскресенье вс",
  "понеділок пн|вівторок вт|середа ср|четвер чт|п'ятниця пт|субота сб|неділя нд",
  "понеделник|вторник|сряда|четвъртък|петък|събота|неделя",
  "даваа|мягмар|лхагва|пүрэв|баасан|бямба|ням",
  "senin sen|selasa sel|rabu rab|kamis kam|jumat jum|sabtu sab|minggu min",
  "isnin isn|selasa|rabu|khamis kha|jumaat|sabtu|ahad ahd",
  "الاثنين الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد",
  "دوشنبه|سه‌شنبه|چهارشنبه|پنجشنبه پنج‌شنبه|جمعه|شنبه|یکشنبه یک‌شنبه",
  "שני|שלישי|רביעי|חמישי|שישי|שבת|ראשון",
  "सोमवार सोम|मंगलवार मंगल|बुधवार बुध|गुरुवार गुरु|शुक्रवार शुक्र|शनिवार शनि|रविवार रवि",
  "วันจันทร์ จันทร์|วันอังคาร อังคาร|วันพุธ พุธ|วันพฤหัสบดี พฤหัสบดี|วันศุกร์ ศุกร์|วันเสาร์ เสาร์|วันอาทิตย์ อาทิตย์",
];

const DAYS = new Map<string, Set<number>>();
for (const days of WEEKDAYS)
  for (const [index, names] of days.split("|").entries())
    for (const name of names.split(" ").map(foldText))
      DAYS.set(name, (DAYS.get(name) ?? new Set()).add((index + 1) % 7));

/**
 * The days that a word can name, 0 for Sunday; `null` when it names none.
 *
 * @param word folded
 */
export const weekdaysOf = (word: string): ReadonlySet<number> | null => DAYS.get(word) ?? null;
