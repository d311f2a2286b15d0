import { AutoComplete, Button, Checkbox, Form, Input, InputNumber, Radio, Select, Switch } from 'antd';
import type { Group } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { useMe } from '@/shared/session';
import { newPassword } from './passwords';
import { mayManage } from './rights';
import styles from './Staff.module.css';
import type { Grade, Post } from './types';

export interface AgentForm {
  accountName?: string;
  password?: string;
  name: string;
  postId: string;
  groups: Group[];
  im: boolean;
  capacity: number;
  weight: number;
  grade: Grade;
  language: 'zh-CN' | 'en-US';
  employeeNumber?: string;
  extension?: string;
  company?: string;
  greeting?: string;
}

interface Props { isNew: boolean; owner: boolean; posts: Post[]; companies: string[] }

export function AgentFields({ isNew, owner, posts, companies }: Props) {
  const t = useT();
  const me = useMe();
  const form = Form.useFormInstance<AgentForm>();
  const required = { required: true, whitespace: true, message: t('common.required') };
  return (
    <div className={styles.two}>
      <Form.Item name="name" label={t('accounts.name')} extra={t('accounts.nameHint')} rules={[required]}><Input maxLength={30} autoFocus={isNew} /></Form.Item>
      <Form.Item name="employeeNumber" label={t('accounts.employeeNumber')}><Input maxLength={40} /></Form.Item>
      {isNew && <>
        <Form.Item name="accountName" label={t('accounts.account')} extra={t('accounts.accountHint')}
          rules={[required, { pattern: /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u, message: t('accounts.accountWrong') }]}><Input maxLength={40} autoComplete="off" /></Form.Item>
        <Form.Item label={t('accounts.password')} extra={t('accounts.passwordHint')}>
          <span className={styles.password}>
            <Form.Item name="password" noStyle rules={[{ required: true, message: t('common.required') }, { min: 10, message: t('accounts.passwordShort') }]}>
              <Input.Password maxLength={256} autoComplete="new-password" />
            </Form.Item>
            <Button onClick={() => {
              const password = newPassword();
              form.setFieldValue('password', password);
              void navigator.clipboard?.writeText(password).catch(() => undefined);
            }}>{t('accounts.makePassword')}</Button>
          </span>
        </Form.Item>
      </>}
      <div className={styles.section}>{t('accounts.sectionPost')}</div>
      <Form.Item name="postId" label={t('accounts.post')} extra={owner ? t('accounts.ownerHint') : undefined} rules={[{ required: true, message: t('common.required') }]}>
        <Select disabled={owner || undefined} placeholder={t('accounts.choosePost')} options={posts.map(({ id, name, permissions }) => {
          const beyond = !me.agent.owner && !mayManage(me.permissions, permissions);
          return { value: id, label: name, disabled: beyond, title: beyond ? t('accounts.beyondPost') : name };
        })} />
      </Form.Item>
      <Form.Item name="grade" label={t('accounts.grade')}>
        <Radio.Group options={(['normal', 'senior', 'lead'] as const).map((value) => ({ value, label: t(`accounts.grade_${value}`) }))} />
      </Form.Item>
      <Form.Item name="company" label={t('accounts.company')} extra={t('accounts.companyHint')}>
        <AutoComplete maxLength={60} allowClear placeholder={t('accounts.ownCompany')} options={companies.map((value) => ({ value }))} showSearch={{ filterOption: (typed, option) => String(option?.value ?? '').includes(typed) }} />
      </Form.Item>
      <Form.Item name="language" label={t('common.language')}>
        <Radio.Group options={[{ value: 'zh-CN', label: '简体中文' }, { value: 'en-US', label: 'English' }]} />
      </Form.Item>
      <div className={styles.section}>{t('accounts.sectionChat')}</div>
      <Form.Item label={t('accounts.im')} extra={t('accounts.imHint')}><Form.Item name="im" valuePropName="checked" noStyle><Switch aria-label={t('accounts.im')} /></Form.Item></Form.Item>
      <Form.Item name="groups" label={t('accounts.groups')} extra={t('accounts.groupsHint')}>
        <Checkbox.Group options={(['presale', 'insale', 'aftersale'] as const).map((value) => ({ value, label: t(`common.${value}`) }))} />
      </Form.Item>
      <Form.Item name="capacity" label={t('accounts.capacity')} extra={t('accounts.capacityHint')} rules={[{ required: true, message: t('common.required') }]}><InputNumber min={0} max={1000} precision={0} style={{ width: 120 }} /></Form.Item>
      <Form.Item name="weight" label={t('accounts.weight')} extra={t('accounts.weightHint')} rules={[{ required: true, message: t('common.required') }]}><InputNumber min={0} max={1000} precision={0} style={{ width: 120 }} /></Form.Item>
      <Form.Item name="extension" label={t('accounts.extension')} extra={t('accounts.extensionHint')}><Input maxLength={20} inputMode="tel" /></Form.Item>
      <Form.Item name="greeting" label={t('accounts.greeting')} extra={t('accounts.greetingHint')} className={styles.wide}><Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} /></Form.Item>
    </div>
  );
}
