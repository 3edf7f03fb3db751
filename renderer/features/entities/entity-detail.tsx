import { useState, type ReactNode } from 'react'
import type { EntityView } from '../../../shared/model/views.ts'
import { labelOf } from '../../app/entity-label.ts'
import { useProject, useQuery, useStore } from '../../app/store.ts'
import { useLocale, useT } from '../../locales/locale.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { routeHash } from '../../app/routes.ts'
import { factLine, lineText } from '../review/fact-line.ts'
import { EntityHistory } from '../history/entity-history.tsx'
import { AliasForm } from './alias-form.tsx'
import { Concordance } from './concordance.tsx'
import { DistinguishDialog } from './distinguish-dialog.tsx'
import { EntityIdentifiers } from './entity-identifiers.tsx'
import { EntityOffices } from './entity-offices.tsx'
import { EntityRelatives } from './entity-relatives.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { SplitDialog } from './split-dialog.tsx'

function NameForm(props: { readonly entity: EntityView; readonly onDone: () => void }): ReactNode {
  const { entity, onDone } = props
  const store = useStore()
  const { t } = useLocale()
  const [de, setDe] = useState(entity.labelDe ?? '')
  const [en, setEn] = useState(entity.labelEn ?? '')
  const ready = de.trim() !== '' || en.trim() !== ''
  const fields = [
    { label: t('entity.nameDe'), value: de, set: setDe, first: true },
    { label: t('entity.nameEn'), value: en, set: setEn, first: false },
  ]
  return (
    <form
      className="alias-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!ready) return
        const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())
        void store.apply([
          {
            type: 'entity.update',
            payload: { entityId: entity.id, labelDe: orNull(de), labelEn: orNull(en) },
          },
        ])
        onDone()
      }}
    >
      {fields.map((field) => (
        <Field key={field.label} label={field.label}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              autoFocus={field.first}
              maxLength={2000}
              value={field.value}
              onChange={(event) => field.set(event.currentTarget.value)}
            />
          )}
        </Field>
      ))}
      <div className="alias-ways">
        <Button type="submit" look="main" disabled={!ready}>
          {t('ui.save')}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}

/** The facts in which the entity fills a slot. */
function EntityFacts(props: { readonly entity: EntityView }): ReactNode {
  const locale = useLocale()
  const { t, tn } = locale
  const codebook = useQuery('codebook.current', {}).value
  const facts = useQuery('facts.list', { entityId: props.entity.id, limit: 50 }).value
  if (codebook === undefined || facts === undefined) return null
  const reading = {
    codebook,
    entities: new Map((facts.entities ?? []).map((one) => [one.id as string, one])),
    locale,
  }
  return (
    <section className="stack">
      <h2 className="field-label">{tn('dataset.facts', facts.total)}</h2>
      <ul className="entity-facts" hidden={facts.rows.length === 0}>
        {facts.rows.map((fact) => (
          <li key={fact.id}>
            <a href={routeHash({ screen: 'review', articleId: fact.articleId, factId: fact.id })}>
              {lineText(reading, factLine(reading, fact))}
            </a>
            <span className="quiet small">{t(`factState.${fact.state}`)}</span>
          </li>
        ))}
      </ul>
      {facts.total > facts.rows.length ? (
        <p className="quiet small">{t('entity.moreFacts', { count: facts.total - facts.rows.length })}</p>
      ) : null}
    </section>
  )
}

type Dialogs = 'merge' | 'split' | 'distinguish'

