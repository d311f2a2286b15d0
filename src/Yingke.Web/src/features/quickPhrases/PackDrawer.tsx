import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Drawer, Dropdown, Input, Popconfirm, Skeleton } from 'antd';
import { useState } from 'react';
import { addressOf, api } from '@/shared/api/client';
import { Problem, wordsOf } from '@/shared/api/problem';
import { queries } from '@/shared/api/queries';
import { useT } from '@/shared/i18n/i18n';
import { newId } from '@/shared/ids';
import { Failure } from '@/shared/parts/Failure';
import { offeredKey } from '@/shared/quickPhrases/offered';
import { PhraseRows } from './PhraseRows';
import styles from './QuickPhrases.module.css';
import { groups, packsKey, type PackReach, type PackView, type Written } from './types';

const blank = (): Written => ({ key: newId(), code: '', title: '', text: '' });

/** One pack, read or written as a whole. */
export function PackDrawer({ id, reach, onClose }: { id: string | null; reach: PackReach; onClose: () => void }) {
  const t = useT();
  const { data, error, refetch } = useQuery({ queryKey: [...packsKey, id], queryFn: () => api.get<PackView>(`/phrase-packs/${id}`), enabled: id !== null, staleTime: 0, gcTime: 0 });
  return (
    <Drawer open size={960} onClose={onClose} title={id === null ? t(`quickPhrases.add_${reach}`) : data?.name ?? t('quickPhrases.title')} mask={{ closable: false }} destroyOnHidden extra={id !== null && (
      <Dropdown trigger={['click']} menu={{ items: (['sogou', 'rime'] as const).map((format) => ({ key: format, label: <a href={addressOf(`/phrase-packs/${id}/words`, { format })}>{t(`quickPhrases.words_${format}`)}</a> })) }}>
        <Button icon={<DownloadOutlined />}>{t('quickPhrases.words')}</Button>
      </Dropdown>
    )}>
      {id === null ? <Pack pack={null} reach={reach} onClose={onClose} /> : data ? <Pack key={data.version} pack={data} reach={reach} onClose={onClose} /> : error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton active />}
    </Drawer>
  );
}

function Pack({ pack, reach, onClose }: { pack: PackView | null; reach: PackReach; onClose: () => void }) {
  const t = useT();
  const { message } = App.useApp();
  const [name, setName] = useState(pack?.name ?? '');
  const [chosen, setChosen] = useState<string[]>(pack?.groups ?? []);
  const [rows, setRows] = useState<Written[]>(() => (pack ? pack.phrases.map(({ code = '', title = '', ...rest }) => ({ key: rest.id, code, title, ...rest })) : [blank()]));
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  const writes = pack?.editable ?? true;
  const codes = rows.map((row) => row.code.trim().toLowerCase()).filter(Boolean);
  const twice = codes.find((code, i) => codes.indexOf(code) !== i);
  const wrong = name.trim() === '' || (reach === 'group' && chosen.length === 0) || twice !== undefined || rows.some((row) => row.text.trim() === '' && !row.fileId);
  const act = async (work: () => Promise<unknown>, done: string) => {
    setBusy(true);
    setRefusal('');
    try {
      await work();
      void message.success(done);
      onClose();
    } catch (problem) {
      setRefusal(problem instanceof Problem && problem.field ? t('quickPhrases.badField', { field: problem.field, words: wordsOf(problem) }) : wordsOf(problem));
      setBusy(false);
    }
    void queries.invalidateQueries({ queryKey: packsKey });
    void queries.invalidateQueries({ queryKey: offeredKey });
  };
  const body = { name, ...(reach === 'group' && { groups: chosen }), phrases: rows.map(({ id, code, title, text, fileId, validFrom, validTo }) => ({ id, code, title, text, fileId, validFrom, validTo })) };
  return (
    <>
      {refusal && <Alert type="error" role="alert" title={refusal} style={{ marginBottom: 12 }} />}
      {!writes && <p className={styles.lead}>{t('quickPhrases.readOnly')}</p>}
      <div className={styles.headFields}>
        <label><span>{t('quickPhrases.name')}</span><Input value={name} maxLength={30} disabled={!writes} autoFocus={pack === null} onChange={(event) => setName(event.target.value)} /></label>
        {reach === 'group' && <div><span>{t('quickPhrases.groups')}</span><Checkbox.Group disabled={!writes} value={chosen} onChange={setChosen} options={groups.map((value) => ({ value, label: t(`common.${value}` as 'common.presale') }))} /></div>}
      </div>
      <p className={styles.small}>{t('quickPhrases.placeholders')}</p>
      <PhraseRows rows={rows} writes={writes} onChange={setRows} />
      {twice !== undefined && <p className={styles.bad} role="alert">{t('quickPhrases.codeTwice', { code: twice })}</p>}
      {writes && <div className={styles.actions}>
        <Button onClick={() => setRows([...rows, blank()])} disabled={rows.length >= 500}>{t('quickPhrases.addPhrase')}</Button>
        <div className={styles.end}>
          {pack && <Popconfirm icon={null} title={t('quickPhrases.removeTitle', { name: pack.name })} okText={t('common.delete')} cancelText={t('common.cancel')}
            onConfirm={() => act(() => api.delete(`/phrase-packs/${pack.id}?version=${pack.version}`), t('quickPhrases.removed'))}><Button disabled={busy}>{t('quickPhrases.remove')}</Button></Popconfirm>}
          <Button type="primary" loading={busy} disabled={wrong} onClick={() => void act(() => (pack ? api.put(`/phrase-packs/${pack.id}`, { version: pack.version, ...body }) : api.post('/phrase-packs', { reach, ...body })), t('quickPhrases.saved'))}>{t('common.save')}</Button>
        </div>
      </div>}
    </>
  );
}
