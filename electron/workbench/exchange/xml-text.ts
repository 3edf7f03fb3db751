/** Characters that XML 1.0 cannot hold, not even escaped: controls, lone surrogates, U+FFFE and U+FFFF. */
const illegal =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** The text with U+FFFD, one code unit for one, for every character that XML cannot hold: offsets stay as they are. */
export const xmlLegal = (text: string): string => text.replace(illegal, '\ufffd')

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A parser makes blanks of these in the value of an attribute, unless they are written so.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

/** The text as the value of an attribute between double quotes, or as content. */
export const xmlText = (text: string): string =>
  xmlLegal(text).replace(/[&<>"\t\n\r]/g, (sign) => escapes[sign] ?? sign)

/** Attributes in the order given, each with a blank before it; those without a value are left out. */
export function xmlAttributes(values: Readonly<Record<string, string | number | null | undefined>>): string {
  return Object.entries(values)
    .map(([name, value]) => (value == null ? '' : ` ${name}="${xmlText(String(value))}"`))
    .join('')
}
