import type { ReactNode } from 'react'
import type { ForeignName, TypeMapping } from '../../../shared/model/annotations.ts'
import { factTypeOf, type Codebook } from '../../../shared/model/codebook.ts'
import { mentionTypes } from '../../../shared/model/vocabulary.ts'
import { useQuery } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { meaningOf, valueOf, withMeaning } from './mapping.ts'

/** Names of types, roles and relations in the files, with what each is taken for; what nobody knows stands first. */
export function NameTable(props: {
  readonly names: readonly ForeignName[]
  readonly mapping: TypeMapping
  readonly onMapping: (mapping: TypeMapping) => void
}): ReactNode {
  const { names, mapping, onMapping } = props
  const { t } = useLocale()
  const codebook = useQuery('codebook.current', {}).value
  if (names.length === 0 || codebook === undefined) return null
  return (
    <div className="annotation-names" tabIndex={0} role="region" aria-label={t('annotations.names')}>
      <table>
        <caption>{t('annotations.names')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('annotations.name')}</th>
            <th scope="col">{t('annotations.kind')}</th>
            <th scope="col">{t('annotations.count')}</th>
            <th scope="col">{t('annotations.means')}</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={`${name.kind} ${name.name}`} data-unknown={name.meaning === null}>
              <th scope="row" className="selectable">
                {name.name}
              </th>
              <td>{t(`annotations.kind.${name.kind}`)}</td>
              <td className="numbers">{name.count}</td>
              <td>
                <MeaningChoice name={name} codebook={codebook} mapping={mapping} onMapping={onMapping} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface ChoiceProps {
  readonly name: ForeignName
  readonly codebook: Codebook
  readonly mapping: TypeMapping
  readonly onMapping: (mapping: TypeMapping) => void
}

function MeaningChoice(props: ChoiceProps): ReactNode {
  switch (props.name.kind) {
    case 'mention':
    case 'fact':
      return <MarkChoice {...props} />
    case 'role':
      return <RoleChoice {...props} />
    case 'relation':
      return <RelationChoice {...props} />
  }
}

function MarkChoice({ name, codebook, mapping, onMapping }: ChoiceProps): ReactNode {
  const { t } = useLocale()
  return (
    <select
      className="input"
      aria-label={t('annotations.meansOf', { name: name.name })}
      value={valueOf(name)}
      onChange={(event) => {
        const meaning = meaningOf(event.currentTarget.value)
        if (meaning !== null) onMapping(withMeaning(mapping, name, meaning))
      }}
    >
      <Unmeant />
      <optgroup label={t('annotations.mentions')}>
        {mentionTypes.map((type) => (
          <option key={type} value={`mention:${type}`}>
            {t(`mentionType.${type}`)}
          </option>
        ))}
      </optgroup>
      <optgroup label={t('annotations.facts')}>
        <FactTypes codebook={codebook} prefix="fact:" />
      </optgroup>
    </select>
  )
}

/** Not known, which is reported; or left out on purpose, which is not. */
function Unmeant(): ReactNode {
  const { t } = useLocale()
  return (
    <>
      <option value="" disabled>
        {t('annotations.unknown')}
      </option>
      <option value="nothing">{t('annotations.leaveOut')}</option>
    </>
  )
}

function FactTypes({
  codebook,
  prefix,
}: {
  readonly codebook: Codebook
  readonly prefix: string
}): ReactNode {
  const { language } = useLocale()
  return codebook.factTypes
    .filter(({ retired }) => retired !== true)
    .map(({ id, label }) => (
      <option key={id} value={`${prefix}${id}`}>
        {label[language]}
      </option>
    ))
}

function Roles({ codebook, type }: { readonly codebook: Codebook; readonly type: string }): ReactNode {
  const { language } = useLocale()
  return [...(factTypeOf(codebook, type)?.slots ?? []), ...codebook.commonSlots].map(({ role, label }) => (
    <option key={role} value={role}>
      {label[language]}
    </option>
  ))
}

function RoleChoice({ name, codebook, mapping, onMapping }: ChoiceProps): ReactNode {
  const { t } = useLocale()
  const [type = ''] = name.name.split('.')
  return (
    <select
      className="input"
      aria-label={t('annotations.meansOf', { name: name.name })}
      value={valueOf(name)}
      onChange={(event) => {
        const of = event.currentTarget.value
        onMapping(withMeaning(mapping, name, of === 'nothing' ? { as: 'nothing' } : { as: 'role', of }))
      }}
    >
      <Unmeant />
      <Roles codebook={codebook} type={type} />
    </select>
  )
}

/** An arrow between two mentions is a fact of a type, with a role at each end. */
function RelationChoice({ name, codebook, mapping, onMapping }: ChoiceProps): ReactNode {
  const { t } = useLocale()
  const known = mapping.relations[name.name]
  const type = known?.type ?? name.meaning ?? ''
  const slots = factTypeOf(codebook, type)?.slots ?? []
  const take = (next: string, from: string, to: string): void =>
    onMapping(withMeaning(mapping, name, { as: 'relation', type: next, from, to }))
  return (
    <span className="annotation-relation">
      <select
        className="input"
        aria-label={t('annotations.meansOf', { name: name.name })}
        value={known !== undefined && type === '' ? 'nothing' : type}
        onChange={(event) => {
          const next = event.currentTarget.value
          if (next === 'nothing') onMapping(withMeaning(mapping, name, { as: 'nothing' }))
          else {
            const [first, second] = factTypeOf(codebook, next)?.slots ?? []
            take(next, first?.role ?? '', second?.role ?? first?.role ?? '')
          }
        }}
      >
        <Unmeant />
        <FactTypes codebook={codebook} prefix="" />
      </select>
      {known === undefined || slots.length === 0
        ? null
        : (['from', 'to'] as const).map((end) => (
            <label key={end}>
              <span className="quiet small">{t(`annotations.${end}`)}</span>
              <select
                className="input"
                value={known[end]}
                onChange={(event) =>
                  take(
                    type,
                    end === 'from' ? event.currentTarget.value : known.from,
                    end === 'to' ? event.currentTarget.value : known.to,
                  )
                }
              >
                <Roles codebook={codebook} type={type} />
              </select>
            </label>
          ))}
    </span>
  )
}
