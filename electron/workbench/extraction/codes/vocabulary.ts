/** PLOVER event names with their quad class. Source: PLOVER manual, draft 2.0; SANCTION by its section text. */
export const ploverQuads = {
  AGREE: 1,
  CONSULT: 1,
  SUPPORT: 1,
  CONCEDE: 1,
  COOPERATE: 2,
  AID: 2,
  RETREAT: 2,
  REQUEST: 3,
  ACCUSE: 3,
  REJECT: 3,
  THREATEN: 3,
  PROTEST: 4,
  SANCTION: 4,
  MOBILIZE: 4,
  COERCE: 4,
  ASSAULT: 4,
} as const
export type PloverEvent = keyof typeof ploverQuads

/** Modes of each event; events without an entry have none. */
export const ploverModes: Readonly<Partial<Record<PloverEvent, readonly string[]>>> = {
  CONSULT: ['visit', 'third-party', 'multilateral', 'phone'],
  RETREAT: ['withdraw', 'release', 'disarm', 'ceasefire', 'access', 'resign'],
  REQUEST: ['assist', 'change', 'yield', 'meet'],
  ACCUSE: ['disapprove', 'investigate', 'allege'],
  REJECT: ['assist', 'change', 'yield', 'meet'],
  THREATEN: ['restrict', 'arrest', 'relations', 'expel', 'territory', 'violence'],
  PROTEST: ['demo', 'riot', 'strike', 'hunger', 'boycott', 'obstruct', 'vandalize'],
  SANCTION: ['convict', 'expel', 'withdraw', 'discontinue'],
  MOBILIZE: ['troops', 'weapons', 'police', 'militia'],
  COERCE: [
    'seize',
    'restrict',
    'censor',
    'curfew',
    'martial-law',
    'arrest',
    'deport',
    'withhold',
    'misinformation',
    'cyber',
  ],
  ASSAULT: [
    'abduct', 'beat', 'torture', 'sexual', 'targeted', 'destroy', 'primitive', 'firearms', 'explosives', 'suicide-attack',
    'aerial', 'drone', 'heavy-weapons', 'crowd-control', 'unconventional',
  ], // prettier-ignore
}

export const ploverContexts = [
  'military', 'intelligence', 'executive', 'legislative', 'election', 'political_institutions', 'pro_democracy', 'pro_autocracy',
  'economic', 'legal', 'reparations', 'human_rights', 'rights_freedoms', 'repression', 'human_security', 'gender', 'lgbt',
  'religion_ethnicity', 'inequality', 'diplomatic', 'territory', 'peacekeeping', 'health', 'asylum', 'migration', 'disasters',
  'natural_resource', 'environment', 'technology', 'terrorism', 'cbrn', 'cyber', 'misinformation', 'crime', 'corruption',
  'illegal_drugs', 'trafficking',
] as const // prettier-ignore
export type PloverContext = (typeof ploverContexts)[number]

/** Events that need a recipient. */
export const requiresRecipient: readonly PloverEvent[] = ['COOPERATE', 'AID', 'SANCTION']

/** Topic norms, as the language packs give them, to contexts. */
export const contextOfTopic: Readonly<Record<string, PloverContext>> = {
  defence_security: 'military',
  trade_investment: 'economic',
  economy: 'economic',
  energy: 'natural_resource',
  tourism: 'economic',
  finance: 'economic',
  agriculture: 'economic',
  transport: 'economic',
  science_technology: 'technology',
  cyber: 'cyber',
  environment: 'environment',
  migration: 'migration',
  health: 'health',
  human_rights: 'human_rights',
  terrorism: 'terrorism',
  nuclear: 'cbrn',
  election: 'election',
  territory: 'territory',
  humanitarian: 'human_security',
  crime: 'crime',
  corruption: 'corruption',
}

export function isPloverEvent(event: string): event is PloverEvent {
  return Object.hasOwn(ploverQuads, event)
}
