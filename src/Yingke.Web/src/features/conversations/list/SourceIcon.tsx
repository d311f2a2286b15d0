import { BellOutlined, CommentOutlined, FileTextOutlined, HomeOutlined, ShoppingOutlined, UnorderedListOutlined } from '@ant-design/icons';
import type { ComponentType } from 'react';
import type { Source } from '@/shared/api/types';
import { useT } from '@/shared/i18n/i18n';
import { sourceWords } from '../log/words';

const icons: Record<Source, ComponentType<{ className?: string; title?: string }>> = {
  message_center: BellOutlined, order_detail: FileTextOutlined, order_list: UnorderedListOutlined,
  shop_home: HomeOutlined, product_detail: ShoppingOutlined, other: CommentOutlined,
};

export function SourceIcon({ source, className }: { source: Source; className?: string }) {
  const t = useT();
  const Icon = icons[source] ?? CommentOutlined;
  const words = sourceWords(source, t);
  return <span className={className} title={words} role="img" aria-label={words}><Icon /></span>;
}
