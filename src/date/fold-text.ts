/** The zeros of the decimal digits of Arabic, Persian, Devanagari, Bengali and Thai. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];

/**
 * One spelling of what is written in many: lower case, no accents or Arabic vowel signs, ASCII digits, hyphens and
 * spaces, one kind of Arabic yeh and kaf, no invisible characters or apostrophes. Names are compared in this form.
 */
export function foldText(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f\u064b-\u0655\u093c]/g, "")
    .normalize("NFC")
    .replace(/[\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff'’ʼ`׳״]/g, "")
    .replace(/[٠-٩۰-۹०-९০-৯๐-๙]/g, digit)
    .replace(/[‐-―−]/g, "-")
    .replace(/[یى]/g, "ي")
    .replace(/[ς]/g, "σ")
    .replace(/ک/g, "ك")
    .replace(/ı/g, "i")
    .replace(/॰/g, ".")
    .replace(/\s+/g, " ");
}

function digit(character: string): string {
  const code = character.charCodeAt(0);
  const zero = ZEROS.find((start) => code >= start && code <= start + 9) ?? code;
  return String(code - zero);
}
