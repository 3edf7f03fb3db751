/** What an article tells of a person beside the name. Everything folded; empty where it tells nothing. */
export interface PersonContext {
  /** Titles of offices. */
  readonly offices: readonly string[]
  /** Countries the person or the office belongs to (ISO 3166-1 alpha-3). */
  readonly countries: readonly string[]
  /** Bodies the office is in: a company, a party, a council. */
  readonly bodies: readonly string[]
}

/** Whether what one article tells fits what is known from others: it may also say nothing about it. */
export type ContextFit = 'agrees' | 'contradicts' | 'silent'

export const nothingTold: PersonContext = { offices: [], countries: [], bodies: [] }

/** Offices of which a state has one holder at a time: nobody else of the same name leads the same state. */
type LeadsState = (title: string) => boolean

/**
 * Whether two articles can speak of one person. Another country or another body speaks against it, and so does another
 * office, unless both lead the same state. One agreement outweighs contradictions: people change their offices.
 */
export function contextFit(
  here: PersonContext,
  known: readonly PersonContext[],
  leads: LeadsState,
): ContextFit {
  const fits = known.map((one) => fitOfTwo(here, one, leads))
  if (fits.includes('agrees')) return 'agrees'
  return fits.includes('contradicts') ? 'contradicts' : 'silent'
}

function fitOfTwo(here: PersonContext, known: PersonContext, leads: LeadsState): ContextFit {
  const countries = meet(here.countries, known.countries, (one, other) => one === other)
  if (countries === false) return 'contradicts'
  const bodies = meet(here.bodies, known.bodies, within)
  if (bodies === false) return 'contradicts'
  const offices = meet(here.offices, known.offices, within)
  if (offices === null) return 'silent'
  const leading = here.offices.some(leads) && known.offices.some(leads)
  if (offices) {
    // Every company has its chief: where only one article names the body, the office alone is no reason.
    const bodyOpen = here.bodies.length + known.bodies.length > 0 && bodies === null
    return bodyOpen && countries !== true && !leading ? 'contradicts' : 'agrees'
  }
  return countries === true && leading ? 'agrees' : 'contradicts'
}

/** True where one of each is alike, false where none is, null where one side says nothing. */
function meet(
  here: readonly string[],
  known: readonly string[],
  alike: (one: string, other: string) => boolean,
): boolean | null {
  if (here.length === 0 || known.length === 0) return null
  return here.some((one) => known.some((other) => alike(one, other)))
}

/** „minister“ is said of a „verteidigungsminister“, too. */
const within = (one: string, other: string): boolean => one.includes(other) || other.includes(one)
