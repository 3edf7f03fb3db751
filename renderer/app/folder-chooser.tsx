import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import './folder-chooser.css'
import type { ChannelOutput, Place } from '../../shared/contract/index.ts'
import { assertNever, errorMessage, type BelegFailure } from '../../shared/errors.ts'
import { useLocale } from '../locales/locale.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Check, Field } from '../ui/field.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { KeysOf } from '../ui/kbd.tsx'
import { Listbox } from '../ui/listbox.tsx'
import { announce } from './announce.tsx'
import { placeRequest, type PlaceRequest, type Purpose } from './choose-place.ts'
import { useExternal } from './external.ts'
import { useStore } from './store.ts'

const icons: Readonly<Record<Place['kind'], IconName>> = {
  folder: 'folder',
  file: 'file',
  project: 'project',
}

/** What may be taken for a purpose: entries of a kind, several of them, the folder one is in. */
function rulesOf(purpose: Purpose): {
  readonly kinds: readonly Place['kind'][]
  readonly several: boolean
  readonly here: boolean
} {
  switch (purpose) {
    case 'openProject':
      return { kinds: ['project'], several: false, here: false }
    case 'openOpinion':
      // A project is one entry; a release is the folder one has gone into.
      return { kinds: ['project'], several: false, here: true }
    case 'openBackup':
    case 'openOpinionFile':
    case 'openEntityList':
      return { kinds: ['file'], several: false, here: false }
    case 'newProject':
    case 'exportTo':
    case 'restoreInto':
    case 'copyInto':
    case 'journalTo':
      return { kinds: [], several: false, here: true }
    case 'importFolder':
    case 'openAnnotationFolder':
      return { kinds: [], several: false, here: true }
    case 'importFiles':
    case 'openAnnotations':
      return { kinds: ['file'], several: true, here: true }
    default:
      return assertNever(purpose)
  }
}

function NewFolder(props: {
  readonly inside: Place
  readonly onMade: (place: Place) => void
  readonly onClose: () => void
}): ReactNode {
  const store = useStore()
  const { t, language } = useLocale()
  const [name, setName] = useState('')
  const [error, setError] = useState<string | null>(null)
  const make = async (): Promise<void> => {
    const answer = await store.call('files.makeFolder', { token: props.inside.token, name: name.trim() })
    if (answer.ok) props.onMade(answer.value)
    else setError(errorMessage(answer.error, language))
  }
  return (
    <form
      className="chooser-new"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') void make()
      }}
    >
      <Field label={t('chooser.newName')} error={error}>
        {(ids) => (
          <input
            {...ids}
            className="input"
            autoFocus
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return
              event.preventDefault()
              event.stopPropagation()
              props.onClose()
            }}
          />
        )}
      </Field>
      <Button type="submit" disabled={name.trim() === ''}>
        {t('chooser.make')}
      </Button>
      <Button look="quiet" onClick={props.onClose}>
        {t('ui.cancel')}
      </Button>
    </form>
  )
}

interface Folder {
  /** What was asked; another than now where an answer is still to come. */
  readonly of: string
  readonly value: ChannelOutput<'files.browse'> | undefined
  readonly error: BelegFailure | null
}

/** What lies in a folder, read each time one looks: no change of the project says that somebody put a file there. */
function useFolder(token: string | null, hidden: boolean): Folder & { readonly loading: boolean } {
  const store = useStore()
  const of = JSON.stringify([token, hidden])
  const [folder, setFolder] = useState<Folder>({ of: '', value: undefined, error: null })
  useEffect(() => {
    let isLeft = false
    void store.call('files.browse', { ...(token === null ? {} : { token }), hidden }).then((answer) => {
      if (isLeft) return
      setFolder((before) =>
        answer.ok
          ? { of, value: answer.value, error: null }
          : { of, value: before.value, error: answer.error },
      )
    })
    return () => {
      isLeft = true
    }
  }, [store, of, token, hidden])
  return { ...folder, loading: folder.of !== of }
}

/**
 * The page's own chooser of folders and files, for the shell without system dialogs.
 * Arrows, Enter into a folder, Backspace up, typing the beginning of a name; Space marks a file where several may be taken.
 */
