import { Checkbox, Select, Tooltip, type TableColumnsType } from 'antd';
import type { Scope } from '@/shared/api/types';
import { hasText, useT } from '@/shared/i18n/i18n';
import { belowPadding, DataTable } from '@/shared/parts/DataTable';
import { Nothing } from '@/shared/parts/Nothing';
import { useMe } from '@/shared/session';
import { PostHead } from './PostHead';
import styles from './PostsPage.module.css';
import { granted, mayGive, sameGrants } from './rights';
import type { Grants, PermissionKind, Post } from './types';

interface Props {
  posts: Post[] | undefined;
  kinds: PermissionKind[] | undefined;
  drafts: Readonly<Record<string, Grants>>;
  error: Error | null;
  onRetry: () => void;
  onChange: (postId: string, grants: Grants) => void;
}

/** Permissions down, posts across. A tick gives; those that reach differently far are chosen from a list. */
export function PostMatrix({ posts, kinds, drafts, error, onRetry, onChange }: Props) {
  const t = useT();
  const me = useMe();
  const nameOf = (id: string) => {
    const key = `accounts.perm_${id}`;
    return hasText(key) ? t(key) : id;
  };
  const columns: TableColumnsType<PermissionKind> = [
    {
      key: 'permission', title: t('accounts.permission'), width: 264, fixed: 'left',
      render: (_, { id }) => {
        const key = `accounts.permHint_${id}`;
        return <span className={styles.permission}>{nameOf(id)}{hasText(key) && <span className={styles.hint}>{t(key)}</span>}</span>;
      },
    },
    ...(posts ?? []).map((post): TableColumnsType<PermissionKind>[number] => {
      const grants = drafts[post.id] ?? post.permissions;
      return {
        key: post.id, width: post.builtIn ? 112 : 144, align: 'center', title: <PostHead post={post} dirty={!sameGrants(grants, post.permissions)} />,
        render: (_, kind) => <Cell kind={kind} label={`${post.name}: ${nameOf(kind.id)}`} scope={grants[kind.id] ?? null} owner={me.agent.owner} held={me.permissions}
          onChange={(scope) => onChange(post.id, granted(grants, kind.id, scope))} />,
      };
    }),
  ];
  const failed = error && (!posts || !kinds) ? error : null;
  return (
    <DataTable<PermissionKind> rows={posts && kinds} rowKey="id" columns={columns} error={failed} onRetry={onRetry} sticky={belowPadding} scroll={{ x: 264 + (posts ?? []).reduce((sum, post) => sum + (post.builtIn ? 112 : 144), 0) }}
      empty={<Nothing title={t('accounts.noPermissions')} />} />
  );
}

function Cell({ kind, label, scope, owner, held, onChange }: { kind: PermissionKind; label: string; scope: Scope | null; owner: boolean; held: Grants; onChange: (scope: Scope | null) => void }) {
  const t = useT();
  const may = (wanted: Scope) => owner || mayGive(held, kind.id, wanted);
  const locked = !kind.scopes.some(may) || (scope !== null && !may(scope));
  const cell = kind.scopes.length === 1
    ? <Checkbox aria-label={label} checked={scope !== null} disabled={locked} onChange={(event) => onChange(event.target.checked ? kind.scopes[0] ?? 'all' : null)} />
    : <Select<Scope | ''> aria-label={label} size="small" variant="borderless" value={scope ?? ''} disabled={locked} popupMatchSelectWidth={false} style={{ minWidth: 84 }} onChange={(next) => onChange(next === '' ? null : next)}
      options={[{ value: '' as const, label: t('accounts.scope_none') }, ...kind.scopes.map((one) => ({ value: one, label: t(`accounts.scope_${one}`), disabled: !may(one) }))]} />;
  return locked ? <Tooltip title={t('accounts.beyondGrant')}><span tabIndex={0}>{cell}</span></Tooltip> : cell;
}
