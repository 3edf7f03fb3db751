import type { Language } from '../../../shared/model/vocabulary.ts'
import type { ProjectPart, Route, Screen } from '../../app/routes.ts'

/** Chapters in the order in which one would read them; the files are called so. */
export const chapterIds = [
  'start', 'library', 'review', 'quality', 'keys', 'entities', 'datasets', 'formats', 'codebook', 'safety', 'privacy',
] as const // prettier-ignore
export type ChapterId = (typeof chapterIds)[number]

const sources: Readonly<Record<string, string>> = import.meta.glob('../../../resources/handbook/*/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const files: Readonly<Record<string, string>> = import.meta.glob('../../../resources/handbook/*.png', {
  query: '?url',
  import: 'default',
  eager: true,
})

/** The text of a chapter; empty where there is none, which a test forbids. */
export const chapterSource = (language: Language, id: ChapterId): string =>
  sources[`../../../resources/handbook/${language}/${id}.md`] ?? ''

export const pictureUrl = (file: string): string | undefined => files[`../../../resources/handbook/${file}`]

/** The chapter that belongs to a screen. */
const chapterOfScreen: Readonly<Record<Exclude<Screen, 'project'>, ChapterId>> = {
  start: 'start',
  library: 'library',
  review: 'review',
  entities: 'entities',
  datasets: 'datasets',
  settings: 'keys',
}
const chapterOfPart: Readonly<Record<ProjectPart, ChapterId>> = {
  history: 'safety',
  quality: 'quality',
  opinions: 'quality',
  backups: 'safety',
  check: 'safety',
  removal: 'privacy',
  codebook: 'codebook',
  about: 'safety',
}

/** The chapter that belongs to where one is. */
export const chapterOf = (route: Route): ChapterId =>
  route.screen === 'project' ? chapterOfPart[route.part] : chapterOfScreen[route.screen]