export function FolderChooser(props: { readonly request: PlaceRequest }): ReactNode {
  const { purpose, answer } = props.request
  const { t, tn, language } = useLocale()
  const [token, setToken] = useState<string | null>(null)
  const [hidden, setHidden] = useState(false)
  const [active, setActive] = useState(0)
  const [marked, setMarked] = useState<readonly Place[]>([])
  const [making, setMaking] = useState(false)
  /** Going up keeps one's place: the folder one came from is the active entry. */
  const [cameFrom, setCameFrom] = useState<Place | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const listing = useFolder(token, hidden)
  const rules = rulesOf(purpose)
  const { here = null, parent = null, entries = [], truncated = false } = listing.value ?? {}
  const shown = entries.map((place) => ({ ...place, id: place.token }))
  const origin =
    cameFrom === null
      ? -1
      : shown.findIndex(
          (place) => place.token === cameFrom.token || cameFrom.label.endsWith(`/${place.label}`),
        )
  const current = origin >= 0 ? origin : Math.min(active, Math.max(0, shown.length - 1))

  const go = (place: Place | null, from: Place | null = null): void => {
    setToken(place?.token ?? null)
    setActive(0)
    setCameFrom(from)
    announce(place?.label ?? t('chooser.places'))
    list.current?.querySelector<HTMLElement>('[role=listbox]')?.focus()
  }
  const mark = (place: Place): void =>
    setMarked((before) =>
      before.some((one) => one.token === place.token)
        ? before.filter((one) => one.token !== place.token)
        : [...before, place],
    )
  const up = (): void => {
    if (here === null) return
    go(parent, here)
  }
  const take = (place: Place): void => {
    if (rules.kinds.includes(place.kind)) {
      answer(
        marked.length > 0 && !marked.some((one) => one.token === place.token)
          ? [...marked, place]
          : marked.length > 0
            ? marked
            : [place],
      )
    } else if (place.kind !== 'file') go(place)
  }
  const press = (event: KeyboardEvent): boolean => {
    const place = shown[current]
    if (event.key === 'Backspace' || (event.altKey && event.key === 'ArrowUp')) {
      up()
      return true
    }
    if (event.key === ' ' && rules.several && place?.kind === 'file') {
      mark(place)
      return true
    }
    return false
  }

  return (
    <Dialog
      title={t(`chooser.title.${purpose}`)}
      onClose={() => answer([])}
      size="wide"
      keys="chooser"
      foot={
        <>
          <span className="apart">
            <Check label={t('chooser.hidden')} checked={hidden} onChange={setHidden} />
          </span>
          <Button onClick={() => answer([])}>{t('ui.cancel')}</Button>
          {marked.length > 0 ? (
            <Button look="main" onClick={() => answer(marked)}>
              {tn('chooser.takeMarked', marked.length)}
            </Button>
          ) : null}
          {rules.here && marked.length === 0 ? (
            <Button
              look="main"
              disabled={here === null}
              onClick={() => (here === null ? undefined : answer([here]))}
            >
              {here === null
                ? t('chooser.takeHere')
                : t('chooser.takeThis', {
                    name: here.label.split(/[/\\]/).findLast((part) => part !== '') ?? here.label,
                  })}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="chooser" ref={list}>
        <div className="chooser-bar">
          <IconButton icon="up" label={t('chooser.up')} disabled={here === null} onClick={up} />
          <span className="chooser-here" title={here?.label}>
            <Icon name={here === null ? 'menu' : icons[here.kind]} />
            {here?.label ?? t('chooser.places')}
          </span>
          <Button look="quiet" icon="plus" disabled={here === null} onClick={() => setMaking(true)}>
            {t('chooser.newFolder')}
          </Button>
        </div>
        {making && here !== null ? (
          <NewFolder
            inside={here}
            onClose={() => setMaking(false)}
            onMade={(place) => {
              setMaking(false)
              go(place)
            }}
          />
        ) : null}
        {listing.error === null ? null : (
          <p className="field-error" role="alert">
            {errorMessage(listing.error, language)}
          </p>
        )}
        <Listbox
          label={t('chooser.list', { name: here?.label ?? t('chooser.places') })}
          className="chooser-list"
          options={shown}
          active={current}
          onActive={(index) => {
            setCameFrom(null)
            setActive(index)
          }}
          onTake={take}
          onKey={press}
          autoFocus
          render={(place) => (
            <>
              {rules.several && place.kind === 'file' ? (
                <span className="chooser-mark">
                  {marked.some((one) => one.token === place.token) ? <Icon name="check" /> : null}
                </span>
              ) : null}
              <Icon name={icons[place.kind]} />
              <span className="chooser-name" data-kind={place.kind}>
                {place.label}
              </span>
              {place.kind === 'project' ? <span className="quiet small">{t('chooser.project')}</span> : null}
            </>
          )}
        />
        {shown.length === 0 && !listing.loading && listing.error === null ? (
          <p className="quiet">{t('chooser.empty')}</p>
        ) : null}
        {truncated ? <p className="quiet small">{t('chooser.truncated')}</p> : null}
        <p className="quiet small chooser-keys">
          <KeysOf action="chooser.enter" /> {t('action.chooser.enter')} · <KeysOf action="chooser.up" />{' '}
          {t('action.chooser.up')} · <KeysOf action="chooser.find" /> {t('action.chooser.find')}
        </p>
      </div>
    </Dialog>
  )
}

/** Shows the chooser while somebody asks for a place. */
export function ChooserHost(): ReactNode {
  const request = useExternal(placeRequest)
  return request === null ? null : <FolderChooser request={request} />
}
