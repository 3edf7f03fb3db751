/**
 * Cologne phonetics (H. J. Postel, „Die Kölner Phonetik“, 1969): a digit for each sound of German, vowels left out but at
 * the beginning. Takes folded lower-case Latin letters; anything else gives an empty code.
 */
export function colognePhonetic(word: string): string {
  let code = ''
  for (let index = 0; index < word.length; index++) {
    const digits = digitsOf(word.charAt(index), word.charAt(index - 1), word.charAt(index + 1), index === 0)
    for (const digit of digits) if (!code.endsWith(digit)) code += digit
  }
  return code.slice(0, 1) + code.slice(1).replaceAll('0', '')
}

function digitsOf(letter: string, before: string, after: string, first: boolean): string {
  switch (letter) {
    case 'a':
    case 'e':
    case 'i':
    case 'j':
    case 'o':
    case 'u':
    case 'y':
      return '0'
    case 'b':
      return '1'
    case 'p':
      return after === 'h' ? '3' : '1'
    case 'd':
    case 't':
      return 'csz'.includes(after) && after !== '' ? '8' : '2'
    case 'f':
    case 'v':
    case 'w':
      return '3'
    case 'g':
    case 'k':
    case 'q':
      return '4'
    case 'c':
      return hardC(before, after, first) ? '4' : '8'
    case 'x':
      return before !== '' && 'ckq'.includes(before) ? '8' : '48'
    case 'l':
      return '5'
    case 'm':
    case 'n':
      return '6'
    case 'r':
      return '7'
    case 's':
    case 'z':
      return '8'
    default:
      return ''
  }
}

function hardC(before: string, after: string, first: boolean): boolean {
  if (after === '') return false
  if (first) return 'ahkloqrux'.includes(after)
  return !'sz'.includes(before) && 'ahkoqux'.includes(after)
}
