/** Endings of an attributive German adjective, strong and weak. */
const adjectiveEndings = ['e', 'en', 'er', 'es', 'em'] as const

/** All attributive forms of an adjective stem: "russisch" gives "russische", "russischen" … */
export function adjectiveForms(stem: string): readonly string[] {
  // "hoch" and stems in -el/-er drop sounds; the lexicon gives such stems as they are inflected ("hoh").
  return adjectiveEndings.map((ending) => stem + ending)
}

/**
 * Expands a lexicon form. `~` after an adjective stem stands for its endings, the same one throughout the
 * name ("Vereint~ Nationen"); `^` after a masculine or neuter noun for its genitive ("Rat^": Rat, Rats, Rates).
 * A form without marks also gets a genitive in -s or an apostrophe.
 */
export function expandForm(form: string): readonly string[] {
  const forms: string[] = []
  const variants = form.includes('~')
    ? adjectiveEndings.map((ending) => form.replaceAll('~', ending))
    : [form]
  for (const variant of variants) {
    if (variant.includes('^'))
      for (const end of nounEndings(variant)) forms.push(variant.replaceAll('^', end))
    else forms.push(variant)
  }
  if (!form.includes('~') && !form.includes('^')) forms.push(...genitives(form))
  return forms
}

function nounEndings(form: string): readonly string[] {
  const before = form.charAt(form.indexOf('^') - 1)
  return /[sßxz]/.test(before) ? ['', 'es', 's'] : ['', 's', 'es']
}

/** Genitive of a proper name: "Vietnams"; after a sibilant an apostrophe ("Paris’"). */
export function genitives(name: string): readonly string[] {
  return /[sßxz]$/i.test(name) ? [`${name}’`] : [`${name}s`]
}

/** Forms of a noun of origin: "Russe" gives "Russen", "Amerikaner" gives "Amerikanern", with the feminine. */
export function demonymForms(demonym: {
  readonly m: string
  readonly f?: string | undefined
}): readonly string[] {
  const { m } = demonym
  if (m.endsWith('!')) return adjectiveForms(m.slice(0, -2))
  const feminine = demonym.f ?? (m.endsWith('er') ? `${m}in` : undefined)
  const forms = m.endsWith('e')
    ? [m, `${m}n`]
    : m.endsWith('er')
      ? [m, `${m}s`, `${m}n`]
      : /[it]$/.test(m) && !m.endsWith('i')
        ? [m, `${m}en`]
        : [m, `${m}s`, `${m}n`]
  if (feminine !== undefined) forms.push(feminine, `${feminine}nen`)
  return forms
}

/** A lexicon form without its marks: "Europäisch~ Union" gives "Europäische Union", "Golf-Kooperationsrat^" loses its mark. */
export function nominative(form: string): string {
  return form.replaceAll('^', '').replaceAll('~', form.includes('^') ? 'er' : 'e')
}
