import { LinkOutlined } from '@ant-design/icons';
import { Alert, Button, Input, Tag } from 'antd';
import { useRef, useState } from 'react';
import { api } from '@/shared/api/client';
import { wordsOf } from '@/shared/api/problem';
import { useT } from '@/shared/i18n/i18n';
import { newId } from '@/shared/ids';
import { LinkPicker, type Picked } from './LinkPicker';
import { talkChanged } from './queries';
import styles from './StaffTalk.module.css';
import type { ChannelName, Sending } from './types';

const mostLinks = 5;

/** What fails stays in the box with its id: sent again it is there once. */
export function Composer({ channel }: { channel: ChannelName }) {
  const t = useT();
  const [text, setText] = useState('');
  const [links, setLinks] = useState<Picked[]>([]);
  const [picking, setPicking] = useState(false);
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const tried = useRef<Sending | null>(null);
  const send = async () => {
    if (text.trim() === '' || busy) return;
    const body = { text: text.trim(), links: links.map(({ kind, id }) => ({ kind, id })) };
    const same = tried.current && JSON.stringify({ text: tried.current.text, links: tried.current.links }) === JSON.stringify(body);
    tried.current = same && tried.current ? tried.current : { clientId: newId(), ...body };
    setBusy(true);
    setRefusal('');
    try {
      await api.post(`/staff-talk/${channel}/messages`, tried.current);
      tried.current = null;
      setText('');
      setLinks([]);
      await talkChanged(channel);
    } catch (failure) {
      setRefusal(wordsOf(failure));
    }
    setBusy(false);
  };
  return (
    <footer className={styles.composer}>
      {refusal && <Alert type="error" role="alert" title={refusal} />}
      {links.length > 0 && <div>{links.map(({ kind, id, label }) => <Tag key={id} closable onClose={() => setLinks(links.filter((one) => one.id !== id))}>{t(`staffTalk.kind_${kind}`)} {label}</Tag>)}</div>}
      <Input.TextArea value={text} autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} placeholder={t('staffTalk.placeholder')} aria-label={t('staffTalk.placeholder')} onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void send();
        }} />
      <div className={styles.foot}>
        <Button icon={<LinkOutlined />} disabled={links.length >= mostLinks} onClick={() => setPicking(true)}>{t('staffTalk.addLink')}</Button>
        <Button type="primary" loading={busy} disabled={text.trim() === ''} onClick={() => void send()}>{t('staffTalk.send')}</Button>
      </div>
      {picking && <LinkPicker onClose={() => setPicking(false)} onPick={(picked) => {
        setLinks([...links.filter((one) => one.id !== picked.id), picked]);
        setPicking(false);
      }} />}
    </footer>
  );
}
