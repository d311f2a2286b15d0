import { App, Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useEffect, useMemo, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import type { ConversationRow, Me } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { insertion } from '@/shared/insertion';
import { useKeys } from '@/shared/keys';
import { hitsIn, phraseBook, usePhraseBook } from '@/shared/phrases/book';
import type { Hit } from '@/shared/phrases/matcher';
import { useStore } from '@/shared/store';
import { formatSize } from '@/shared/time/format';
import { attach, attachments, sendAttachments } from '../state/attachments';
import { draftOf, saveDraft } from '../state/drafts';
import { tellTyping } from '../state/live';
import { confirmedOf, send } from '../state/outbox';
import { preferences } from '../state/preferences';
import { typedJustNow } from '../state/stillness';
import { takenBack } from '../state/takenBack';
import styles from './Composer.module.css';
import { ComposerFoot } from './ComposerFoot';
import { ComposerTools } from './ComposerTools';
import { ConfirmPhrases } from './ConfirmPhrases';
import { MentionList } from './MentionList';
import { PhraseLine } from './PhraseLine';
import { PhraseMarks } from './PhraseMarks';
import phrases from './Phrases.module.css';
import { QuickMenu } from './QuickMenu';
import { Tray } from './Tray';
import { useMentions } from './useMentions';
import { useQuickPhrases } from './useQuickPhrases';

interface Props {
  row: ConversationRow;
  me: Me;
  /** Why only notes can be written, or null. */
  notesOnly: string | null;
}

export function Composer({ row, me, notesOnly }: Props) {
  const t = useT();
  const { message } = App.useApp();
  const [of, setOf] = useState(row.id);
  const [text, setText] = useState(() => draftOf(me.agent.id, row.id).text);
  const [wantsNote, setWantsNote] = useState(() => draftOf(me.agent.id, row.id).note);
  const [caret, setCaret] = useState(text.length);
  // Another conversation: its draft, in the same field. Making all of it anew would take longer than the rest of the change together.
  if (of !== row.id) {
    const draft = draftOf(me.agent.id, row.id);
    setOf(row.id);
    setText(draft.text);
    setWantsNote(draft.note);
    setCaret(draft.text.length);
  }
  const field = useRef<TextAreaRef>(null);
  const enterSends = useStore(preferences, (p) => p.enterSends);
  const files = useStore(attachments, (all) => all.filter((one) => one.conversationId === row.id).length);
  const note = wantsNote || notesOnly !== null;
  const mentions = useMentions(row.id, text, caret, note);
  const quick = useQuickPhrases(row.id, text, caret, !note);
  const tooLong = text.length > me.settings.maxTextLength;
  const canSend = !tooLong && (text.trim() !== '' || (!note && files > 0));
  usePhraseBook();
  const book = useStore(phraseBook);
  // Notes are the staff's own.
  const hits = useMemo(() => (note ? [] : book?.matcher.find(text) ?? []), [book, note, text]);
  const [asked, setAsked] = useState<{ text: string; hits: Hit[] } | null>(null);

  const area = () => field.current?.resizableTextArea?.textArea;
  useEffect(() => {
    const timer = setTimeout(() => saveDraft(me.agent.id, row.id, text, wantsNote), 300);
    return () => {
      clearTimeout(timer);
      saveDraft(me.agent.id, row.id, text, wantsNote);
    };
  }, [me.agent.id, row.id, text, wantsNote]);
  useEffect(() => field.current?.focus(), [row.id]);
  useKeys({
    note: () => {
      if (notesOnly === null) setWantsNote((now) => !now);
      field.current?.focus();
    },
    replace: () => {
      const hit = hits.find((one) => one.replacement !== undefined);
      if (hit) replace(hit);
    },
  });

  const write = (next: string, at: number) => {
    setText(next);
    setCaret(at);
    typedJustNow();
    if (!note) tellTyping(row.id, next !== '');
  };
  const put = (next: { text: string; caret: number }) => {
    write(next.text, next.caret);
    requestAnimationFrame(() => {
      area()?.focus();
      area()?.setSelectionRange(next.caret, next.caret);
    });
  };
  const insert = (piece: string) => {
    const from = area()?.selectionStart ?? text.length;
    const to = area()?.selectionEnd ?? from;
    put({ text: text.slice(0, from) + piece + text.slice(to), caret: from + piece.length });
  };
  const quickField = { now: () => area()?.value ?? text, put, insert };
  const replace = ({ start, end, replacement = '' }: Hit) => put({ text: text.slice(0, start) + replacement + text.slice(end), caret: start + replacement.length });
  const back = useStore(takenBack, (one) => (one?.conversationId === row.id ? one.text : null));
  useEffect(() => {
    if (back === null) return;
    takenBack.set(null);
    setText((now) => (now.trim() === '' ? back : `${back}\n${now}`));
    field.current?.focus();
  }, [back]);
  const handed = useStore(insertion, (one) => (one?.conversationId === row.id ? one : null));
  useEffect(() => {
    if (handed === null) return;
    insertion.set(null);
    // What the shop forbids is shown before it is sent, whoever wrote it.
    if (handed.send && !note && handed.text.length <= me.settings.maxTextLength && hitsIn(handed.text).length === 0) send({ conversationId: row.id, kind: 'text', text: handed.text });
    else insert(handed.text);
  });
  const submit = (confirmed: readonly Hit[] = []) => {
    if (!canSend) return;
    const words = text.trim();
    const found = note ? [] : hitsIn(words);
    if (found.some((hit) => hit.severity === 'block')) return void message.error(t('conversations.phraseBlocked'));
    if (confirmed.length === 0 && found.some((hit) => hit.severity === 'warn')) return setAsked({ text: words, hits: found });
    if (!note && files > 0) sendAttachments(row.id);
    if (words !== '') {
      const mentioned = note ? mentions.mentioned(words) : [];
      send({ conversationId: row.id, kind: note ? 'note' : 'text', text: words, ...(mentioned.length > 0 && { mentions: mentioned }), ...(confirmed.length > 0 && { confirmed: confirmedOf(confirmed) }) });
    }
    setText('');
    setCaret(0);
    if (!note) tellTyping(row.id, false);
    field.current?.focus();
  };
  const take = (list: Iterable<File>) => {
    if (note) return void message.info(t('conversations.noteTextOnly'));
    const refused = attach(row.id, list, me.settings.maxFileBytes);
    if (refused.length > 0)
      void message.error(t('conversations.fileTooLarge', { name: refused.join(', '), size: formatSize(me.settings.maxFileBytes) }));
  };
  const paste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    take(event.clipboardData.files);
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // An input method's Enter chooses a word; it never sends.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const offer = mentions.offers[mentions.chosen];
    if (offer) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') mentions.move(event.key === 'ArrowDown' ? 1 : -1);
      else if (event.key === 'Enter' || event.key === 'Tab') put(mentions.take(offer));
      else if (event.key === 'Escape') mentions.dismiss();
      else return;
      event.preventDefault();
      return;
    }
    if (quick.press(event, quickField)) return;
    if (event.key !== 'Enter' || event.altKey) return;
    const modified = event.shiftKey || event.ctrlKey || event.metaKey;
    if (enterSends !== modified && !(event.shiftKey && !enterSends)) {
      event.preventDefault();
      submit();
    } else if ((event.ctrlKey || event.metaKey) && enterSends) {
      event.preventDefault();
      insert('\n');
    }
  };

  return (
    <div className={`${styles.composer} ${note ? styles.noteMode : ''}`} onDragOver={(event) => event.preventDefault()} onDrop={(event) => {
      event.preventDefault();
      take(event.dataTransfer.files);
    }}>
      <ComposerTools conversationId={row.id} note={note} noteLocked={notesOnly !== null} limit={me.settings.maxFileBytes} onNote={setWantsNote} onEmoji={insert} onFiles={take} />
      <Tray conversationId={row.id} />
      {mentions.offers.length > 0 && <MentionList offers={mentions.offers} chosen={mentions.chosen} onTake={(one) => put(mentions.take(one))} />}
      {quick.open && <QuickMenu offers={quick.offers} chosen={quick.chosen} word={quick.word} reach={quick.reach} onReach={quick.setReach} onTake={(one) => void quick.take(one, quickField)} />}
      <div className={phrases.field}>
      <Input.TextArea ref={field} variant="borderless" autoSize={{ minRows: 3, maxRows: 10 }} value={text} aria-label={t(note ? 'conversations.writeNote' : 'conversations.writeMessage')}
        placeholder={notesOnly ?? t(note ? 'conversations.writeNote' : 'conversations.writeMessage')}
        onChange={(event) => write(event.target.value, event.target.selectionStart ?? 0)}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={press} onPaste={paste} onBlur={() => tellTyping(row.id, false)} />
      {hits.length > 0 && <PhraseMarks text={text} hits={hits} area={area} />}
      </div>
      {hits.length > 0 && <PhraseLine hits={hits} onReplace={replace} />}
      <ComposerFoot note={note} length={text.length} maxLength={me.settings.maxTextLength} canSend={canSend} onSend={() => submit()} />
      <ConfirmPhrases asked={asked} onBack={() => {
        setAsked(null);
        requestAnimationFrame(() => field.current?.focus());
      }} onSend={() => {
        setAsked(null);
        if (asked) submit(asked.hits);
      }} />
    </div>
  );
}
