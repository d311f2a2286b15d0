import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { useT } from '@/shared/i18n/i18n';
import styles from './Lines.module.css';

const most = 10;

/** Titles with their addresses, a line each; within a form. */
export function LinkList({ name: of }: { name: (string | number)[] }) {
  const t = useT();
  return (
    <Form.List name={of}>
      {(fields, { add, remove }) => (
        <div className={styles.links}>
          {fields.map(({ key, name }) => (
            <div key={key} className={styles.link}>
              <Form.Item name={[name, 'title']} noStyle rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
                <Input maxLength={40} placeholder={t('settings.linkTitle')} aria-label={t('settings.linkTitle')} className={styles.name} />
              </Form.Item>
              <Form.Item name={[name, 'url']} noStyle rules={[{ required: true, pattern: /^https?:\/\/\S+$/, message: t('settings.linkUrl') }]}>
                <Input maxLength={500} placeholder="https://" aria-label={t('settings.linkUrl')} />
              </Form.Item>
              <Button type="text" icon={<DeleteOutlined />} aria-label={t('common.delete')} onClick={() => remove(name)} />
            </div>
          ))}
          {fields.length < most && <Button icon={<PlusOutlined />} onClick={() => add({ title: '', url: '' })}>{t('settings.addLink')}</Button>}
        </div>
      )}
    </Form.List>
  );
}
