/** Paragraphs of an invented news story of some 240 words, with names and figures. */
export const PARAGRAPHS: readonly string[] = [
  "Engineers lowered the water behind the Orlo dam by four metres on Monday after a crack opened in its eastern wall, and people in the valley below were told to sleep elsewhere until the weekend.",
  "The crack was found by a shepherd who had heard water where there should have been none, the regional governor, Milena Varga, told reporters in Tarvo. At least 31 people were treated for cold and exhaustion, and 1,200 sheep were driven to higher ground.",
  '"Nobody has died and nobody will die if the pumps keep running," Varga said. "But we shall not lie to the people: this wall was built in a hurry."',
  "The dam holds back 48 million cubic metres and feeds three power stations. It was finished in 1974, and inspectors from Brenholm had warned for years that the rock beneath it was moving.",
  "Divers from the harbour at Selmouth will look at the foot of the wall once the current is weak enough. The company that runs the stations said that it had reserves for 12 days and that no town would be without light.",
  "Farmers blocked the road to the capital with tractors in the evening. They want to be paid for hay that was left behind, and they do not believe that the barrage will ever be filled again.",
  "A commission is to report to parliament before the summer, the ministry of works said in a statement that gave no figures.",
];

export const DAM: { title: string; text: string } = {
  title: "Valley below Orlo dam cleared after crack opens in wall",
  text: PARAGRAPHS.join("\n"),
};

/** The first words of a text, as a feed that cuts texts off shows them. */
export const cutOff = (text: string, words: number): string =>
  `${text.split(/\s+/).slice(0, words).join(" ")}...`;

/** Letters for quotes and dashes as a typographer sets them. */
export const typographic = (text: string): string =>
  text
    .replaceAll(/(?<=^|[\s(])"/g, "“")
    .replaceAll('"', "”")
    .replaceAll("'", "’")
    .replaceAll(" - ", " – ");

/** UTF-8 that somebody read as windows-1252. */
export const misread = (text: string): string => new TextDecoder("windows-1252").decode(Buffer.from(text));