/** What can be done with an entity as a whole. */
function EntityActions(props: { readonly entity: EntityView; readonly onRename: () => void }): ReactNode {
  const { entity, onRename } = props
  const t = useT()
  const readOnly = useProject()?.readOnly !== null
  const [dialog, setDialog] = useState<Dialogs | null>(null)
  const close = (): void => setDialog(null)
  return (
    <div className="entity-ways" role="group" aria-label={t('entity.actions')}>
      <Button disabled={readOnly} onClick={onRename}>
        {t('entity.rename')}
      </Button>
      <Button disabled={readOnly} onClick={() => setDialog('merge')}>
        {t('entity.merge')}
      </Button>
      <Button disabled={readOnly || entity.mentions === 0} onClick={() => setDialog('split')}>
        {t('entity.split')}
      </Button>
      <Button disabled={readOnly} onClick={() => setDialog('distinguish')}>
        {t('entity.distinguish')}
      </Button>
      <a
        className="button button-quiet"
        href={routeHash({ screen: 'project', part: 'history', subject: { kind: 'entity', id: entity.id } })}
      >
        {t('entity.history')}
      </a>
      {dialog === 'merge' ? <MergeDialog entity={entity} onClose={close} /> : null}
      {dialog === 'split' ? <SplitDialog entity={entity} onClose={close} /> : null}
      {dialog === 'distinguish' ? <DistinguishDialog entity={entity} onClose={close} /> : null}
    </div>
  )
}

/** One entity: its names and where each holds, identifiers, offices, who it is not, where it stands, facts. */
export function EntityDetail(props: { readonly entity: EntityView }): ReactNode {
  const { entity } = props
  const store = useStore()
  const { t, tn, language } = useLocale()
  const readOnly = useProject()?.readOnly !== null
  const [form, setForm] = useState<'name' | 'alias' | null>(null)
  return (
    <article className="entity" aria-labelledby="entity-title" tabIndex={-1} data-pane="">
      <header className="entity-head">
        <div>
          <p className="quiet small" data-mention-type={entity.type}>
            <span className="entity-type">{t(`mentionType.${entity.type}`)}</span>
            {entity.country === null ? null : ` · ${entity.country}`} ·{' '}
            {tn('entity.mentions', entity.mentions)} · {tn('library.count', entity.articles)}
          </p>
          <h1 id="entity-title" className="page-title">
            {labelOf(entity, language)}
          </h1>
        </div>
        <EntityActions entity={entity} onRename={() => setForm(form === 'name' ? null : 'name')} />
      </header>
      {entity.look === undefined || entity.look.length === 0 ? null : (
        <ul className="entity-looks small" aria-label={t('entities.filter.look')}>
          {entity.look.map((kind) => (
            <li key={kind}>{t(`entity.look.${kind}`)}</li>
          ))}
        </ul>
      )}
      {form === 'name' ? <NameForm entity={entity} onDone={() => setForm(null)} /> : null}
      {entity.note === null ? null : <p className="soft">{entity.note}</p>}
      <section className="stack">
        <h2 className="field-label">{t('entity.names')}</h2>
        <ul className="alias-list" hidden={entity.aliases.length === 0}>
          {entity.aliases.map((alias) => (
            <li key={alias.id}>
              <span className="alias-text">{alias.text}</span>
              <span className="quiet small">
                {t(`aliasKind.${alias.kind}`)} · {t(`aliasScope.${alias.scope}`)}
                {alias.scope !== 'source' || alias.scopeId === null ? null : ` · ${alias.scopeId}`}
              </span>
              <IconButton
                icon="cross"
                label={t('entity.removeAlias', { name: alias.text })}
                disabled={readOnly}
                onClick={() => void store.apply([{ type: 'alias.remove', payload: { aliasId: alias.id } }])}
              />
            </li>
          ))}
        </ul>
        {form === 'alias' ? (
          <AliasForm entity={entity} onDone={() => setForm(null)} />
        ) : (
          <div>
            <Button icon="plus" disabled={readOnly} onClick={() => setForm('alias')}>
              {t('entity.addAlias')}
            </Button>
          </div>
        )}
      </section>
      <EntityOffices entity={entity} />
      <EntityIdentifiers entity={entity} />
      <EntityRelatives entity={entity} />
      <Concordance entity={entity} />
      <EntityFacts entity={entity} />
      <EntityHistory entityId={entity.id} />
    </article>
  )
}
