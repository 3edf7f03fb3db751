import { useSyncExternalStore } from 'react'

export const projectParts = [
  'history',
  'quality',
  'opinions',
  'backups',
  'check',
  'removal',
  'codebook',
  'about',
] as const
export type ProjectPart = (typeof projectParts)[number]

/** The one thing whose history is asked for. */
export interface HistorySubject {
  readonly kind: 'fact' | 'entity' | 'article'
  readonly id: string
}
const subjectKinds = ['fact', 'entity', 'article'] as const

/** Where the coder is. Kept in the address after `#`, so that back and forward work. */
export type Route =
  | { readonly screen: 'start' }
  | { readonly screen: 'library' }
  | {
      readonly screen: 'review'
      readonly articleId: string
      readonly factId: string | null
      /** The mention that is to be shown in the text. */
      readonly mentionId?: string
    }
  | { readonly screen: 'entities'; readonly entityId: string | null }
  | { readonly screen: 'datasets'; readonly datasetId: string | null }
  | {
      readonly screen: 'project'
      readonly part: ProjectPart
      /** What the history is narrowed to. */
      readonly subject?: HistorySubject
    }
  | { readonly screen: 'settings' }

export type Screen = Route['screen']

/** Reads an address; anything unknown is the library. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  const [screen, ...rest] = path.split('/').map(decodeURIComponent)
  const subject = rest[0] ?? ''
  switch (screen) {
    case 'start':
    case 'settings':
      return { screen }
    case 'review': {
      const asked = new URLSearchParams(query)
      const mentionId = asked.get('mention')
      return subject === ''
        ? { screen: 'library' }
        : {
            screen,
            articleId: subject,
            factId: asked.get('fact'),
            ...(mentionId === null ? {} : { mentionId }),
          }
    }
    case 'entities':
      return { screen, entityId: subject === '' ? null : subject }
    case 'datasets':
      return { screen, datasetId: subject === '' ? null : subject }
    case 'project': {
      const part = projectParts.find((one) => one === subject) ?? 'history'
      const of = new URLSearchParams(query)
      const kind = subjectKinds.find((one) => of.has(one))
      return kind === undefined
        ? { screen, part }
        : { screen, part, subject: { kind, id: of.get(kind) ?? '' } }
    }
    default:
      return { screen: 'library' }
  }
}

export function routeHash(route: Route): string {
  const part = encodeURIComponent
  switch (route.screen) {
    case 'review': {
      const asked = [
        ...(route.factId === null ? [] : [`fact=${part(route.factId)}`]),
        ...(route.mentionId === undefined ? [] : [`mention=${part(route.mentionId)}`]),
      ]
      return `#/review/${part(route.articleId)}${asked.length === 0 ? '' : `?${asked.join('&')}`}`
    }
    case 'entities':
      return route.entityId === null ? '#/entities' : `#/entities/${part(route.entityId)}`
    case 'datasets':
      return route.datasetId === null ? '#/datasets' : `#/datasets/${part(route.datasetId)}`
    case 'project':
      return `#/project/${route.part}${route.subject === undefined ? '' : `?${route.subject.kind}=${part(route.subject.id)}`}`
    case 'start':
    case 'library':
    case 'settings':
      return `#/${route.screen}`
  }
}

/** Goes somewhere. `replace` leaves no step to come back to. */
export function navigate(route: Route, options: { readonly replace?: boolean } = {}): void {
  const hash = routeHash(route)
  if (hash === location.hash) return
  if (options.replace === true) {
    history.replaceState(null, '', hash)
    window.dispatchEvent(new HashChangeEvent('hashchange'))
  } else location.hash = hash
}

const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

let last: { readonly hash: string; readonly route: Route } = { hash: '', route: { screen: 'library' } }

/** Where the address leads now; the screen may still be on its way there. */
export const currentRoute = (): Route => {
  if (last.hash !== location.hash) last = { hash: location.hash, route: parseRoute(location.hash) }
  return last.route
}

export const useRoute = (): Route => useSyncExternalStore(subscribe, currentRoute)
